#include "model/library.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

#include "model/test_samples.h"
#include "util/testing_catalogue.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::ElementsAre;

Function owned(Function function) {
  function.owner = 0;
  return function;
}

Argument a_point(std::size_t reference = 0) {
  return {"point", named("Point", Passing::reference, reference)};
}

Record on_point(Item item, Place place) {
  return record(item, place, {to_point(at(2, 6))});
}

/// The crate and its `Point`, and what a test adds.
std::vector<Record> with(std::vector<Record> more) {
  more.push_back(record(geometry(), at(1)));
  more.push_back(record(point(), at(2, 12)));
  return more;
}

const char* const kRenameHelp =
    "give one of them another name with `#[export(name = \"…\")]` (a type on its `impl` blocks "
    "too): symbols contain the names of types and functions, and of the `#[julia] mod` around them";

ErrorCatalogue& catalogue() {
  static ErrorCatalogue errors;
  return errors;
}

std::vector<Error> errors(std::vector<Record> records) {
  auto library = resolve(std::move(records));
  if (library) return {};
  for (const Error& error : library.error()) catalogue().add(error);
  return library.error();
}

std::vector<std::string> messages(std::vector<Record> records) {
  std::vector<std::string> messages;
  for (const Error& error : errors(std::move(records))) messages.push_back(error.message);
  return messages;
}

TEST(Resolve, ModulesOfAnotherCrateAreOthers) {
  Crate other_crate = geometry();
  other_crate.name = "other";
  other_crate.initialize = "other__initialize";
  Function f = function("f");
  f.crate = "other";
  const auto library = resolve(
      with({record(other_crate, at(1)), in_module(record(module("shapes"), at(3)), {"geometry"}),
            in_module(record(f, at(4)), {"geometry", "shapes"})}));
  ASSERT_TRUE(library);
  EXPECT_EQ(library->functions[0].module, InModule());
}

TEST(Resolve, TwoModulesOfOneSymbolAreAnError) {
  EXPECT_EQ(errors(with({in_module(record(module("shapes"), at(3)), {"geometry", "a"}),
                         in_module(record(module("shapes"), at(4)), {"geometry", "b"})})),
            (std::vector<Error>{{"the module `shapes` (src/lib.rs:3:1) and the module `shapes` "
                                 "(src/lib.rs:4:1) have the same symbol",
                                 "src/lib.rs:4:1", kRenameHelp}}));
}

TEST(Resolve, PutsMethodsAndFieldsWithTheirObject) {
  const auto library = resolve(with({
      on_point(method("norm", Passing::reference, {}, of(TypeKind::f64)), at(12)),
      on_point(x_of_point(), at(3)),
      on_point(owned(function("origin", {}, named("Self"))), at(11)),
      record(function("far"), at(20)),
  }));
  ASSERT_TRUE(library);
  ASSERT_EQ(library->types.size(), 1u);
  EXPECT_EQ(library->crates, std::vector<Crate>{geometry()});
  const LibraryType& named = library->types[0];
  EXPECT_EQ(named.type, point());
  EXPECT_EQ(named.place, at(2, 12));
  ASSERT_EQ(named.fields.size(), 1u);
  EXPECT_EQ(named.fields[0].name, "x");
  EXPECT_EQ(named.fields[0].place, at(3));
  ASSERT_EQ(named.functions.size(), 2u);
  EXPECT_EQ(named.functions[0].name, "origin");
  EXPECT_EQ(named.functions[0].returns.name, "Point") << "as the struct is called";
  EXPECT_EQ(named.functions[1].name, "norm");
  ASSERT_EQ(library->functions.size(), 1u);
  EXPECT_EQ(library->functions[0].name, "far");
  EXPECT_EQ(library->functions[0].place, at(20));
  EXPECT_EQ(library->find("Point"), &named);
  EXPECT_EQ(library->find("Line"), nullptr);
}

TEST(Resolve, TypesPointAtTheirObject) {
  // `Line` stands before `Point`, so the order of objects is not that of type references.
  const auto library = resolve(with({
      record(other("Line"), {"src/a.rs", 1, 1}),
      record(function("f", {a_point(1), {"l", option(named("imported::Line", Passing::value, 0))}},
                      result(named("Alias", Passing::value, 1), of(TypeKind::display))),
             at(5), {{kOtherId, at(5, 9)}, to_point(at(5, 20))}),
  }));
  ASSERT_TRUE(library);
  const Function& function = library->functions.at(0);
  const auto name_of_named = [&](const Type& type) {
    EXPECT_EQ(library->types.at(type.reference).type.name, type.name);
    return type.name;
  };
  EXPECT_EQ(name_of_named(function.arguments[0].type), "Point");
  EXPECT_EQ(name_of_named(function.arguments[1].type.arguments[0]), "Line");
  EXPECT_EQ(name_of_named(function.returns.arguments[0]), "Point");
}

TEST(Resolve, TheOrderIsThatOfTheSources) {
  std::vector<Record> records = with({
      record(function("c"), at(30, 2)),
      record(function("b"), at(30, 1)),
      record(function("a"), at(100)),
      record(function("d"), {"src/a.rs", 200, 1}),
      // Made by one macro call: all at its place.
      record(function("z"), at(50)),
      record(function("y"), at(50)),
  });
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return a.place.line < b.place.line; });
  const auto names = [](const Library& library) {
    std::string names;
    for (const Function& function : library.functions) names += function.name;
    return names;
  };
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::rotate(records.begin(), records.begin() + 1, records.end());
    const auto library = resolve(records);
    ASSERT_TRUE(library);
    EXPECT_EQ(names(*library), "dbcyza");
  }
}

TEST(Resolve, ALibraryWithoutRecordsIsAnError) {
  EXPECT_THAT(errors({}),
              ElementsAre(Error{"the library exports nothing to a host", "",
                                "put `#[julia]` on a function or a struct, and build the library "
                                "with `prebind build`"}));
}

TEST(Resolve, AnotherAbiIsAnError) {
  Crate crate = geometry();
  crate.abi = 1;
  crate.engine = "7.0.0";
  EXPECT_THAT(
      errors({record(crate, at(1)), record(function("f", {a_point()}), at(2), {{}})}),
      ElementsAre(Error{fmt::format("crate `geometry` was built by Prebind 7.0.0 with version 1 of "
                                    "the glue ABI; this is Prebind {}, which uses version 3",
                                    PREBIND_VERSION),
                        "src/lib.rs:1:1",
                        "build the library again with this version of Prebind (`prebind build "
                        "path/to/geometry`), or use the one that built it"}));
}

TEST(Resolve, ACrateWithoutRecordIsAnError) {
  EXPECT_THAT(
      errors({record(point(), at(2)), record(function("f"), at(3))}),
      ElementsAre(Error{"the library has no record of crate `geometry`, which this item is from",
                        "src/lib.rs:2:1", "build the library again with this version of Prebind"}));
}

TEST(Resolve, HyphensInACratesNameDoNotCount) {
  Crate crate = geometry();
  crate.name = "text-kit";
  Function function = samples::function("f");
  function.crate = "text_kit";
  EXPECT_TRUE(resolve({record(crate, at(1)), record(function, at(2))}));
}

TEST(Resolve, TwoVersionsOfACrateAreAnError) {
  Crate second = geometry();
  second.version = "2.0.0";
  EXPECT_THAT(
      errors({record(geometry(), at(1)), record(second, {"/deps/geometry-2/src/lib.rs", 3, 1})}),
      ElementsAre(Error{"crate `geometry` is in this library twice: 2.0.0 "
                        "(/deps/geometry-2/src/lib.rs:3:1) and 1.2.3 (src/lib.rs:1:1)",
                        "src/lib.rs:1:1",
                        "use one version of `geometry` in all crates (`cargo tree --duplicates` "
                        "shows which crate needs which)"}));
}

TypeReference to_colour(Place place) {
  return {colour().id, std::move(place)};
}

TEST(Resolve, ValuesPointAtWhatTheyHold) {
  const auto library =
      resolve(with({record(dot(0), at(3), {to_colour(at(4))}), record(colour(), at(9)),
                    record(constant("N", of(TypeKind::u8), std::string(8, '\0')), at(10))}));
  ASSERT_TRUE(library);
  const NamedType& value = library->find("Dot")->type;
  EXPECT_EQ(library->types.at(value.members[0].type.reference).type.name, "Colour");
  EXPECT_EQ(library->constants.at(0).name, "N");
}

TEST(Resolve, AHandleIsNoFieldOfAValueNorOfAnObject) {
  EXPECT_THAT(errors(with({record(dot(0), at(3), {to_point(at(4, 9))})})),
              ElementsAre(Error{"`Point` cannot be a field of a value struct: it is not plain data",
                                "src/lib.rs:4:9",
                                "if `Point` is plain data, write `#[julia(value)]` on it; else "
                                "pass a `#[julia] struct` that holds it"}));
  Field field = x_of_point();
  field.type = option(named("Point"));
  EXPECT_THAT(
      errors(with({record(field, at(3), {to_point(at(4, 9))})})),
      ElementsAre(Error{"a field of type `Point` cannot be a property", "src/lib.rs:4:9",
                        "write a method that returns what hosts need, and put `#[julia(skip)]` on "
                        "the field"}));
}

TEST(Resolve, AnEnumWithoutARepresentationIsNoFieldOfAValue) {
  NamedType enumeration = colour();
  enumeration.representation.reset();
  EXPECT_THAT(
      errors(with({record(enumeration, at(9)), record(dot(0), at(3), {to_colour(at(4, 9))})})),
      ElementsAre(
          Error{"the enum `Colour` cannot be a field of a value struct: rustc chooses its size",
                "src/lib.rs:4:9", "write `#[repr(u8)]` or another integer on `Colour`"}));
}

TEST(Resolve, ElementsOfArraysArePlainData) {
  const auto taking = [](const Record& type, const Type& array) {
    return messages(with({type, record(function("f", {{"a", array}}), at(5),
                                       {{std::get<NamedType>(type.item).id, at(5, 9)}})}));
  };
  NamedType loose = colour();
  loose.representation.reset();
  EXPECT_THAT(taking(record(colour(), at(9)), slice(named("Colour"))), ElementsAre());
  EXPECT_THAT(taking(record(loose, at(9)), slice(named("Colour"))),
              ElementsAre("the enum `Colour` cannot be an element of an array: rustc chooses its "
                          "size"));
}

TEST(Resolve, ObjectsOfAnArrayHaveHandles) {
  const Record line = record(other("Line"), at(9));
  const auto said = [&](const Item& item) {
    return errors(
        with({line, record(item, at(5), {{std::get<NamedType>(line.item).id, at(5, 9)}})}));
  };
  const auto taking = [&](const Type& array) { return said(function("f", {{"a", array}})); };
  Type lent = named("Line");
  lent.passing = Passing::reference;
  EXPECT_THAT(taking(of(TypeKind::vector, {named("Line")})), ElementsAre());
  EXPECT_THAT(taking(of(TypeKind::boxed_slice, {lent})), ElementsAre());
  EXPECT_THAT(taking(option(slice(lent))), ElementsAre());
  EXPECT_THAT(
      taking(slice(named("Line"))),
      ElementsAre(Error{"`&[Line]` cannot cross to the host: each `Line` is an object of its own",
                        "src/lib.rs:5:9", "write `&[&Line]` or `Vec<Line>`"}));
  Function giving = function("f");
  giving.returns = of(TypeKind::vector, {named("Line")});
  EXPECT_THAT(said(giving), ElementsAre());
  giving.returns = option(of(TypeKind::vector, {lent}));
  EXPECT_THAT(said(giving), ElementsAre(Error{"`Vec<&Line>` cannot be returned: it borrows",
                                              "src/lib.rs:5:1", "return the objects by value"}));
  Field field = x_of_point();
  field.type = of(TypeKind::vector, {named("Line")});
  EXPECT_THAT(
      messages(
          with({line, record(field, at(3),
                             {to_point(at(4, 9)), {std::get<NamedType>(line.item).id, at(4, 9)}})}))
          .size(),
      1);
}

TEST(Resolve, WhatIsCopiedIsNotBorrowedInAnArray) {
  Type lent = named("Colour");
  lent.passing = Passing::reference;
  EXPECT_THAT(errors(with({record(colour(), at(9)), record(function("f", {{"a", slice(lent)}}),
                                                           at(5), {to_colour(at(5, 9))})})),
              ElementsAre(Error{"`&Colour` cannot be an element of an array: `Colour` is copied",
                                "src/lib.rs:5:9", "write `&[Colour]` or `Vec<Colour>`"}));
}

TEST(Resolve, ObjectsComeOutOfCollectionsOnly) {
  const Type points = of(TypeKind::vector, {option(named("Point"))});
  const auto record_of = [](const Item& item) { return record(item, at(5), {to_point(at(5, 9))}); };
  Function giving = function("f");
  giving.returns = points;
  EXPECT_THAT(errors(with({record_of(giving)})), ElementsAre());
  const std::string help = "take one `Point` at a time, and collect them in a `#[julia] struct`";
  for (const Type& type :
       {points, option(points), of(TypeKind::tuple, {of(TypeKind::u8), points}),
        of(TypeKind::hash_map, {of(TypeKind::u8), of(TypeKind::vector, {named("Point")})})}) {
    EXPECT_THAT(
        errors(with({record_of(function("f", {{"a", type}}))})),
        ElementsAre(Error{"`Point` cannot be in a collection that is an argument: objects are "
                          "taken one by one",
                          "src/lib.rs:5:9", help}))
        << to_string(type);
  }
  Field field = x_of_point();
  field.type = of(TypeKind::tuple, {points});
  EXPECT_THAT(messages(with({record_of(field)})),
              ElementsAre("a field of type `Point` cannot be a property"));
}

TEST(Resolve, EnumsOfAnySizeAreNested) {
  NamedType loose = colour();
  loose.representation.reset();
  const Type nested = of(TypeKind::deque, {of(TypeKind::vector, {named("Colour")})});
  EXPECT_THAT(errors(with({record(loose, at(9)),
                           record(function("f", {{"a", nested}}), at(5), {to_colour(at(5, 9))})})),
              ElementsAre());
}

/// A shape with a colour in it, or what else its first field is.
std::vector<Record> with_shape(const NamedType& shape, std::vector<Record> more) {
  more.push_back(record(shape, at(20), {{shape.id, at(20, 2)}, to_colour(at(20, 3))}));
  more.push_back(record(colour(), at(2)));
  return with(std::move(more));
}

TypeReference to_shape(Place place) {
  return {samples::shape().id, std::move(place)};
}

Record taking(Type type) {
  return record(function("f", {{"a", std::move(type)}}), at(9), {to_shape(at(9, 5))});
}

TEST(Resolve, EnumsWithDataAreInWhatNests) {
  const Type shapes = of(TypeKind::vector, {named("Shape")});
  const auto library = resolve(with_shape(
      samples::shape(), {taking(of(TypeKind::vector, {of(TypeKind::tuple, {shapes, shapes})}))}));
  ASSERT_TRUE(library);
  const NamedType& type = library->find("Shape")->type;
  EXPECT_EQ(library->types.at(type.variants[0].fields[0].type.reference).type.name, "Colour");
  EXPECT_EQ(library->types.at(type.variants[1].fields[0].type.reference).type.name, "Shape");
}

TEST(Resolve, WhatHostsCannotMakeIsNoArgument) {
  NamedType only_returned = samples::shape();
  only_returned.is_returned_only = true;
  NamedType held = samples::shape();
  held.variants[0].fields[0].type = of(TypeKind::vector, {named("Point", Passing::value, 1)});
  const std::string message =
      "`Shape` cannot be an argument: a variant has an object, borrows, or has a field that is "
      "left "
      "out";
  const Error expected{message, "src/lib.rs:9:5",
                       "take what the function needs of it as arguments of their own"};
  EXPECT_THAT(errors(with_shape(only_returned, {taking(named("Shape"))})), ElementsAre(expected));
  for (const Type& type : {named("Shape", Passing::reference), option(named("Shape")),
                           of(TypeKind::deque, {option(named("Shape"))})}) {
    std::vector<Record> records = with({taking(type)});
    records.push_back(record(held, at(20), {to_shape(at(20, 2)), to_point(at(20, 3))}));
    EXPECT_THAT(errors(std::move(records)), ElementsAre(expected)) << to_string(type);
  }
  Function method = samples::method("m");
  EXPECT_THAT(messages(with_shape(only_returned, {record(method, at(9), {to_shape(at(9, 5))})})),
              ElementsAre(message));
  Field field = x_of_point();
  field.type = named("Shape", Passing::value, 1);
  EXPECT_THAT(messages(with_shape(
                  only_returned, {record(field, at(9), {to_point(at(9, 4)), to_shape(at(9, 5))})})),
              ElementsAre("a field of type `Shape` cannot be a property"));
  Function returning = function("f", {}, named("Shape"));
  EXPECT_TRUE(resolve(with_shape(only_returned, {record(returning, at(9), {to_shape(at(9, 5))})})));
}

TEST(Resolve, WhatIsBehindAReferenceIsCopiedWithClone) {
  Field field = x_of_point();
  field.type = option(named("Shape", Passing::value, 1));
  const auto as_field = [&] {
    return record(field, at(9), {to_point(at(9, 4)), to_shape(at(9, 5))});
  };
  const auto as_slice = [&] {
    return record(function("f", {}, slice(named("Shape"))), at(10), {to_shape(at(10, 5))});
  };
  EXPECT_THAT(
      errors(with_shape(samples::shape(), {as_field(), as_slice()})),
      ElementsAre(Error{"a field of type `Shape` cannot be a property: `Shape` is not "
                        "`Clone`",
                        "src/lib.rs:9:5",
                        "write `#[derive(Clone)]` on `Shape`, or put `#[julia(skip)]` on "
                        "the field"},
                  Error{"`&[Shape]` cannot be returned: `Shape` is not `Clone`", "src/lib.rs:10:5",
                        "write `#[derive(Clone)]` on `Shape`, or return a `Vec<Shape>`"}));
  NamedType copied = samples::shape();
  copied.is_clone = true;
  EXPECT_TRUE(resolve(with_shape(copied, {as_field(), as_slice()})));
}

TEST(Resolve, EnumsWithDataAreNotPlainAndNotChanged) {
  EXPECT_THAT(
      errors(with_shape(samples::shape(),
                        {record(dot(0), at(3), {to_shape(at(4, 9))}),
                         taking(slice(named("Shape"), Passing::mutable_reference))})),
      ElementsAre(Error{"`Shape` cannot be a field of a value struct: its variants have data",
                        "src/lib.rs:4:9",
                        "put it into a variant of another enum with data, or into a `#[julia] "
                        "struct`"},
                  Error{"`&mut [Shape]` cannot cross to the host: a `Shape` is copied, so changes "
                        "would be lost",
                        "src/lib.rs:9:5", "take it by value, and return the new `Shape`"}));
}

TEST(Resolve, WhatIsCopiedCannotBeChanged) {
  Function method = samples::method("turn", Passing::mutable_reference);
  const Function taking =
      function("paint", {{"c", option(named("Colour", Passing::mutable_reference))}});
  EXPECT_THAT(
      errors(with({record(colour(), at(2)), record(method, at(5, 12), {to_colour(at(4))}),
                   record(taking, at(8), {to_colour(at(8, 13))})})),
      ElementsAre(Error{"`&mut self` cannot cross to the host: a `Colour` is copied, so changes "
                        "would be lost",
                        "src/lib.rs:5:12", "take it by value, and return the new `Colour`"},
                  Error{"`&mut Colour` cannot cross to the host: a `Colour` is copied, so changes "
                        "would be lost",
                        "src/lib.rs:8:13", "take it by value, and return the new `Colour`"}));
}

TEST(Resolve, AnErrorThatIsNotExportedIsKnownByItsText) {
  const Type returns = result(of(TypeKind::unit), named("Fault"));
  const auto library =
      resolve(with({record(function("f", {}, returns), at(5), {{"", at(5, 9)}}),
                    record(function("g", {}, returns), at(6), {to_point(at(6, 9))})}));
  ASSERT_TRUE(library);
  EXPECT_EQ(to_string(library->functions[0].returns), "Result<(), Display>");
  EXPECT_EQ(to_string(library->functions[1].returns), "Result<(), Point>");
}

TEST(Resolve, ATraitIsImplementedOnce) {
  Function first = method("lt");
  first.trait_method = TraitMethod::less;
  Function second = first;
  second.symbol = "geometry__lt__00000000000000af";
  EXPECT_THAT(errors(with({on_point(first, at(5)), on_point(second, at(6))})),
              ElementsAre(Error{"`PartialOrd` for `Point` is already exported at src/lib.rs:5:1",
                                "src/lib.rs:6:1", "remove one of the two"}));
}

TEST(Resolve, ATypeThatIsNotExportedIsAnError) {
  EXPECT_THAT(
      errors(with({record(function("f", {{"foo", named("Foo")}}), at(10), {{"", at(10, 22)}})})),
      ElementsAre(Error{"`Foo` is not exported to the host", "src/lib.rs:10:22",
                        "put `#[julia]` on the definition of `Foo`; if it is an alias of a type of "
                        "another crate, write that type out"}));
  const Type part = named("Table<Cfg>::1.0");
  EXPECT_THAT(
      errors(with({record(function("f", {{"foo", part}}), at(10), {{"", at(10, 22)}})})),
      ElementsAre(Error{"a type in `Table<Cfg>` is not exported to the host", "src/lib.rs:10:22",
                        "put `#[julia]` on the definition of each type that is in `Table<Cfg>`; if "
                        "one is of another crate, put it into a `#[julia] struct` and pass that"}));
}

TEST(Resolve, ATypeOfAnotherCrateHasAHelpOfItsOwn) {
  const auto help = [](std::string spelled) {
    const auto found =
        errors(with({record(function("f", {{"a", named(spelled)}}), at(10), {{"", at(10, 22)}})}));
    return found.at(0).help;
  };
  EXPECT_EQ(help("std::path::Path"),
            "put `#[julia]` on the definition of `std::path::Path`; if it is that of `std`, write "
            "`&str`; `Path::new` makes a `Path` of it");
  EXPECT_EQ(help("Timestamp"),
            "put `#[julia]` on the definition of `Timestamp`; if it is that of `jiff`, write "
            "`jiff::Timestamp`");
  EXPECT_THAT(help("OffsetDateTime"),
              testing::EndsWith("`time`, pass seconds since 1970 as `f64`"));
}

TEST(Resolve, ASimilarNameIsSuggested) {
  const auto help = [](std::string spelled) {
    const auto found =
        errors(with({record(function("f", {{"a", named(spelled)}}), at(10), {{"", at(10, 22)}})}));
    return found.at(0).help;
  };
  EXPECT_EQ(help("Points"),
            "an exported type has a similar name: `Point` (src/lib.rs:2:12); else put `#[julia]` "
            "on the definition of `Points`; if it is an alias of a type of another crate, "
            "write that type out");
  EXPECT_THAT(help("shapes::Pont"), testing::StartsWith("an exported type has a similar name"));
  EXPECT_THAT(help("other::Point"),
              testing::StartsWith(
                  "an exported type elsewhere has the same name: `Point` (src/lib.rs:2:12); "));
  EXPECT_THAT(help("Pattern"), testing::StartsWith("put `#[julia]` on"));
  EXPECT_THAT(help("P"), testing::StartsWith("put `#[julia]` on"));
}

TEST(Resolve, AnObjectThatIsNotInTheLibraryIsAnError) {
  EXPECT_THAT(errors(with({record(function("f", {}, named("dep::Foo")), at(10),
                                  {{"fedcba9876543210", at(10, 22)}})})),
              ElementsAre(Error{
                  "`dep::Foo` is exported, but the library has no record of it", "src/lib.rs:10:22",
                  "if it comes from another crate, write `extern crate …;` in this one, "
                  "because rustc links only crates that are used"}));
}

TEST(Resolve, MethodsOfATypeThatIsNotExportedAreOneError) {
  EXPECT_THAT(
      errors(with({record(method("a"), at(11, 12), {{"", at(10, 6)}}),
                   record(method("b"), at(12, 12), {{"", at(10, 6)}})})),
      ElementsAre(Error{"the function `a` belongs to a type that is not exported to the host",
                        "src/lib.rs:10:6", "put `#[julia]` on the definition of that type too"}));
  EXPECT_THAT(messages(with({record(x_of_point(), at(11, 12), {{"", at(10, 6)}})})),
              ElementsAre("the field `x` belongs to a type that is not exported to the host"));
}

TEST(Resolve, AllProblemsAreReportedInSourceOrder) {
  EXPECT_THAT(
      messages(with({record(function("g", {{"b", named("B")}}), at(9), {{"", at(9, 5)}}),
                     record(function("f", {{"a", named("A")}}, named("C", Passing::value, 1)),
                            at(8), {{"", at(8, 5)}, {"", at(8, 20)}}),
                     record(renamed(other("Dot"), "Point"), at(7))})),
      ElementsAre("`A` is not exported to the host", "`C` is not exported to the host",
                  "`B` is not exported to the host"));
}

TEST(Resolve, WhatAMacroSaysTwiceIsReportedOnce) {
  const Record one = record(function("f", {{"a", named("Foo")}}), at(8), {{"", at(8)}});
  const Record two = record(function("g", {{"a", named("Foo")}}), at(8), {{"", at(8)}});
  EXPECT_EQ(messages(with({one, two})).size(), 1u);
}

TEST(Resolve, StructsOfOneRustNameMayHaveTwoHostNames) {
  NamedType second = renamed(other("Point"), "Point3");
  const auto library = resolve(with({
      record(second, {"src/solid.rs", 1, 1}),
      record(function("f", {a_point(0), {"q", named("solid::Point", Passing::value, 1)}}), at(9),
             {to_point(at(9)), {kOtherId, at(9)}}),
  }));
  ASSERT_TRUE(library);
  const auto& arguments = library->functions[0].arguments;
  EXPECT_EQ(library->types[arguments[0].type.reference].type.host_name, "Point");
  EXPECT_EQ(library->types[arguments[1].type.reference].type.host_name, "Point3");
}

TEST(Resolve, TwoStructsWithOneIdAreAnError) {
  NamedType twin = renamed(point(), "Twin");
  twin.name = "Twin";
  EXPECT_THAT(errors(with({record(twin, at(9))})),
              ElementsAre(Error{"the struct `Point` (src/lib.rs:2:12) and the struct `Twin` "
                                "(src/lib.rs:9:1) have the same id",
                                "src/lib.rs:9:1", kRenameHelp}));
  EXPECT_EQ(messages(with({record(point(), at(9))})).size(), 1u) << "its symbols are the same too";
}

TEST(Resolve, TwoItemsWithOneSymbolAreAnError) {
  // Methods of two structs that are spelled alike, in two modules.
  Function second = method("norm");
  second.symbol += "_2";
  EXPECT_THAT(
      errors(with({record(renamed(other("Point"), "Point3"), at(8)),
                   on_point(method("norm"), at(9)), record(second, at(10), {{kOtherId, at(10)}})})),
      ElementsAre(Error{"the method `Point::norm` (src/lib.rs:9:1) and the method "
                        "`Point::norm` (src/lib.rs:10:1) have the same symbol",
                        "src/lib.rs:10:1", kRenameHelp}));
  Crate crate = geometry();
  crate.name = "other";
  EXPECT_THAT(messages({record(geometry(), at(1)), record(crate, at(2))}),
              ElementsAre("the crate `geometry` (src/lib.rs:1:1) and the crate `other` "
                          "(src/lib.rs:2:1) have the same symbol"));
  Function similar = function("f", {{"n", of(TypeKind::u8)}});
  similar.symbol = "geometry__f_2";
  Function plain = function("f");
  plain.symbol = "geometry__f";
  EXPECT_TRUE(resolve(with({record(similar, at(9)), record(plain, at(10))})))
      << "the number is a part of the name";
}

TEST(Resolve, AReferenceThatIsNotThereIsNoCrash) {
  EXPECT_THAT(messages(with({record(function("f", {a_point(5)}), at(9)),
                             record(method("m"), at(10)), record(x_of_point(), at(11))})),
              ElementsAre("`Point` is not exported to the host",
                          "the function `m` belongs to a type that is not exported to the host",
                          "the field `x` belongs to a type that is not exported to the host"));
}

// The last of this suite: what those before it have seen.
TEST(Resolve, EveryErrorIsInTheDocumentation) {
  if (testing::GTEST_FLAG(filter) != "*") GTEST_SKIP() << "not all of the tests are run";
  const std::string expected = catalogue().table();
  EXPECT_EQ(documented(PREBIND_DOCS "/diagnostics.md",
                       "<!-- What follows is written by model_test. -->", expected),
            expected)
      << "Run this test with PREBIND_UPDATE_GOLDEN=1 in its environment.";
}

}  // namespace
}  // namespace prebind::model
