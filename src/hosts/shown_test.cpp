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

tl::expected<Library, std::vector<Error>> shown(
    std::vector<Record> records, const Conventions& conventions = julia::kConventions) {
  auto library = resolve(std::move(records));
  if (!library) return tl::make_unexpected(library.error());
  return show(std::move(*library), conventions);
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

TEST(Show, ConstantsClashWithFunctionsAndTypes) {
  const auto clash = [](Record second) {
    return messages(with(
        {record(constant("f", of(TypeKind::u8), std::string(8, '\0')), at(5)), std::move(second)}));
  };
  EXPECT_THAT(clash(record(function("f"), at(6))),
              ElementsAre("the constant `f` (src/lib.rs:5:1) and the function `f` "
                          "(src/lib.rs:6:1) would both be `f` in Julia"));
  EXPECT_THAT(clash(record(renamed(colour(), "f"), at(6))),
              ElementsAre("the constant `f` (src/lib.rs:5:1) and the enum `Colour` "
                          "(src/lib.rs:6:1) would both be `f` in Julia"));
}

TEST(Show, TwoFunctionsOfOneNameAreAnError) {
  const auto found = errors(with({record(function("f"), {"src/b.rs", 3, 8}),
                                  record(renamed(function("g"), "f"), {"src/a.rs", 7, 8})}));
  EXPECT_THAT(found,
              ElementsAre(Error{"the function `g` (src/a.rs:7:8) and the function `f` "
                                "(src/b.rs:3:8) would both be `f` in Julia",
                                "src/b.rs:3:8",
                                "give one of them another name with `#[julia(name = \"…\")]`"}));
}

TEST(Show, FunctionsOfOneNameDifferByArgumentsOrObject) {
  const Argument number = {"n", of(TypeKind::i32)};
  EXPECT_TRUE(shown(with({
      record(function("f"), at(10)),
      record(function("f", {number}), at(11)),
      on_point(method("f"), at(12)),
      on_point(method("f", Passing::reference, {number}), at(13)),
      on_point(owned(function("f")), at(14)),
      on_point(owned(function("f", {number})), at(15)),
      record(other("Line"), at(16)),
      record(method("f"), at(17), {{kOtherId, at(17)}}),
  })));
}

TEST(Show, MethodsOfOneObjectClash) {
  EXPECT_THAT(messages(with({on_point(method("f"), at(10)),
                             on_point(renamed(method("g", Passing::value), "f"), at(11))})),
              ElementsAre("the method `Point::f` (src/lib.rs:10:1) and the method `Point::g` "
                          "(src/lib.rs:11:1) would both be `f` in Julia"));
  EXPECT_THAT(messages(with({on_point(owned(function("f")), at(10)),
                             on_point(owned(renamed(function("g"), "f")), at(11))})),
              ElementsAre("the function `Point::f` (src/lib.rs:10:1) and the function `Point::g` "
                          "(src/lib.rs:11:1) would both be `f` in Julia"));
}

TEST(Show, AMethodClashesWithAFunctionThatTakesItsObjectFirst) {
  EXPECT_THAT(messages(with({on_point(method("f"), at(10)),
                             record(function("f", {a_point()}), at(9), {to_point(at(9, 9))})})),
              ElementsAre("the function `f` (src/lib.rs:9:1) and the method `Point::f` "
                          "(src/lib.rs:10:1) would both be `f` in Julia"));
  EXPECT_TRUE(shown(with(
      {on_point(method("f"), at(10)), record(function("f", {{"n", of(TypeKind::u8)}}), at(9))})));
}

TEST(Show, AnObjectClashesWithFunctionsOfItsName) {
  EXPECT_THAT(messages(with({record(renamed(function("point"), "Point"), at(9)),
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
  Function first = function("norm", {{"v", of(TypeKind::f32)}});
  Function second = function("norm", {{"v", of(TypeKind::f64)}});
  first.is_instance = second.is_instance = true;
  second.symbol = "geometry__norm__00000000000000af";
  EXPECT_TRUE(shown(with({record(first, at(5)), record(second, at(5))})));
}

TEST(Show, NamesAreThoseOfTheHost) {
  const auto records =
      with({record(called(function("push"), "julia", "push!"), at(9)),
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
  const auto records =
      with({record(called(function("f"), "cpp", "g"), at(9)), record(function("g"), at(10))});
  EXPECT_THAT(messages(records), ElementsAre());
  EXPECT_THAT(errors(records, cpp::kConventions),
              ElementsAre(Error{"the function `f` (src/lib.rs:9:1) and the function `g` "
                                "(src/lib.rs:10:1) would both be `g` in C++",
                                "src/lib.rs:10:1",
                                "give one of them another name with "
                                "`#[export(name(cpp = \"…\"))]`"}));
  const auto method_beside_function =
      with({on_point(method("f"), at(10)),
            record(function("f", {a_point()}), at(9), {to_point(at(9, 9))})});
  EXPECT_EQ(messages(method_beside_function).size(), 1u);
  EXPECT_THAT(messages(method_beside_function, cpp::kConventions), ElementsAre());
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
