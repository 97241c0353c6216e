#include "hosts/julia/julia_host.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "hosts/surface.h"
#include "hosts/test_library.h"
#include "model/describe.h"
#include "util/testing_catalogue.h"

namespace prebind::hosts::julia {
namespace {

using model::Passing;
using model::Type;
using model::TypeKind;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Result<std::string> rendered(const model::Library& library, const RenderOptions& options) {
  PREBIND_TRY(files, JuliaHost().render(library, options));
  return files.module;
}

RenderOptions sample_options() {
  return {.module_name = "Geometry",
          .library_stem = "geometry",
          .library_directory = "../../deps/lib",
          .rebuild_command = "prebind build deps/geometry -o src/generated/Geometry.jl"};
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

ErrorCatalogue& catalogue() {
  static ErrorCatalogue errors;
  return errors;
}

Error error_of(const model::Library& library, const RenderOptions& options = sample_options()) {
  auto error = first_unsupported(JuliaHost(), library, options.module_name);
  if (!error) {
    const auto text = rendered(library, options);
    EXPECT_FALSE(text.has_value());
    error = text ? Error() : text.error();
  }
  catalogue().add(*error);
  return *error;
}

TEST(JuliaHost, WritesTheGoldenModule) {
  const std::string path = PREBIND_GOLDEN "/Geometry.jl";
  const auto text = rendered(sample_library(), sample_options());
  ASSERT_TRUE(text.has_value()) << text.error().message;
  if (std::getenv("PREBIND_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << *text;
  EXPECT_TRUE(read(path) == *text)
      << path << " is not what is generated now. Run this test with PREBIND_UPDATE_GOLDEN=1 in "
      << "its environment, and read the difference.";
}

model::Library with(model::Function item) {
  model::Library library = empty_library();
  item.place = {"src/lib.rs", 9, 1};
  library.functions.push_back(std::move(item));
  return library;
}

std::string rendered(const model::Library& library) {
  const auto text = rendered(library, sample_options());
  EXPECT_TRUE(text.has_value()) << (text ? "" : text.error().message);
  return text.value_or("");
}

TEST(JuliaHost, DocumentsWhatIsUnsafeAndNothingThatHasNoDocs) {
  model::Function poke = function("poke", {}, plain(TypeKind::unit));
  EXPECT_THAT(rendered(with(poke)), Not(HasSubstr("    poke()")));
  poke.is_unsafe = true;
  EXPECT_THAT(rendered(with(poke)), HasSubstr("    poke() -> Nothing\n\n!!! warning\n"));
}

TEST(JuliaHost, OnlyFunctionsThatTakeLongNeedAnotherCall) {
  model::Function wait = function("wait", {}, plain(TypeKind::unit));
  EXPECT_THAT(rendered(with(wait)), Not(HasSubstr("gc_safe")));
  wait.is_gc_safe = true;
  EXPECT_THAT(rendered(with(wait)), HasSubstr("macro gc_safe(call)"));
  EXPECT_THAT(rendered(with(wait)), HasSubstr("    status = _prebind.@gc_safe ccall("));
}

// What a module says of its run time, in its own text and in the parts that are there.
std::set<std::string> undefined_helpers(const std::string& text) {
  const auto all = [&](const std::regex& pattern) {
    std::set<std::string> names;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern);
         at != std::sregex_iterator(); ++at) {
      names.insert((*at)[1]);
    }
    return names;
  };
  const std::set<std::string> defined = all(std::regex(
      R"(\n *(?:global |@inline |@noinline |const |function |macro |struct |mutable struct )"
      R"(|baremodule |@noinline function |@inline function |@generated )*(\w+))"));
  std::set<std::string> missing;
  for (const std::string& name : all(std::regex(R"(_prebind\.@?(\w+))"))) {
    if (!defined.contains(name)) missing.insert(name);
  }
  // What parts that a library needs take from parts that it may not need.
  for (const std::string_view helper :
       {"member", "release_memory", "length_of", "address_of", "optional", "some", "none", "code",
        "wide", "low", "high", "texts", "word", "reference", "copied"}) {
    const std::string name(helper);
    const bool is_called = std::regex_search(text, std::regex("[^.\\w]" + name + "\\("));
    if (is_called && !defined.contains(name)) missing.insert(name);
  }
  return missing;
}

TEST(JuliaHost, TellsWhatWasLoggedAfterEachCall) {
  model::Function function;
  function.name = function.host_name = "add";
  function.symbol = "add_symbol";
  model::Library library = with(function);
  EXPECT_THAT(rendered(library), AllOf(Not(HasSubstr("logged")), Not(HasSubstr("log_level"))));
  function.name = function.host_name = "prebind_host_logger";
  function.symbol = "logger_symbol";
  function.is_logger = true;
  library.functions.push_back(function);
  const std::string text = rendered(library);
  EXPECT_THAT(text, HasSubstr("    _prebind.logged()\n"));
  EXPECT_THAT(text, HasSubstr("Base.push!(_prebind.LOGGERS, _prebind_logger)\n"));
  EXPECT_THAT(text, HasSubstr("\nrust_log_level!(level) = "));
  EXPECT_THAT(text, Not(HasSubstr("export prebind_host_logger")));
}

TEST(JuliaHost, HasEveryPartThatItsLibraryNeeds) {
  const auto of = [](TypeKind kind, Type element) {
    return Type{.kind = kind, .arguments = {std::move(element)}};
  };
  std::vector<Type> types;
  for (const TypeKind kind : {TypeKind::i8, TypeKind::f64, TypeKind::boolean, TypeKind::character,
                              TypeKind::str, TypeKind::string, TypeKind::c_string, TypeKind::i128,
                              TypeKind::u128, TypeKind::duration, TypeKind::system_time}) {
    types.push_back(plain(kind));
  }
  for (const TypeKind kind : {TypeKind::f64, TypeKind::string, TypeKind::str}) {
    types.push_back(of(TypeKind::slice, plain(kind)));
    types.push_back(of(TypeKind::vector, plain(kind)));
  }
  for (const std::size_t i : {0U, 1U, 2U}) types.push_back(numbered("Named", i));
  for (std::size_t i = 0, count = types.size(); i < count; ++i) {
    types.push_back(option(types[i]));
    types.push_back(Type{.kind = TypeKind::tuple, .arguments = {types[i], types[i]}});
    types.push_back(result(types[i]));
    types.push_back(result(option(types[i]), types[i]));
  }
  model::Library library = empty_library();
  library.types = sample_library().types;
  std::size_t rendered_types = 0;
  for (const Type& type : types) {
    for (const bool is_argument : {false, true}) {
      model::Library one = library;
      if (!any_part(type, [](const Type& part) { return part.kind == TypeKind::named; })) {
        one.types.clear();
      }
      one.functions = {is_argument ? function("f", {{"a", type}}, plain(TypeKind::unit))
                                   : function("f", {}, type)};
      const auto text = rendered(one, sample_options());
      if (!text) continue;  // not every type can stand everywhere
      ++rendered_types;
      EXPECT_EQ(undefined_helpers(*text), std::set<std::string>()) << model::to_string(type);
    }
  }
  EXPECT_GT(rendered_types, 60U);
}

TEST(JuliaHost, DocumentsItsModule) {
  RenderOptions options = sample_options();
  EXPECT_THAT(rendered(sample_library(), options).value_or(""),
              Not(HasSubstr("_prebind.@document \"Geometry\"")));
  options.docs = "Planes.\n\n```\nlet x = 1;\n```";
  EXPECT_THAT(rendered(sample_library(), options).value_or(""),
              HasSubstr("_prebind.@document \"Geometry\" \"\"\"\n    Geometry\n\nPlanes.\n\n"
                        "```rust\nlet x = 1;\n```\n\"\"\"\n"));
}

// What a module does not have need not be read at each start.
TEST(JuliaHost, HasOnlyThePartsThatItsLibraryNeeds) {
  const std::string plainest = rendered(with(function("poke", {}, plain(TypeKind::unit))));
  EXPECT_THAT(plainest, HasSubstr("export RustPanic, poke\n"));
  for (const std::string_view part :
       {"RustError", "BorrowError", "RustObject", "DEFINITIONS", "Handle", "Callback", "Elements",
        "taken_text", "optional(", "low(", "code(", "member("}) {
    EXPECT_THAT(plainest, Not(HasSubstr(std::string(part))));
  }
  const std::string fallible = rendered(with(function("poke", {}, result(plain(TypeKind::unit)))));
  EXPECT_THAT(fallible, HasSubstr("export RustError, RustPanic, poke\n"));
  EXPECT_THAT(fallible, HasSubstr("struct RustError <: Base.Exception"));
  EXPECT_THAT(fallible, HasSubstr("kind === ERR &&"));

  model::Library library = empty_library();
  library.constants = sample_library().constants;
  EXPECT_THAT(rendered(library), HasSubstr("return agree()"));
}

TEST(JuliaHost, CompilesAheadWhatTheOptionSays) {
  constexpr const char* kCall = "    Base.precompile(poke, ())\n";
  constexpr const char* kLoad = "_prebind.IS_PRECOMPILED && __init__()\n";
  const auto text = [](const model::Library& library, Precompile precompile) {
    RenderOptions options = sample_options();
    options.precompile = precompile;
    return rendered(library, options).value_or("");
  };
  model::Library library = with(function("poke", {}, plain(TypeKind::unit)));
  EXPECT_THAT(text(library, Precompile::by_size), HasSubstr(kCall));
  EXPECT_THAT(text(library, Precompile::all), HasSubstr(kCall));
  EXPECT_THAT(text(library, Precompile::used), AllOf(Not(HasSubstr(kCall)), HasSubstr(kLoad)));
  EXPECT_THAT(text(library, Precompile::none), AllOf(Not(HasSubstr(kCall)), Not(HasSubstr(kLoad))));

  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) {
      library.functions.push_back(function(fmt::format("f{}", i), {}, plain(TypeKind::unit)));
    }
  };
  add(999);
  EXPECT_THAT(text(library, Precompile::by_size), HasSubstr(kCall));
  library.functions.push_back(function("last", {}, plain(TypeKind::unit)));
  EXPECT_THAT(text(library, Precompile::by_size), Not(HasSubstr(kCall)));
  EXPECT_THAT(text(library, Precompile::all), HasSubstr(kCall));
}

TEST(JuliaHost, ExportsNoNameOfBase) {
  model::Library library = with(function("include", {}, plain(TypeKind::unit)));
  library.functions.push_back(function("fresh", {}, plain(TypeKind::unit)));
  const std::string text = rendered(library);
  EXPECT_THAT(text, HasSubstr("export RustPanic, fresh\n"));
  EXPECT_THAT(text, HasSubstr(R"(Base.Symbol("include"))))"
                              "\n"));
  EXPECT_THAT(text, HasSubstr("\nfunction include end\n"));
}

TEST(JuliaHost, CallsAsConstructorOnlyWhatMakesTheObject) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Point"));
  library.types[0].functions = {member("Point", "new", {}, {}, result(option(named("Point"))))};
  EXPECT_THAT(rendered(library), HasSubstr("function Point()\n"));
  library.types[0].functions = {member("Point", "new", {}, {}, plain(TypeKind::i64))};
  EXPECT_THAT(rendered(library), HasSubstr("function new(::Base.Type{Point})\n"));
}

TEST(JuliaHost, InitializesEveryCrate) {
  model::Library library = empty_library();
  library.crates.push_back(library.crates[0]);
  library.crates[1].initialize = "prebind_other_initialize";
  EXPECT_THAT(rendered(library), HasSubstr("@declare(\"prebind_other_initialize\", "));
}

// `norm<T>(v: Option<T>, n: N)` for two numbers.
model::Library library_of_instances(std::initializer_list<TypeKind> kinds, bool is_told_apart) {
  model::Library library = empty_library();
  for (const TypeKind kind : kinds) {
    model::Function instance =
        function("norm",
                 {{"v", option(plain(kind)), true},
                  {"n", plain(is_told_apart ? kind : TypeKind::u8), is_told_apart}},
                 plain(kind));
    instance.symbol = symbol(std::string(model::name_of(kind)));
    instance.is_instance = true;
    library.functions.push_back(std::move(instance));
  }
  return library;
}

TEST(JuliaHost, InstancesOfAFunctionTakeJustTheirNumbers) {
  const std::string text = rendered(library_of_instances({TypeKind::f32, TypeKind::f64}, true));
  EXPECT_THAT(text, HasSubstr("function norm(v::Base.Union{Base.Float32, Base.Nothing}, "
                              "n::Base.Float32)"));
  EXPECT_THAT(text, HasSubstr("function norm(v::Base.Union{Base.Float64, Base.Nothing}, "
                              "n::Base.Float64)"));
}

TEST(JuliaHost, RefusesMethodsBetweenWhichJuliaCouldNotChoose) {
  model::Library library = library_of_instances({TypeKind::f32, TypeKind::f64}, false);
  const std::string message =
      "`fn norm(v: Option<f32>, n: u8) -> f32` and `fn norm(v: Option<f64>, n: u8) -> f64` would "
      "both match the call `norm(::Nothing, ::Real)` in Julia";
  EXPECT_EQ(
      error_of(library),
      (Error{.message = message,
             .help = "export only one of these instances, or add an argument that has the type "
                     "parameter itself, not an `Option` of it"}));
  library.functions[0].is_instance = false;
  EXPECT_EQ(error_of(library),
            (Error{.message = message,
                   .help = "give one of them another name with `#[julia(name = \"…\")]`"}));
  // `isize` and `i64` are one type in Julia.
  EXPECT_EQ(error_of(library_of_instances({TypeKind::i64, TypeKind::isize}, true)).message,
            "`fn norm(v: Option<i64>, n: i64) -> i64` and `fn norm(v: Option<isize>, n: isize) -> "
            "isize` would both match the call `norm(::Nothing, ::Int64)` in Julia");
}

TEST(JuliaHost, VariantsAreNamesOfTheModule) {
  model::Library library = empty_library();
  for (const char* name : {"Colour", "Light"}) {
    model::LibraryType named = type_named(name);
    named.type.shape = model::Shape::enumeration;
    named.type.definition = symbol(name);
    named.type.variants = {{.name = "Red", .host_name = "Red"}};
    library.types.push_back(std::move(named));
  }
  const auto text = rendered(library, sample_options());
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "`Colour::Red` and `Light::Red` would both be `Red` in Julia");
  EXPECT_EQ(text.error().where, "src/lib.rs:7:1");
  EXPECT_EQ(text.error().help,
            "give one of them another name with `#[julia(name = \"…\")]`, or put a prefix "
            "before all variants of one enum: `#[julia(prefix = \"Light\")]`");
}

TEST(JuliaHost, EnumsWithoutARepresentationAreAsNarrowAsJulias) {
  const auto declared = [](std::int64_t value) {
    model::Library library = empty_library();
    model::LibraryType named = type_named("Colour");
    named.type.shape = model::Shape::enumeration;
    named.type.definition = symbol("Colour");
    named.type.variants = {{.name = "Red", .host_name = "Red", .value = value}};
    library.types.push_back(std::move(named));
    return rendered(library, sample_options()).value_or("");
  };
  EXPECT_THAT(declared(-2147483648LL), HasSubstr("Base.@enum Colour::Base.Int32 begin"));
  EXPECT_THAT(declared(2147483648LL), HasSubstr("Base.@enum Colour::Base.Int64 begin"));
}

TEST(JuliaHost, ModulesHoldWhatIsDefinedInThem) {
  const std::string module = rendered(modules_library(), sample_options()).value_or("");
  EXPECT_THAT(module, HasSubstr(R"(
baremodule shapes

import Base, .._prebind, ..RustObject

export Circle, LIMIT, Outer, Seed, area, unit
Base.@static if Base.:(>=)(Base.VERSION, Base.v"1.11")
    Base.Core.eval(shapes, Base.Expr(:public, Base.Symbol("round")))
end

struct Seed
    x::Base.Float64
end

baremodule round

import Base, ..._prebind, ...RustObject

export Circle, Inner, area, unit

struct Inner
    x::Base.parentmodule(_prebind).shapes.Seed
end

mutable struct Circle <: RustObject
    handle::Base.Ptr{Base.UInt8}
    Circle(handle::_prebind.Handle) =
        Base.finalizer(_prebind.release, new(Base.getfield(handle, :pointer)))
end

function area end

function unit end

end

struct Outer
    x::Base.parentmodule(_prebind).shapes.round.Inner
end
)"));
  EXPECT_THAT(module, HasSubstr("\nexport BorrowError, RustPanic, shapes\n"));
  EXPECT_THAT(module, HasSubstr("function shapes.round.area(self::shapes.round.Circle)\n"));
  EXPECT_THAT(module, HasSubstr("function shapes.unit()\n"));
  for (const char* ready :
       {"shapes.area, (shapes.Circle,)", "_prebind.release, (shapes.Circle,)",
        "_prebind.release, (shapes.round.Circle,)", "shapes.Seed, (Base.Float64,)",
        "shapes.Outer, (shapes.round.Inner,)"}) {
    EXPECT_THAT(module, HasSubstr(fmt::format("\n    Base.precompile({})\n", ready)));
  }
  EXPECT_THAT(module, HasSubstr("\"mod shapes::round { fn unit() -> Circle }\""));
  EXPECT_THAT(module, HasSubstr("_prebind.@document \"shapes\" \"\"\"\n    shapes\n\nOf all"));
  EXPECT_THAT(module, HasSubstr("binding = Base.Docs.Binding(foldl(getfield, path"));
}

TEST(JuliaHost, ModulesImportOnlyWhatTheyUse) {
  model::Library library = modules_library();
  library.types.clear();
  library.modules[1].host_name = "flat";
  for (model::Function& each : library.functions) each.returns = plain(TypeKind::f64);
  const std::string module = rendered(library, sample_options()).value_or("");
  EXPECT_THAT(module, HasSubstr("baremodule flat\n\nexport unit\n\nfunction unit end\n\nend\n"));
}

TEST(JuliaHost, RefusesModulesWhoseValuesHoldEachOther) {
  model::Library library = modules_library();
  library.modules[1].module.reset();
  EXPECT_EQ(error_of(library),
            (Error{.message = "the module `shapes` (src/lib.rs:2:5) and the module `round` "
                              "(src/lib.rs:3:5) hold values of each other, but Julia defines one "
                              "after the other",
                   .where = "src/lib.rs:3:5",
                   .help = "move the `#[julia(value)]` structs that hold each other into one "
                           "module"}));
}

TEST(JuliaHost, RefusesAnItemWithTheNameOfItsModule) {
  model::Library library = modules_library();
  library.functions[0].host_name = "shapes";
  EXPECT_EQ(
      error_of(library),
      (Error{.message = "the function `shapes` has the name of the Julia module that it is in",
             .where = ":0:0",
             .help = "give the function or the module another name with `#[julia(name = "
                     "\"…\")]`"}));
}

TEST(JuliaHost, RefusesAModuleNameThatJuliaDoesNotTake) {
  for (const char* name : {"", "1a", "Base", "Main", "end", "a-b", "a.b"}) {
    RenderOptions options = sample_options();
    options.module_name = name;
    EXPECT_EQ(error_of(sample_library(), options),
              (Error{.message = "`" + std::string(name) + "` cannot be the name of a Julia module",
                     .help = "choose another one with `--module NAME`, such as `TextKit`"}));
  }
}

TEST(JuliaHost, RefusesALibraryWithoutExports) {
  EXPECT_EQ(error_of(model::Library{}),
            (Error{.message = "the library exports nothing, so there are no bindings to write",
                   .where = "geometry",
                   .help = "put `#[julia]` on what Julia should see"}));
}

TEST(JuliaHost, RefusesATypeWithTheNameOfTheModule) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Geometry"));
  EXPECT_EQ(error_of(library),
            (Error{.message = "the type `Geometry` has the name of the Julia module that it is in",
                   .where = "src/lib.rs:7:1",
                   .help = "name the module differently (`--module GeometryBindings`), or give the "
                           "type another name with `#[julia(name = \"…\")]`"}));
}

TEST(JuliaHost, RefusesNamesThatItNeedsItself) {
  for (const char* name : {"BorrowError", "RustError", "RustPanic", "RustObject", "RustTimeout",
                           "__init__", "_prebind_x"}) {
    EXPECT_EQ(error_of(with(function(name, {}, plain(TypeKind::unit)))),
              (Error{.message = "the function `" + std::string(name) +
                                "` has a name that the generated Julia module uses itself",
                     .where = "src/lib.rs:9:1",
                     .help = "give it another name with `#[julia(name = \"…\")]`"}));
  }
}

TEST(JuliaHost, RefusesAnEnumNamedEnum) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Enum"));
  library.types.back().type.shape = model::Shape::enumeration;
  EXPECT_EQ(
      error_of(library),
      (Error{.message = "the enum `Enum` would hide Julia's `Enum`, the supertype of all enums",
             .where = "src/lib.rs:7:1",
             .help = "give it another name with `#[julia(name = \"…\")]`"}));
}

TEST(JuliaHost, RefusesNamesThatJuliaCannotGive) {
  EXPECT_EQ(error_of(with(function("__", {}, plain(TypeKind::unit)))),
            (Error{.message = "the function `__` has a name that Julia does not allow",
                   .where = "src/lib.rs:9:1",
                   .help = "give it another name with `#[julia(name = \"…\")]`"}));
}

TEST(JuliaHost, RefusesTwoTypesOfOneName) {
  model::Library library = empty_library();
  library.types.push_back(type_named("A"));
  library.types.push_back(type_named("B"));
  library.types[1].type.host_name = "A";
  EXPECT_EQ(error_of(library),
            (Error{.message = "`A` and `B` would both be `A` in Julia",
                   .where = "src/lib.rs:7:1",
                   .help = "give one of them another name with `#[julia(name = \"…\")]`"}));
}

TEST(JuliaHost, RefusesTwoMethodsThatJuliaCannotTellApart) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Point"));
  library.types[0].functions = {
      member("Point", "norm", Passing::reference, {}, plain(TypeKind::f64))};
  library.functions = {
      function("norm", {{"of", named("Point", Passing::reference)}}, plain(TypeKind::f64))};
  EXPECT_EQ(
      error_of(library),
      (Error{.message = "`impl Point { fn norm(&self) -> f64 }` and `fn norm(of: &Point) -> f64` "
                        "would both be `norm` in Julia",
             .help = "give one of them another name with `#[julia(name = \"…\")]`"}));
  // Of other types they are two methods of one function.
  library.functions[0].arguments[0].type = plain(TypeKind::f64);
  EXPECT_THAT(rendered(library), HasSubstr("function norm(of::Base.Real)\n"));
}

TEST(JuliaHost, RefusesTwoMethodsOfBaseThatJuliaCannotTellApart) {
  const std::string help = "export only one of them: remove the attribute or `as` of the other";
  model::Library library = empty_library();
  library.types.push_back(type_named("Point"));
  model::Function near =
      member("Point", "near", Passing::reference, {{"other", named("Point", Passing::reference)}},
             plain(TypeKind::boolean));
  near.base_function = "==";
  model::Function equal = near;
  equal.base_function = "";
  equal.trait_method = model::TraitMethod::equal;
  library.types[0].functions = {near, equal};
  EXPECT_EQ(error_of(library),
            (Error{.message = "`impl Point { fn near(&self, other: &Point) -> bool }` and `impl "
                              "PartialEq for Point` would both be `Base.==` in Julia",
                   .help = help}));
  model::Function by_half = member("Point", "half", Passing::reference,
                                   {{"by", plain(TypeKind::f32)}}, plain(TypeKind::f32));
  by_half.base_function = "*";
  model::Function by_whole = by_half;
  by_whole.name = by_whole.host_name = "whole";
  by_whole.arguments[0].type = plain(TypeKind::f64);
  library.types[0].functions = {by_half, by_whole};
  EXPECT_EQ(error_of(library).help, help);
}

TEST(JuliaHost, RefusesAFunctionWithTheNameOfAType) {
  model::Library library = with(function("Point", {}, plain(TypeKind::unit)));
  library.types.push_back(type_named("Point"));
  EXPECT_EQ(error_of(library),
            (Error{.message = "`Point` and `fn Point()` would both be `Point` in Julia",
                   .help = "give one of them another name with `#[julia(name = \"…\")]`"}));
}

TEST(JuliaHost, NamesTheFunctionWhoseTypeItCannotTake) {
  EXPECT_EQ(
      error_of(with(function("f", {{"x", plain(TypeKind::display)}}, plain(TypeKind::unit)))),
      (Error{.message = "`Display` cannot be an argument in Julia",
             .where = "src/lib.rs:9:1",
             .help = "change the signature, or leave the item out with `#[export(hosts = …)]` or "
                     "`--skip-unsupported`"}));
}

TEST(JuliaHost, NamesTheModuleAfterTheLibrary) {
  EXPECT_EQ(JuliaHost().module_name_for("text_kit"), "TextKit");
}

TEST(JuliaHost, SaysHowToUseTheModule) {
  EXPECT_EQ(JuliaHost().usage("TextKit", "a \"b\"/TextKit.jl"),
            R"(include("a \"b\"/TextKit.jl"); using .TextKit)");
}

// The last of this suite: what those before it have seen.
TEST(JuliaHost, WhatIsDeprecatedSaysSoWhenItIsUsed) {
  const std::string text = rendered(deprecated_library());
  for (const char* line : {
           "\n    Base.depwarn(\"`add` is deprecated since 1.2: the function\", "
           "Base.Symbol(\"add\"))",
           "Base.depwarn(\"`Point.x` is deprecated: the \\\"field\\\"\", "
           "Base.Symbol(\"getproperty\"))",
           "Base.depwarn(\"`Point.x` is deprecated: the \\\"field\\\"\", "
           "Base.Symbol(\"setproperty!\"))",
           "Base.depwarn(\"`Point` is deprecated: the constructor\", Base.Symbol(\"Point\"))",
           "Base.depwarn(\"`old` is deprecated\", Base.Symbol(\"old\"))",
           "Base.depwarn(\"`Dot` is deprecated: the type\", Base.Symbol(\"Dot\"))",
           "Deprecated: the variant",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("`more` is")));
}

TEST(JuliaHost, EveryErrorIsInTheDocumentation) {
  if (testing::GTEST_FLAG(filter) != "*") GTEST_SKIP() << "not all of the tests are run";
  const std::string expected = catalogue().table();
  EXPECT_EQ(documented(PREBIND_DOCS "/diagnostics.md",
                       "<!-- What follows is written by hosts_test. -->", expected),
            expected)
      << "Run this test with PREBIND_UPDATE_GOLDEN=1 in its environment.";
}

}  // namespace
}  // namespace prebind::hosts::julia
