#include "expand/cursor.h"

#include <gtest/gtest.h>

#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

Cursor all(const Tokens& tokens) {
  return {tokens, 0, static_cast<TokenIndex>(tokens.tokens.size())};
}

TEST(Cursor, StepsThroughInvisibleGroups) {
  const Tokens tokens = test_tokens("& $( $( Point $) $) , x");
  Cursor cursor = all(tokens);
  EXPECT_TRUE(cursor.take_punctuation('&'));
  EXPECT_TRUE(cursor.at_identifier("Point"));
  const TokenIndex point = cursor.take();
  EXPECT_EQ(cursor.last(), point);
  EXPECT_TRUE(cursor.take_punctuation(','));
  EXPECT_TRUE(cursor.take_identifier("x"));
  EXPECT_TRUE(cursor.at_end());
}

TEST(Cursor, OperatorsNeedJointCharacters) {
  const Tokens arrow = test_tokens("-> x");
  Cursor cursor = all(arrow);
  EXPECT_TRUE(cursor.take_operator("->"));
  const Tokens apart = test_tokens("- > x");
  cursor = all(apart);
  EXPECT_FALSE(cursor.take_operator("->"));
}

TEST(Cursor, GroupsAreTakenWhole) {
  const Tokens tokens = test_tokens("(a, (b)) c");
  Cursor cursor = all(tokens);
  ASSERT_TRUE(cursor.at_group("("));
  EXPECT_TRUE(cursor.inside().at_identifier("a"));
  EXPECT_EQ(cursor.peek_next()->text, "c");
  cursor.take();
  EXPECT_TRUE(cursor.take_identifier("c"));
}

TEST(Cursor, Lifetimes) {
  const Tokens tokens = test_tokens("'a str");
  Cursor cursor = all(tokens);
  EXPECT_EQ(cursor.take_lifetime(), "a");
  EXPECT_EQ(cursor.take_lifetime(), std::nullopt);
}

TEST(Spell, LooksLikeRust) {
  for (const char* text : {"Result<Option<&'a mut Point>, std::io::Error>", "*const u8",
                           "(i32, f64)", "impl Into<String> + Send", "[f64; 3]"}) {
    const Tokens tokens = test_tokens(text);
    const auto last = static_cast<TokenIndex>(tokens.tokens.size() - 1);
    EXPECT_EQ(spell(tokens, {0, last}), text);
  }
}

TEST(StringValue, AllForms) {
  EXPECT_EQ(string_value(R"("a\n\"b\"\\")"), "a\n\"b\"\\");
  EXPECT_EQ(string_value(R"("\x41\u{1F600}\u{e_4}")"), "A😀ä");
  EXPECT_EQ(string_value("\"a\\\n   b\""), "ab");
  EXPECT_EQ(string_value(R"(r"a\n")"), "a\\n");
  EXPECT_EQ(string_value("r#\"say \"hi\"\"#"), "say \"hi\"");
  EXPECT_EQ(string_value("42"), std::nullopt);
  EXPECT_EQ(string_value("b\"x\""), std::nullopt);
  EXPECT_EQ(string_value("r#x"), std::nullopt);
  EXPECT_EQ(string_value("\"\\u{\""), "{");
}

}  // namespace
}  // namespace prebind::expand
