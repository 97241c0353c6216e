#include "expand/symbols.h"

#include <gtest/gtest.h>

namespace prebind::expand {
namespace {

using model::Type;
using model::TypeKind;

TEST(Symbols, OnlyPlainCharacters) {
  EXPECT_EQ(symbol_text("my-crate"), "my_crate");
  EXPECT_EQ(symbol_text("größe"), "gr_uf6_udfe");
  EXPECT_EQ(symbol_text("push!"), "push_u21");
  EXPECT_EQ(symbol_text("😀"), "_u1f600");
}

TEST(Symbols, TheSignatureDecidesTheDigest) {
  const model::Function add{
      .crate = "geometry",
      .name = "add",
      .host_name = "add",
      .symbol = {},
      .arguments = {{"a", {.kind = TypeKind::i32}}, {"b", {.kind = TypeKind::i32}}},
      .returns = {.kind = TypeKind::i32}};
  const std::string symbol = function_symbol(add, {});
  EXPECT_EQ(symbol,
            prebind::expand::symbol("geometry", "add", "abi 3: fn geometry::add(i32, i32) -> i32"));
  EXPECT_TRUE(symbol.starts_with("geometry__add__"));
  EXPECT_EQ(symbol.size(), std::string("geometry__add__").size() + 16);

  model::Function other_names = add;
  other_names.arguments[0].name = "x";
  EXPECT_EQ(function_symbol(other_names, {}), symbol);
  model::Function other_type = add;
  other_type.arguments[0].type.kind = TypeKind::i64;
  EXPECT_NE(function_symbol(other_type, {}), symbol);
  model::Function other_result = add;
  other_result.returns.kind = TypeKind::i64;
  EXPECT_NE(function_symbol(other_result, {}), symbol);
  model::Function unsafe = add;
  unsafe.is_unsafe = true;
  EXPECT_NE(function_symbol(unsafe, {}), symbol);
}

TEST(Symbols, TheReceiverCounts) {
  model::Function method{.crate = "geometry", .name = "area", .host_name = "area", .symbol = {}};
  method.owner = 0;
  method.receiver = model::Passing::reference;
  const std::string by_reference = function_symbol(method, {"Circle"});
  EXPECT_TRUE(by_reference.starts_with("geometry__Circle__area__"));
  method.receiver = model::Passing::mutable_reference;
  EXPECT_NE(function_symbol(method, {"Circle"}), by_reference);
  method.receiver.reset();
  EXPECT_NE(function_symbol(method, {"Circle"}), by_reference);
}

TEST(Symbols, HaveTheMarkedModulesAndThePathOfAnImpl) {
  const model::Function area{
      .crate = "geometry", .name = "area", .host_name = "area", .symbol = {}};
  const Names module = {"shapes", "round"};
  EXPECT_EQ(
      function_symbol(area, {}, module),
      symbol("geometry", "shapes__round__area", "abi 3: fn geometry::shapes::round::area() -> ()"));
  EXPECT_EQ(function_symbol(area, {"flat", "Square"}, {"shapes"}),
            symbol("geometry", "shapes__flat__Square__area",
                   "abi 3: fn geometry::shapes::flat::Square::area() -> ()"));
  model::NamedType circle{.crate = "geometry", .name = "Circle", .host_name = "Circle", .id = {}};
  EXPECT_EQ(release_symbol(circle, module),
            symbol("geometry", "shapes__round__release_Circle",
                   "abi 3: object geometry::shapes::round::Circle"));
  EXPECT_NE(type_id("geometry", "Circle", module), type_id("geometry", "Circle"));
  const model::Constant limit{.crate = "geometry",
                              .name = "LIMIT",
                              .host_name = "LIMIT",
                              .type = {.kind = TypeKind::u8},
                              .definition = {}};
  EXPECT_EQ(definition_symbol(limit, module),
            symbol("geometry", "shapes__round__define_LIMIT",
                   "abi 3: const geometry::shapes::round::LIMIT: u8"));
  const model::Module round{
      .crate = "geometry", .name = "round", .host_name = "round", .symbol = {}};
  EXPECT_EQ(module_symbol(round, {"shapes"}),
            symbol("geometry", "shapes__mod_round", "abi 3: mod geometry::shapes::round"));
}

TEST(Symbols, FieldsAndObjects) {
  const model::Field field{.crate = "geometry",
                           .name = "x",
                           .host_name = "x",
                           .type = {.kind = TypeKind::f64},
                           .getter = {},
                           .setter = {}};
  EXPECT_TRUE(getter_symbol(field, "Point").starts_with("geometry__Point__get_x__"));
  EXPECT_TRUE(setter_symbol(field, "Point").starts_with("geometry__Point__set_x__"));
  EXPECT_EQ(type_id("geometry", "Point").size(), 16U);
  EXPECT_NE(type_id("geometry", "Point"), type_id("geometry", "Line"));
}

}  // namespace
}  // namespace prebind::expand
