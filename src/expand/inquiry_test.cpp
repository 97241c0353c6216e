#include "expand/inquiry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expand/expander.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using testing::HasSubstr;
using testing::Not;

Expansion expansion_of(const Tokens& tokens, std::string_view meanings = "") {
  Expander expander({"geometry", "1.0.0"}, Meanings(meanings));
  return expander.expand(tokens);
}

/// The glue of the item, where rustc has answered that the type at these tokens means this.
std::string told(std::string_view item, const std::string& range, const std::string& meaning) {
  const Tokens tokens = test_tokens(item);
  const std::string asking = expansion_of(tokens).glue;
  const std::string symbol = "PREBIND_QUESTION_";
  const std::size_t begin = asking.find(symbol);
  if (begin == asking.npos) return "nothing was asked";
  const std::size_t end = asking.find('_', asking.find('_', begin + symbol.size()) + 1);
  const std::string digest = asking.substr(begin + symbol.size(), end - begin - symbol.size());
  const Expansion expansion = expansion_of(tokens, digest + "_" + range + " " + meaning + "\n");
  for (const Diagnostic& each : expansion.diagnostics) ADD_FAILURE() << each.message;
  return to_source(expansion.glue, tokens);
}

TEST(Inquiry, AsksWhatAWordMeans) {
  const Tokens tokens = test_tokens("fn f(x: Real) {}");
  const std::string glue = to_source(expansion_of(tokens).glue, tokens);
  EXPECT_THAT(glue, HasSubstr("type __PrebindQ = Real;"));
  EXPECT_THAT(glue, HasSubstr("_5_5: [u8; __PREBIND_ANSWER.length]"));
  EXPECT_THAT(to_source(expansion_of(test_tokens("fn f(x: f64) {}")).glue, tokens),
              Not(HasSubstr("__PrebindQ")));
}

TEST(Inquiry, AsksWhetherAPartIsWhatIsWritten) {
  const Tokens tokens = test_tokens("fn f() -> Res<f64> {}");
  const std::string glue = to_source(expansion_of(tokens).glue, tokens);
  EXPECT_THAT(glue, HasSubstr("type __PrebindX0 = f64;"));
  EXPECT_THAT(glue, HasSubstr("IS0 { __PREBIND_NO_TEXT.add(b\"@8-8\") } else"));
}

TEST(Inquiry, WhatTheCrateExportsIsNotAsked) {
  Expander expander({"geometry", "1.0.0"}, Meanings(""));
  expander.expand(test_tokens("struct Point { pub x: f64 }"));
  EXPECT_THAT(expander.expand(test_tokens("fn f(x: &Point) {}")).glue,
              Not(HasSubstr("__PrebindQ")));
}

TEST(Inquiry, WaitsForTheAnswerWhereTheMeaningDecides) {
  const Expansion expansion = expansion_of(test_tokens("fn f(x: extern \"C\" fn(Real) -> u8) {}"));
  EXPECT_TRUE(expansion.diagnostics.empty());
  EXPECT_THAT(expansion.glue, HasSubstr("__PrebindQ"));
  EXPECT_THAT(expansion.glue, Not(HasSubstr("fn geometry__f__")));
  // What has nothing to do with it is said at once.
  EXPECT_EQ(expansion_of(test_tokens("fn f(x: Real, y: Rc<u8>) {}")).diagnostics.size(), 1u);
}

TEST(Inquiry, AMeaningIsReadInThePlaceOfTheWord) {
  EXPECT_THAT(told("fn f(x: Real) -> u8 {}", "5_5", "f64"), HasSubstr("prebind_a0: f64"));
  EXPECT_THAT(told("fn f(x: Real) {}", "5_5", "Vec<f64>"), HasSubstr("prebind_a0_length: usize"));
  const std::string glue = told("fn f() -> Res<f64> {}", "6_9", "Result<@8-8, #1>");
  EXPECT_THAT(glue, HasSubstr("type __PrebindT0 = <Res<f64> as __PrebindOpen>::A1;"));
  EXPECT_THAT(glue, HasSubstr("prebind_std::result::Result::Err(prebind_e)"));
}

TEST(Inquiry, NothingIsAskedTwice) {
  EXPECT_THAT(told("fn f(x: Real) {}", "5_5", "?"), Not(HasSubstr("__PrebindQ")));
  EXPECT_THAT(told("fn f(x: Real) {}", "5_5", "f64"), Not(HasSubstr("__PrebindQ")));
}

TEST(Inquiry, CfgIsThatOfTheMember) {
  const Tokens tokens = test_tokens(
      "impl P { #[cfg(unix)] pub fn f(&self, x: Real) {} pub fn g(&self, x: Count) {} }");
  const std::string glue = to_source(expansion_of(tokens).glue, tokens);
  EXPECT_THAT(glue, HasSubstr("#[cfg(unix)] const _: () = { type __PrebindQ = Real;"));
  EXPECT_THAT(glue, HasSubstr("\nconst _: () = { type __PrebindQ = Count;"));
}

TEST(Inquiry, AMeaningThatIsDamagedDoesNoHarm) {
  for (const char* text : {")", "(", "Vec<", "@9-2", "@900-901", "@", "#", "'", "\"", "Vec<#9>"}) {
    const Tokens tokens = test_tokens("fn f(x: Real) {}");
    (void)told("fn f(x: u8) {}", "0_0", "");
    Expander expander({"geometry", "1.0.0"}, Meanings(std::string("x_1_5_5 ") + text));
    (void)expander.expand(tokens);
  }
}

}  // namespace
}  // namespace prebind::expand
