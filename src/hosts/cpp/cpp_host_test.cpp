#include "hosts/cpp/cpp_host.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "hosts/test_library.h"
#include "util/testing_catalogue.h"

namespace prebind::hosts::cpp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

RenderOptions sample_options() {
  return {.module_name = "geometry",
          .library_stem = "geometry",
          .library_directory = "../lib",
          .library_file = "libgeometry.so",
          .version = "0.3.1-rc.1",
          .module_file = "geometry.hpp",
          .module_directory = "../include",
          .rebuild_command = "prebind build ../geometry -o geometry.hpp --lang cpp"};
}

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string rendered(const model::Library& library) {
  const auto files = CppHost().render(library, sample_options());
  EXPECT_TRUE(files.has_value()) << (files ? "" : files.error().message);
  return files ? files->module : "";
}

ErrorCatalogue& catalogue() {
  static ErrorCatalogue errors;
  return errors;
}

Error error_of(const model::Library& library, const RenderOptions& options = sample_options()) {
  auto error = first_unsupported(CppHost(), library, options.module_name);
  if (!error) {
    const auto files = CppHost().render(library, options);
    EXPECT_FALSE(files.has_value());
    error = files ? Error() : files.error();
  }
  catalogue().add(*error);
  return *error;
}

model::LibraryType enum_named(const std::string& name, std::vector<model::Variant> variants) {
  model::LibraryType made = type_named(name, "Of all kinds.");
  made.type.shape = model::Shape::tagged;
  made.type.release.clear();
  made.type.definition = symbol("define_" + name);
  made.type.contents = "0123456789abcdef";
  made.type.variants = std::move(variants);
  return made;
}

model::ValueField field_of(const std::string& name, Type type, std::string docs = "") {
  return {.name = name, .host_name = name, .docs = std::move(docs), .type = std::move(type)};
}

TEST(CppHost, EnumsWithDataAreStructsOfVariants) {
  model::Library library = empty_library();
  const Type self = numbered("Tree", 0), other = numbered("Leaf", 1);
  const Type list{.kind = TypeKind::vector, .arguments = {self}};
  library.types = {
      enum_named("Tree", {{.name = "Node",
                           .host_name = "Node",
                           .docs = "Of two.",
                           .fields = {field_of("left", self, "The first."),
                                      field_of("maybe", option(self)), field_of("all", list)}},
                          {.name = "Leaf",
                           .host_name = "Leaf",
                           .fields = {field_of("_0", other)},
                           .is_tuple = true}}),
      enum_named("Leaf", {{.name = "Empty", .host_name = "Empty"}})};
  library.types[1].type.is_open = true;
  Type taken{.kind = TypeKind::slice, .arguments = {self}, .passing = Passing::reference};
  library.functions = {function("grown", {{"tree", self}, {"others", taken}}, list)};
  const std::string header = rendered(library);
  EXPECT_LT(header.find("\nstruct Leaf {\n"), header.find("\nstruct Tree {\n"));
  EXPECT_THAT(header, HasSubstr("/// Of all kinds.\nstruct Tree {\n"
                                "  /// Of two.\n"
                                "  struct Node {\n"
                                "    /// The first.\n"
                                "    boxed<Tree> left;\n"
                                "    std::optional<boxed<Tree>> maybe;\n"
                                "    std::vector<Tree> all;\n"
                                "  };\n"
                                "  struct Leaf_ {\n"
                                "    Leaf _0;\n"
                                "  };\n"
                                "  using Variant = std::variant<Node, Leaf_>;\n\n"
                                "  Tree(Node value);\n"
                                "  Tree(Leaf_ value);\n\n"
                                "  Variant variant;\n"
                                "};\n"));
  EXPECT_THAT(header, HasSubstr("  struct Empty {};\n"
                                "  /// One that a newer library has, by its number. Rust does not "
                                "take it back.\n"
                                "  struct Unknown {\n"
                                "    std::uint32_t number;\n"
                                "  };\n"
                                "  using Variant = std::variant<Empty, Unknown>;\n"));
  EXPECT_THAT(header, HasSubstr("inline std::vector<Tree> grown(\n    const packed<Tree> &tree, "
                                "const packed_list<Tree> &others) {\n"));
  EXPECT_THAT(header, HasSubstr("if (!detail::agrees(glue::" + library.types[0].type.definition +
                                ", \"0123456789abcdef\")) {\n    items += \"\\n  enum Tree { "
                                "Node { left: Tree, maybe: Option<Tree>, all: Vec<Tree> }, "
                                "Leaf(Leaf) }\";\n"));
  EXPECT_THAT(header, HasSubstr("if (!detail::begins_with(glue::"));
  EXPECT_THAT(header, HasSubstr("enum Leaf { Empty, .. }"));
}

TEST(CppHost, EnumsThatOnlyComeOutAreNotWritten) {
  model::Library library = empty_library();
  library.types = {enum_named(
      "Held",
      {{.name = "A", .host_name = "A", .fields = {field_of("text", plain(TypeKind::str))}}})};
  const auto writes = [&] {
    return rendered(library).find("static void write(PackedBytes &bytes, const Held::A &value);") !=
           std::string::npos;
  };
  EXPECT_TRUE(writes());
  library.types[0].type.is_returned_only = true;
  EXPECT_FALSE(writes());
}

TEST(CppHost, FieldsOfEnumsNeedTypesOfCpp) {
  model::Library library = empty_library();
  library.types = {enum_named("Day", {{.name = "At", .host_name = "At"}})};
  library.types[0].type.variants[0].fields = {field_of("when", plain(TypeKind::chrono_date))};
  const Error error = error_of(library);
  EXPECT_EQ(error.message, "`NaiveDate` cannot be a field of `Day::At` in C++");
  EXPECT_EQ(error.help,
            "write `#[export(hosts = julia)]` on the enum and on what needs it, or build with "
            "`--skip-unsupported`");
  const Type keys{.kind = TypeKind::hash_set, .arguments = {numbered("Day", 0)}};
  library.types[0].type.variants[0].fields = {field_of("all", keys)};
  EXPECT_EQ(error_of(library).message, "`HashSet<Day>` cannot be a field of `Day::At` in C++");
}

TEST(CppHost, AsyncFunctionsReturnFutures) {
  model::Library library = empty_library();
  library.functions = {function("get", {}, plain(TypeKind::f64)),
                       function("put", {{"x", plain(TypeKind::i128)}}, plain(TypeKind::unit))};
  for (model::Function& each : library.functions) each.futures = "prebind_geometry_futures";
  library.types = {type_named("Point")};
  model::Function made = member("Point", "make", std::nullopt, {}, named("Point", Passing::value));
  made.futures = "prebind_geometry_futures";
  library.types[0].functions = {made};
  const std::string text = rendered(library);
  const std::string get = library.functions[0].symbol;
  EXPECT_THAT(text, HasSubstr("GEOMETRY_FUNCTION(" + get +
                              "_finish, detail::ReturnedBy<double>(void *));\n"));
  EXPECT_THAT(text, HasSubstr("inline Future<double> get() {\n"
                              "  const auto returned = glue::" +
                              get +
                              "();\n"
                              "  return detail::Futures::begun<double, detail::TextOnly>(returned, "
                              "glue::prebind_geometry_futures, [](void *future) {\n"
                              "    return detail::result<double, detail::TextOnly>(glue::" +
                              get + "_finish(future));\n  });\n}\n"));
  EXPECT_THAT(text, Not(HasSubstr("try_get() {\n  const auto")));
  // It is no constructor.
  EXPECT_THAT(text, HasSubstr("  static Future<Point> make();\n"));
  // What belongs to the crate is there once, whatever the compiler has.
  const std::string polling = "\ninline constexpr detail::Polling prebind_geometry_futures = {\n";
  EXPECT_THAT(text, HasSubstr("_cancel, void(void *));" + polling));
  EXPECT_EQ(text.find(polling), text.rfind(polling));
  for (const char* part : {"#include <future>\n", "#include <coroutine>\n", "  cancelled = 100,\n",
                           "        throw Cancelled(message());\n"}) {
    EXPECT_THAT(text, HasSubstr(part));
    EXPECT_THAT(rendered(sample_library()), Not(HasSubstr(part)));
  }
}

TEST(CppHost, ItemsOfStreamsAreFutures) {
  model::Library library = sample_library();
  const std::vector<model::Function>& functions = library.types.at(0).functions;
  const auto next = std::ranges::find_if(functions, [](const model::Function& each) {
    return each.trait_method == model::TraitMethod::next;
  });
  ASSERT_NE(next, functions.end());
  const std::string before = rendered(library);
  library.types.at(0).functions[static_cast<std::size_t>(next - functions.begin())].futures =
      "prebind_geometry_futures";
  const std::string text = rendered(library);
  for (const char* part : {
           "  Future<std::optional<double>> next_async();\n",
           "  std::optional<double> next();\n",
           "  expected<std::optional<double>, Failure> try_next();\n",
           "  void close();\n",
           "  expected<void, Failure> try_close();\n",
           "inline std::optional<double> Point::next() { return next_async().get(); }\n",
       }) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(before, Not(HasSubstr("next_async")));
  EXPECT_THAT(before, HasSubstr("std::optional<double> Point::next() {\n"));
}

TEST(CppHost, ArraysOfObjectsAreRefused) {
  model::Library library = empty_library();
  library.types = {type_named("Point")};
  const model::Type point{.kind = model::TypeKind::named, .name = "Point"};
  const model::Type points{.kind = model::TypeKind::vector, .arguments = {point}};
  model::Function function{.crate = "geometry", .name = "f", .host_name = "f", .symbol = "f"};
  function.arguments = {{"points", points}};
  library.functions = {function};
  EXPECT_EQ(error_of(library).message, "`Vec<Point>` cannot be an argument in C++");
  library.functions[0].arguments[0].type = {.kind = model::TypeKind::option, .arguments = {points}};
  EXPECT_EQ(error_of(library).message, "`Option<Vec<Point>>` cannot be an argument in C++");
  library.functions[0].arguments.clear();
  library.functions[0].returns = points;
  EXPECT_EQ(error_of(library).message, "`Vec<Point>` cannot be a return value in C++");
}

TEST(CppHost, ModulesAreNamespaces) {
  const std::string header = rendered(modules_library());
  EXPECT_THAT(header, HasSubstr("/// Of all kinds.\nnamespace shapes {}\n"));
  EXPECT_THAT(header, HasSubstr("namespace shapes::round {\n\nclass Circle;\n"));
  EXPECT_THAT(header, HasSubstr("detail::is_handle<::geometry::shapes::round::Circle> = true;"));
  EXPECT_THAT(header, HasSubstr("::geometry::shapes::round::Inner x;"));
  EXPECT_THAT(header, HasSubstr("[[nodiscard]] inline ::geometry::shapes::Circle unit() {"));
  EXPECT_THAT(header, HasSubstr("}  // namespace shapes::round\n"));
}

model::Library with(model::Function item) {
  model::Library library = empty_library();
  item.place = {"src/lib.rs", 9, 1};
  library.functions.push_back(std::move(item));
  return library;
}

TEST(CppHost, WritesTheGoldenHeader) {
  const std::string path = PREBIND_GOLDEN "/geometry.hpp";
  const std::string text = rendered(sample_library());
  if (std::getenv("PREBIND_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  EXPECT_TRUE(read(path) == text)
      << path << " is not what is generated now. Run this test with PREBIND_UPDATE_GOLDEN=1 in "
      << "its environment, and read the difference.";
}

TEST(CppHost, HasOnlyThePartsThatItsLibraryNeeds) {
  const std::string small = rendered(with(function("add", {}, plain(TypeKind::i32))));
  for (const char* part : {"class span", "class Vector", "function_ref", "text_list", "class taken",
                           "int128", "Record<", "<ostream>", "std::hash"}) {
    EXPECT_THAT(small, Not(HasSubstr(part)));
  }
}

TEST(CppHost, WritesAPackageOfCMake) {
  const auto files = CppHost().render(sample_library(), sample_options());
  ASSERT_TRUE(files.has_value());
  EXPECT_THAT(CppHost().companions("geometry"),
              ElementsAre(files->companions[0].path, files->companions[1].path));
  EXPECT_EQ(files->companions[0].path, "cmake/geometry/geometryConfig.cmake");
  EXPECT_THAT(files->companions[0].text,
              HasSubstr("IMPORTED_LOCATION \"${_prebind_libraries}/libgeometry.so\""));
  EXPECT_THAT(files->companions[0].text, HasSubstr("\"${_prebind_libraries}/../include\""));
  EXPECT_THAT(files->companions[1].text, HasSubstr("set(PACKAGE_VERSION \"0.3.1\")"));
  EXPECT_THAT(files->companions[1].text, HasSubstr("VERSION_LESS \"0.3\")"));
}

TEST(CppHost, NamesThatAreDerivedMakeWayForThoseThatAreChosen) {
  model::Library library = empty_library();
  library.functions = {function("add", {}, plain(TypeKind::i32)),
                       function("try_add", {}, plain(TypeKind::i32))};
  const std::string text = rendered(library);
  EXPECT_THAT(text, HasSubstr("inline std::int32_t try_add() {"));
  EXPECT_THAT(text, HasSubstr("inline expected<std::int32_t, Failure> try_add_() {"));
  EXPECT_THAT(text, HasSubstr("inline expected<std::int32_t, Failure> try_try_add() {"));
}

TEST(CppHost, DocsCannotEndTheirComment) {
  const std::string text =
      rendered(with(function("add", {}, plain(TypeKind::i32), "a */ b\\\n\\endcond @file\n`@a`")));
  EXPECT_THAT(text, HasSubstr("/// a */ b<br>\n/// \\\\endcond \\@file\n/// `@a`\n"));
}

TEST(CppHost, RefusesWhatItCannotDo) {
  EXPECT_EQ(error_of(model::Library{}),
            (Error{.message = "the library exports nothing, so there are no bindings to write",
                   .where = "geometry",
                   .help = "put `#[julia]` on what C++ should see"}));
  RenderOptions options = sample_options();
  options.module_name = "class";
  EXPECT_EQ(error_of(sample_library(), options),
            (Error{.message = "`class` cannot be the name of a C++ namespace",
                   .help = "choose another one with `--module NAME`, such as `class_`"}));
  EXPECT_EQ(
      error_of(with(function("take", {{"a", plain(TypeKind::display)}}, plain(TypeKind::unit)))),
      (Error{.message = "`Display` cannot be an argument in C++",
             .where = "src/lib.rs:9:1",
             .help = "change the signature, or leave the item out with `#[export(hosts = …)]` or "
                     "`--skip-unsupported`"}));
}

TEST(CppHost, RefusesTwoItemsOfOneName) {
  model::Library library = empty_library();
  library.functions = {function("class", {}, plain(TypeKind::unit)),
                       function("class_", {}, plain(TypeKind::unit))};
  EXPECT_EQ(error_of(library),
            (Error{.message = "`fn class()` and `fn class_()` would both be `class_` in C++",
                   .help = R"(give one of them another name with `#[export(name(cpp = "…"))]`)"}));
}

TEST(CppHost, RefusesOverloadsThatAreTheSameOnMostMachines) {
  model::Library library = empty_library();
  for (const TypeKind kind : {TypeKind::u64, TypeKind::usize}) {
    library.functions.push_back(function("f", {{"x", plain(kind)}}, plain(TypeKind::unit)));
    library.functions.back().is_instance = true;
  }
  EXPECT_EQ(error_of(library).message,
            "`fn f(x: u64)` and `fn f(x: usize)` would both be `f` in C++");
}

TEST(CppHost, NamesOfTemplateParametersMakeWay) {
  model::Library library = empty_library();
  for (const TypeKind kind : {TypeKind::f32, TypeKind::f64}) {
    library.functions.push_back(function("f", {{"T", plain(kind)}}, plain(TypeKind::unit)));
    library.functions.back().is_instance = true;
  }
  const std::string text = rendered(library);
  EXPECT_THAT(text,
              HasSubstr("template <typename T_, std::enable_if_t<std::is_same_v<T_, double>"));
}

TEST(CppHost, NamesOfTraitsAreKnown) {
  model::Library library = sample_library();
  std::vector<model::Function>& methods = library.types.at(0).functions;
  methods.push_back(member("Point", "begin", Passing::reference, {}, plain(TypeKind::unit)));
  EXPECT_EQ(error_of(library).message,
            "`impl Iterator for Point` and `impl Point { fn begin(&self) }` would both be `begin` "
            "in C++");

  library = sample_library();
  const Type point = named("Point", Passing::reference);
  library.functions = {function("less", {{"a", point}, {"b", point}}, plain(TypeKind::boolean)),
                       function("equal", {{"a", point}, {"b", point}}, plain(TypeKind::boolean))};
  const std::string text = rendered(library);
  EXPECT_THAT(text, HasSubstr("try_equal(const Point &object, const Point &other) {"));
  EXPECT_THAT(text, HasSubstr("try_equal_(const Point &a, const Point &b) {"));
}

TEST(CppHost, SaysThatCallablesMustNotChangeWhatRustBorrows) {
  const Type callable = {.kind = TypeKind::function,
                         .arguments = {plain(TypeKind::unit)},
                         .passing = Passing::reference};
  const Type text = plain(TypeKind::str);
  EXPECT_THAT(
      rendered(with(function("f", {{"text", text}, {"visit", callable}}, plain(TypeKind::unit)))),
      HasSubstr("/// `visit` must not change or free what `text` refers to.\n"
                "inline void f("));
}

TEST(CppHost, WhatIsDeprecatedSaysSoAndTheHeaderItselfIsQuiet) {
  const std::string text = rendered(deprecated_library());
  for (const char* line : {
           "[[deprecated(\"since 1.2: the function\")]] [[nodiscard]] inline std::int32_t add() {",
           "[[deprecated(\"since 1.2: the function\")]] inline expected<std::int32_t, Failure> "
           "try_add() {",
           "\n  [[deprecated(\"the constructor\")]] Point();\n",
           "\n  [[deprecated(\"the constructor\")]] static expected<Point, Failure> try_new();\n",
           "\n  [[deprecated(\"the \\\"field\\\"\")]] [[nodiscard]] double x() const;\n",
           "\n  [[deprecated(\"the \\\"field\\\"\")]] void set_x(double value);\n",
           "\n  [[deprecated]] [[nodiscard]] std::uint8_t old() const;\n",
           "class [[deprecated(\"the type\")]] Dot {",
           "\n  Red [[deprecated(\"the variant\")]] = 0,\n",
           "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, HasSubstr("\n[[nodiscard]] inline std::int32_t more() {"));

  EXPECT_THAT(rendered(with(function("add", {}, plain(TypeKind::i32)))),
              Not(testing::AnyOf(HasSubstr("[[deprecated"), HasSubstr("-Wdeprecated"))));
}

TEST(CppHost, EachFunctionCallsTheLibraryItself) {
  const std::string text = rendered(deprecated_library());
  EXPECT_THAT(
      text,
      HasSubstr("inline Point::Point()\n"
                "    : Point([&] {\n"
                "        const auto returned = glue::geometry__Point__new__0123456789abcdef();\n"
                "        return detail::value<Point, detail::TextOnly>(returned);\n"
                "      }()) {}\n"));
  EXPECT_THAT(text, HasSubstr("  return detail::result<Point, detail::TextOnly>(returned);\n"));
  EXPECT_THAT(text, HasSubstr("  return detail::value<std::int32_t, detail::TextOnly>(returned);"));
}

TEST(CppHost, ErrorsAreDocumented) {
  const std::string expected = catalogue().table();
  EXPECT_EQ(documented(PREBIND_DOCS "/diagnostics.md",
                       "<!-- What follows is written by hosts_test, for C++. -->", expected),
            expected);
}

}  // namespace
}  // namespace prebind::hosts::cpp
