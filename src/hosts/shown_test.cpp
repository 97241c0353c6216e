#include "hosts/shown.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "hosts/cpp/naming.h"
#include "hosts/julia/naming.h"
#include "model/test_samples.h"
#include "util/testing_catalogue.h"

namespace prebind::hosts {
namespace {

using namespace model;
using namespace model::samples;
using testing::ElementsAre;

/// What one host calls it.
template <typename Item>
Item called(Item item, const std::string& host, std::string name) {
  item.marks.names[host] = std::move(name);
  return item;
}

Function owned(Function function) {
  function.owner = 0;
  return function;
}

Argument a_point() {
  return {"point", named("Point", Passing::reference, 0)};
}

Record on_point(Item item, Place place) {
  return record(item, place, {to_point(at(2, 6))});
}

/// The crate and its `Point`, and what a test adds, with a symbol for each.
std::vector<Record> with(std::vector<Record> more) {
  int number = 0;
  for (Record& record : more) {
    const std::string symbol = fmt::format("geometry__f__{:016x}", ++number);
    if (auto* function = std::get_if<Function>(&record.item)) function->symbol = symbol;
    if (auto* field = std::get_if<Field>(&record.item)) field->getter = symbol;
  }
  more.push_back(record(geometry(), at(1)));
  more.push_back(record(point(), at(2, 12)));
  return more;
}

using SupportOf = std::function<Supports(const Library&)>;

tl::expected<Selected, std::vector<Error>> selected(
    std::vector<Record> records, const Conventions& conventions = julia::kConventions,
    const SupportOf& support_of = {}, bool skips_unsupported = false) {
  auto library = resolve(std::move(records));
  if (!library) return tl::make_unexpected(library.error());
  return show(std::move(*library), conventions, support_of, skips_unsupported);
}

tl::expected<Library, std::vector<Error>> shown(
    std::vector<Record> records, const Conventions& conventions = julia::kConventions) {
  return selected(std::move(records), conventions).map([](const Selected& each) {
    return each.library;
  });
}

ErrorCatalogue& catalogue() {
  static ErrorCatalogue errors;
  return errors;
}

std::vector<Error> errors(std::vector<Record> records,
                          const Conventions& conventions = julia::kConventions) {
  const auto library = shown(std::move(records), conventions);
  if (library) return {};
  for (const Error& error : library.error()) catalogue().add(error);
  return library.error();
}

std::vector<std::string> messages(std::vector<Record> records,
                                  const Conventions& conventions = julia::kConventions) {
  std::vector<std::string> messages;
  for (const Error& error : errors(std::move(records), conventions)) {
    messages.push_back(error.message);
  }
  return messages;
}

/// What a test adds, in the module `shapes`.
Record in_shapes(Record made) {
  made.module = {"shapes"};
  return made;
}

TEST(Show, NamesAreThoseOfAModule) {
  const Record shapes = record(module("shapes"), at(3));
  EXPECT_THAT(messages(with({record(samples::function("f"), at(4)), shapes,
                             in_shapes(record(samples::function("f"), at(5)))})),
              ElementsAre());
  EXPECT_THAT(messages(with({shapes, in_shapes(record(samples::function("f"), at(4))),
                             in_shapes(record(samples::function("f"), at(5)))})),
              ElementsAre("the function `shapes::f` (src/lib.rs:4:1) and the function `shapes::f` "
                          "(src/lib.rs:5:1) would both be `f` in Julia"));
  for (const Conventions& host : {julia::kConventions, cpp::kConventions}) {
    EXPECT_THAT(messages(with({shapes, record(samples::function("shapes"), at(5))}), host),
                ElementsAre("the module `shapes` (src/lib.rs:3:1) and the function `shapes` "
                            "(src/lib.rs:5:1) would both be `shapes` in " +
                            std::string(host.title)));
  }
}

TEST(Show, AModuleCanBeForSomeHosts) {
  Module only_cpp = module("shapes");
  only_cpp.marks.hosts = {"cpp"};
  Module last = module("last");
  const auto library = [&] {
    return with({record(only_cpp, at(3)), in_shapes(record(samples::function("f"), at(4))),
                 record(last, at(5))});
  };
  const auto julia = selected(library());
  ASSERT_TRUE(julia);
  EXPECT_TRUE(julia->library.functions.empty());
  ASSERT_EQ(julia->library.modules.size(), 1u);
  EXPECT_EQ(julia->left_out,
            (std::vector<LeftOut>{{"the module `shapes`", at(3), "it is for `cpp`", true}}));
  EXPECT_EQ(shown(library(), cpp::kConventions)->functions.size(), 1u);
  Function both = samples::function("f");
  both.marks.hosts = {"julia"};
  EXPECT_THAT(
      messages(with({record(only_cpp, at(3)), in_shapes(record(both, at(4)))})),
      ElementsAre(
          "the function `shapes::f` is exported to `julia`, but the module `shapes` is not"));
}

TEST(Show, ConstantsClashWithFunctionsAndTypes) {
  const auto clash = [](Record second) {
    return messages(with(
        {record(constant("f", of(TypeKind::u8), std::string(8, '\0')), at(5)), std::move(second)}));
  };
  EXPECT_THAT(clash(record(samples::function("f"), at(6))),
              ElementsAre("the constant `f` (src/lib.rs:5:1) and the function `f` "
                          "(src/lib.rs:6:1) would both be `f` in Julia"));
  EXPECT_THAT(clash(record(renamed(colour(), "f"), at(6))),
              ElementsAre("the constant `f` (src/lib.rs:5:1) and the enum `Colour` "
                          "(src/lib.rs:6:1) would both be `f` in Julia"));
}

TEST(Show, TwoFunctionsOfOneNameAreAnError) {
  const auto found =
      errors(with({record(samples::function("f"), {"src/b.rs", 3, 8}),
                   record(renamed(samples::function("g"), "f"), {"src/a.rs", 7, 8})}));
  EXPECT_THAT(found,
              ElementsAre(Error{"the function `g` (src/a.rs:7:8) and the function `f` "
                                "(src/b.rs:3:8) would both be `f` in Julia",
                                "src/b.rs:3:8",
                                "give one of them another name with `#[julia(name = \"…\")]`"}));
}

TEST(Show, FunctionsOfOneNameDifferByArgumentsOrObject) {
  const Argument number = {"n", of(TypeKind::i32)};
  EXPECT_TRUE(shown(with({
      record(samples::function("f"), at(10)),
      record(samples::function("f", {number}), at(11)),
      on_point(method("f"), at(12)),
      on_point(method("f", Passing::reference, {number}), at(13)),
      on_point(owned(samples::function("f")), at(14)),
      on_point(owned(samples::function("f", {number})), at(15)),
      record(other("Line"), at(16)),
      record(method("f"), at(17), {{kOtherId, at(17)}}),
  })));
}

TEST(Show, MethodsOfOneObjectClash) {
  EXPECT_THAT(messages(with({on_point(method("f"), at(10)),
                             on_point(renamed(method("g", Passing::value), "f"), at(11))})),
              ElementsAre("the method `Point::f` (src/lib.rs:10:1) and the method `Point::g` "
                          "(src/lib.rs:11:1) would both be `f` in Julia"));
  EXPECT_THAT(messages(with({on_point(owned(samples::function("f")), at(10)),
                             on_point(owned(renamed(samples::function("g"), "f")), at(11))})),
              ElementsAre("the function `Point::f` (src/lib.rs:10:1) and the function `Point::g` "
                          "(src/lib.rs:11:1) would both be `f` in Julia"));
}

TEST(Show, AMethodClashesWithAFunctionThatTakesItsObjectFirst) {
  EXPECT_THAT(
      messages(with({on_point(method("f"), at(10)),
                     record(samples::function("f", {a_point()}), at(9), {to_point(at(9, 9))})})),
      ElementsAre("the function `f` (src/lib.rs:9:1) and the method `Point::f` "
                  "(src/lib.rs:10:1) would both be `f` in Julia"));
  EXPECT_TRUE(shown(with({on_point(method("f"), at(10)),
                          record(samples::function("f", {{"n", of(TypeKind::u8)}}), at(9))})));
}

TEST(Show, AnObjectClashesWithFunctionsOfItsName) {
  EXPECT_THAT(messages(with({record(renamed(samples::function("point"), "Point"), at(9)),
                             on_point(renamed(method("p"), "Point"), at(1, 5))})),
              ElementsAre("the method `Point::p` (src/lib.rs:1:5) and the struct `Point` "
                          "(src/lib.rs:2:12) would both be `Point` in Julia",
                          "the struct `Point` (src/lib.rs:2:12) and the function `point` "
                          "(src/lib.rs:9:1) would both be `Point` in Julia"));
}

TEST(Show, FieldsOfOneObjectClash) {
  Field y = renamed(x_of_point(), "x");
  y.name = "y";
  EXPECT_THAT(messages(with({on_point(x_of_point(), at(3)), on_point(y, at(4))})),
              ElementsAre("the field `Point::x` (src/lib.rs:3:1) and the field `Point::y` "
                          "(src/lib.rs:4:1) would both be `x` in Julia"));
  EXPECT_THAT(messages(with({on_point(x_of_point(), at(3)), on_point(method("x"), at(4))})),
              ElementsAre());
}

TEST(Show, InstancesOfAFunctionMayHaveOneName) {
  Function first = samples::function("norm", {{"v", of(TypeKind::f32)}});
  Function second = samples::function("norm", {{"v", of(TypeKind::f64)}});
  first.is_instance = second.is_instance = true;
  second.symbol = "geometry__norm__00000000000000af";
  EXPECT_TRUE(shown(with({record(first, at(5)), record(second, at(5))})));
}

TEST(Show, InstancesThatAreOneTypeToAHostAreAnError) {
  const auto instance = [](const Type& argument, char digit) {
    NamedType named = other("Filter");
    named.arguments = {argument};
    named.id = std::string(16, digit);
    named.release = "geometry__release_Filter__" + named.id;
    return record(named, at(3, 12));
  };
  const Record i64 = instance(of(TypeKind::i64), '1');
  for (const Conventions& host : {julia::kConventions, cpp::kConventions}) {
    EXPECT_THAT(
        errors(with({i64, instance(of(TypeKind::isize), '2')}), host),
        ElementsAre(
            Error{"the struct `Filter<i64>` and the struct `Filter<isize>` would be one type in " +
                      std::string(host.title),
                  "src/lib.rs:3:12",
                  "`isize` is `i64` to hosts, and `usize` is `u64`: list one of the two"}));
    EXPECT_THAT(errors(with({i64, instance(of(TypeKind::usize), '2')}), host), ElementsAre());
  }
}

TEST(Show, NamesAreThoseOfTheHost) {
  const auto records =
      with({record(called(samples::function("push"), "julia", "push!"), at(9)),
            record(called(renamed(other("Line"), "Segment"), "cpp", "line"), at(10)),
            on_point(called(x_of_point(), "julia", "abscissa"), at(3))});
  const auto names = [&](const Conventions& conventions) {
    const auto library = shown(records, conventions);
    EXPECT_TRUE(library);
    return library->functions.at(0).host_name + " " + library->types.at(1).type.host_name + " " +
           library->types.at(0).fields.at(0).host_name;
  };
  EXPECT_EQ(names(julia::kConventions), "push! Segment abscissa");
  EXPECT_EQ(names(cpp::kConventions), "push line x");
}

TEST(Show, AClashIsOneOfAHost) {
  const auto records = with({record(called(samples::function("f"), "cpp", "g"), at(9)),
                             record(samples::function("g"), at(10))});
  EXPECT_THAT(messages(records), ElementsAre());
  EXPECT_THAT(errors(records, cpp::kConventions),
              ElementsAre(Error{"the function `f` (src/lib.rs:9:1) and the function `g` "
                                "(src/lib.rs:10:1) would both be `g` in C++",
                                "src/lib.rs:10:1",
                                "give one of them another name with "
                                "`#[export(name(cpp = \"…\"))]`"}));
  const auto method_beside_function =
      with({on_point(method("f"), at(10)),
            record(samples::function("f", {a_point()}), at(9), {to_point(at(9, 9))})});
  EXPECT_EQ(messages(method_beside_function).size(), 1u);
  EXPECT_THAT(messages(method_beside_function, cpp::kConventions), ElementsAre());
}

template <typename Item>
Item only_for(std::string host, Item item) {
  item.marks.hosts = {std::move(host)};
  return item;
}

/// A function that takes the exported type of this name.
Record taking(const std::string& function_name, Passing passing, std::uint32_t line) {
  const Argument argument = {"it", named("Line", passing, 0)};
  return record(samples::function(function_name, {argument}), at(line), {{kOtherId, at(line, 9)}});
}

TEST(Show, AnItemForOtherHostsIsLeftOut) {
  const auto records =
      with({record(only_for("cpp", samples::function("f")), at(9)),
            record(samples::function("g"), at(10)), on_point(only_for("cpp", x_of_point()), at(3)),
            on_point(only_for("cpp", method("m")), at(4)),
            record(only_for("cpp", constant("N", of(TypeKind::u8), std::string(8, '\0'))), at(5))});
  const auto in_julia = selected(records);
  ASSERT_TRUE(in_julia);
  ASSERT_EQ(in_julia->library.functions.size(), 1u);
  EXPECT_EQ(in_julia->library.functions[0].name, "g");
  EXPECT_TRUE(in_julia->library.types.at(0).fields.empty());
  EXPECT_TRUE(in_julia->library.types.at(0).functions.empty());
  EXPECT_TRUE(in_julia->library.constants.empty());
  EXPECT_THAT(in_julia->left_out,
              ElementsAre(LeftOut{"the field `Point::x`", at(3), "it is for `cpp`", true},
                          LeftOut{"the method `Point::m`", at(4), "it is for `cpp`", true},
                          LeftOut{"the function `f`", at(9), "it is for `cpp`", true},
                          LeftOut{"the constant `N`", at(5), "it is for `cpp`", true}));
  const auto in_cpp = selected(records, cpp::kConventions);
  ASSERT_TRUE(in_cpp);
  EXPECT_TRUE(in_cpp->left_out.empty());
  EXPECT_EQ(in_cpp->library.functions.size(), 2u);
}

TEST(Show, ATypeTakesItsOwnAlongAndTheOthersAreCountedAgain) {
  // `Line` comes first, so `Point` has another number without it.
  const auto library = shown(with(
      {record(only_for("cpp", other("Line")), at(1, 5)),
       record(method("length"), at(1, 6), {{kOtherId, at(1, 7)}}), on_point(method("m"), at(9)),
       record(samples::function("f", {a_point()}), at(10), {to_point(at(10))})}));
  ASSERT_TRUE(library);
  ASSERT_EQ(library->types.size(), 1u);
  EXPECT_EQ(library->types[0].type.name, "Point");
  EXPECT_EQ(library->types[0].functions.at(0).owner, 0u);
  EXPECT_EQ(library->functions.at(0).arguments[0].type.reference, 0u);
}

TEST(Show, WhatNeedsATypeThatIsNotThereIsAnError) {
  const auto records =
      with({record(only_for("cpp", other("Line")), at(8)), taking("f", Passing::reference, 9),
            record(samples::function("g"), at(10))});
  EXPECT_THAT(
      errors(records),
      ElementsAre(Error{"the function `f` cannot be exported to Julia: it needs the struct "
                        "`Line`, which is for `cpp` only",
                        "src/lib.rs:9:1",
                        "write `#[export(hosts = cpp)]` on the function `f` too, or build with "
                        "`--skip-unsupported`"}));
  EXPECT_THAT(errors(records, cpp::kConventions), ElementsAre());
  const auto library = selected(records, julia::kConventions, {}, true);
  ASSERT_TRUE(library);
  EXPECT_THAT(library->left_out,
              ElementsAre(LeftOut{"the struct `Line`", at(8), "it is for `cpp`", true},
                          LeftOut{"the function `f`", at(9),
                                  "it needs the struct `Line`, which is left out", false}));
}

TEST(Show, AValueThatHoldsATypeThatIsNotThereIsAnError) {
  const auto records =
      with({record(only_for("cpp", colour()), at(3)), record(dot(0), at(4), {{colour().id, at(4)}}),
            record(samples::function("f", {{"d", named("Dot", Passing::value, 0)}}), at(5),
                   {{dot(0).id, at(5)}})});
  // What only needs that value is not reported besides.
  EXPECT_THAT(
      messages(records),
      ElementsAre("the struct `Dot` cannot be exported to Julia: it needs the enum `Colour`, "
                  "which is for `cpp` only"));
  const auto library = selected(records, julia::kConventions, {}, true);
  ASSERT_TRUE(library);
  EXPECT_EQ(library->library.types.size(), 1u);
  EXPECT_TRUE(library->library.functions.empty());
  EXPECT_EQ(library->left_out.size(), 3u);
}

TEST(Show, AMemberCannotBeWhereItsTypeIsNot) {
  const auto records = with({record(only_for("cpp", other("Line")), at(8)),
                             record(only_for("julia", method("m")), at(9), {{kOtherId, at(9)}})});
  EXPECT_THAT(
      errors(records),
      ElementsAre(Error{"the method `Line::m` is exported to `julia`, but the struct `Line` is not",
                        "src/lib.rs:9:1",
                        "add `julia` to the `#[export(hosts = …)]` of the type, or remove it "
                        "here"}));
}

TEST(Show, WhatTheHostCannotHaveIsAnErrorOrLeftOut) {
  const auto records =
      with({record(samples::function("bad"), at(9)), record(samples::function("good"), at(10)),
            record(other("Line"), at(8)), taking("f", Passing::value, 12),
            record(method("m"), at(11), {{kOtherId, at(11)}})});
  const SupportOf support_of = [](const Library& library) {
    return [&library](const ShownItem& item) -> Result<void> {
      const std::string words = in_words(item, library);
      const bool is_bad = words == "the function `bad`" || words == "the struct `Line`";
      if (!is_bad) return {};
      return fail("a test refuses " + words, to_string(place_of(item)), "none");
    };
  };
  const auto refused = selected(records, julia::kConventions, support_of);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(),
              ElementsAre(Error{"a test refuses the struct `Line`", "src/lib.rs:8:1", "none"},
                          Error{"a test refuses the function `bad`", "src/lib.rs:9:1", "none"}));
  const auto library = selected(records, julia::kConventions, support_of, true);
  ASSERT_TRUE(library);
  ASSERT_EQ(library->library.functions.size(), 1u);
  EXPECT_EQ(library->library.functions[0].name, "good");
  EXPECT_THAT(
      library->left_out,
      ElementsAre(LeftOut{"the struct `Line`", at(8), "a test refuses the struct `Line`", false},
                  LeftOut{"the function `bad`", at(9), "a test refuses the function `bad`", false},
                  LeftOut{"the function `f`", at(12),
                          "it needs the struct `Line`, which is left out", false}));
}

TEST(Show, NamesThatAreLeftOutDoNotClash) {
  const auto records =
      with({record(only_for("cpp", samples::function("f")), at(9)),
            record(renamed(only_for("julia", samples::function("g")), "f"), at(10))});
  EXPECT_THAT(messages(records), ElementsAre());
  EXPECT_THAT(messages(records, cpp::kConventions), ElementsAre());
}

// The last of this suite: what those before it have seen.
TEST(Show, EveryErrorIsInTheDocumentation) {
  if (testing::GTEST_FLAG(filter) != "*") GTEST_SKIP() << "not all of the tests are run";
  const std::string expected = catalogue().table();
  EXPECT_EQ(documented(PREBIND_DOCS "/diagnostics.md",
                       "<!-- What follows is written by hosts_test, for any host. -->", expected),
            expected)
      << "Run this test with PREBIND_UPDATE_GOLDEN=1 in its environment.";
}

}  // namespace
}  // namespace prebind::hosts
