#include "hosts/surface.h"

#include <gmock/gmock.h>

#include "model/test_samples.h"

namespace prebind::hosts {
namespace {

using model::Passing;
using model::Type;
using model::TypeKind;
using model::samples::named;
using model::samples::of;
using model::samples::option;
using model::samples::slice;
using ::testing::ElementsAre;

const Type kFloat = of(TypeKind::f64);
const TypeNames kNames = {{.name = "Point", .path = "Point"},
                          {"Spot", "Spot", model::Shape::value, 2},
                          {.name = "Line", .path = "Line"}};

std::vector<std::string> rivals(const std::vector<Type>& arguments,
                                const std::set<Memory>& memory) {
  std::vector<std::string> found;
  for (const auto& [a, b] : rivals_among(parts_of(arguments, kNames), memory)) {
    found.push_back(std::to_string(a.argument) + std::to_string(b.argument));
  }
  return found;
}

TEST(Parts, AreFoundAtAnyDepth) {
  const std::vector<Type> arguments = {
      kFloat,
      option(of(TypeKind::tuple, {of(TypeKind::str), option(slice(kFloat)), named("Point")})),
      named("Spot", Passing::value, 1), of(TypeKind::vector, {kFloat})};
  const std::vector<Part> parts = parts_of(arguments, kNames);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].memory, Memory::text);
  EXPECT_THAT(parts[0].members, ElementsAre(0));
  EXPECT_EQ(parts[1].argument, 1u);
  EXPECT_THAT(parts[1].members, ElementsAre(1));
  EXPECT_EQ(parts[1].parameter, 3u) << "behind the number and the text, which is two";
  EXPECT_EQ(parts[1].memory, Memory::elements);
  EXPECT_THAT(parts[2].members, ElementsAre(2));
  EXPECT_EQ(parts[2].memory, Memory::object);
  EXPECT_EQ(parts[2].parameter, 6u);
}

TEST(Rivals, AreWhereRustAssumesToBeAlone) {
  const Type shared = slice(kFloat), own = slice(kFloat, Passing::mutable_reference);
  EXPECT_THAT(rivals({shared, shared}, {Memory::elements}), ElementsAre());
  EXPECT_THAT(rivals({shared, own, shared}, {Memory::elements}), ElementsAre("01", "12"));
  EXPECT_THAT(rivals({of(TypeKind::tuple, {own, own})}, {Memory::elements}), ElementsAre("00"));
  const std::vector<Type> beside_text = {own, of(TypeKind::str), slice(of(TypeKind::str))};
  EXPECT_THAT(rivals(beside_text, {Memory::elements}), ElementsAre());
  EXPECT_THAT(rivals(beside_text, {Memory::elements, Memory::text}), ElementsAre("01", "02"));

  const Type look = named("Point", Passing::reference), take = named("Point");
  const Type change = named("Point", Passing::mutable_reference);
  EXPECT_THAT(rivals({look, look}, {Memory::object}), ElementsAre());
  EXPECT_THAT(rivals({look, change}, {Memory::object}), ElementsAre("01"));
  EXPECT_THAT(rivals({take, option(take)}, {Memory::object}), ElementsAre("01"));
  EXPECT_THAT(rivals({change, named("Line", Passing::mutable_reference, 2)}, {Memory::object}),
              ElementsAre())
      << "of two types";
  EXPECT_THAT(rivals({own, change}, {Memory::object}), ElementsAre());
  const Type value = named("Spot", Passing::value, 1);
  EXPECT_THAT(rivals({value, value}, {Memory::object}), ElementsAre()) << "these are copied";
}

model::Function function_of(std::vector<Type> arguments) {
  model::Function function;
  for (Type& type : arguments) function.arguments.push_back({"x", std::move(type)});
  return function;
}

TEST(Needs, AreThoseOfAllItems) {
  model::Library library;
  EXPECT_FALSE(needs_of(library).types || needs_of(library).definitions);
  library.functions = {function_of({option(slice(kFloat))})};
  library.functions[0].returns = model::samples::result(of(TypeKind::unit), kFloat);
  EXPECT_TRUE(needs_of(library).arrays);
  EXPECT_TRUE(needs_of(library).errors);
  EXPECT_FALSE(needs_of(library).callbacks || needs_of(library).gc_safe);

  library.functions = {function_of({of(TypeKind::hash_set, {of(TypeKind::character)})})};
  EXPECT_TRUE(needs_of(library).packed && needs_of(library).characters);
  EXPECT_FALSE(needs_of(library).arrays || needs_of(library).options);

  library = {};
  library.types.resize(1);
  library.types[0].functions = {function_of({of(TypeKind::function, {of(TypeKind::unit)})})};
  library.types[0].functions[0].is_gc_safe = true;
  EXPECT_TRUE(needs_of(library).callbacks && needs_of(library).gc_safe);
  EXPECT_TRUE(needs_of(library).types);
  EXPECT_FALSE(needs_of(library).definitions) << "a handle has none";
  library.types[0].type.shape = model::Shape::value;
  EXPECT_TRUE(needs_of(library).definitions);
}

TEST(Scope, FindsWhatWouldBeTheSame) {
  Scope scope({.host = "cobol", .title = "Cobol", .rename = "#[export(name(cobol = \"…\"))]"});
  EXPECT_TRUE(scope.claim("Point", "Point", "src/lib.rs:1:1"));
  EXPECT_EQ(scope.claim("Point", "Point2", "src/lib.rs:2:1").error(),
            (Error{.message = "`Point` and `Point2` would both be `Point` in Cobol",
                   .where = "src/lib.rs:2:1",
                   .help = "give one of them another name with `#[export(name(cobol = \"…\"))]`"}));
  EXPECT_EQ(scope.share("add", "fn add(x: f64)"), Result<bool>(true));
  EXPECT_EQ(scope.share("add", "fn add(x: i64)"), Result<bool>(false));
  EXPECT_FALSE(scope.share("Point", "fn Point()"));
  EXPECT_TRUE(scope.overload("add", "add(Real)", "fn add(x: f64)"));
  EXPECT_EQ(scope.overload("add", "add(Real)", "fn add(x: i64)").error().message,
            "`fn add(x: f64)` and `fn add(x: i64)` would both be `add` in Cobol");
}

}  // namespace
}  // namespace prebind::hosts
