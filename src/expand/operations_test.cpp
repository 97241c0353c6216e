#include "expand/operations.h"

#include <gtest/gtest.h>

#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using OperationKind = Operation::Kind;

TEST(Operations, TextWithoutHolesStaysWhole) {
  const auto operations = to_operations("fn f() { g(\"}\\\"(\") }");
  ASSERT_EQ(operations.size(), 1U);
  EXPECT_EQ(operations[0], (Operation{OperationKind::text, "fn f() { g(\"}\\\"(\") }"}));
}

TEST(Operations, OnlyGroupsWithHolesAreOpened) {
  const auto operations = to_operations("a { b(1) " + original({3, 5}) + " [c] } d {}");
  const std::vector<Operation> expected = {
      {OperationKind::text, "a "},     {OperationKind::open, "{"},
      {OperationKind::text, " b(1) "}, {OperationKind::original, "", {3, 5}},
      {OperationKind::text, " [c] "},  {OperationKind::close},
      {OperationKind::text, " d {}"}};
  EXPECT_EQ(operations, expected);
}

TEST(Operations, SpannedText) {
  const auto operations = to_operations("(" + spanned(7, "line!()") + ")");
  const std::vector<Operation> expected = {{OperationKind::open, "("},
                                           {OperationKind::spanned_text, "line!()", {7, 7}},
                                           {OperationKind::close}};
  EXPECT_EQ(operations, expected);
}

TEST(Operations, SourceForReading) {
  const Tokens tokens = test_tokens("Option<i32>");
  EXPECT_EQ(to_source("type T = " + original({0, 3}) + "; " + spanned(0, "x"), tokens),
            "type T = Option<i32>; x");
}

}  // namespace
}  // namespace prebind::expand
