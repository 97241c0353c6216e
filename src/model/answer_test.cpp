#include "model/answer.h"

#include <gtest/gtest.h>

namespace prebind::model {
namespace {

std::string meaning(std::string_view whole, std::string_view head, std::string_view first,
                    std::string_view second) {
  std::string bytes = "geometry\nitem_1_5_5\n0\n";
  for (const std::string_view line : {whole, head, first, second}) {
    bytes += std::string(line) + "\n";
  }
  const auto answer = parse_answer(bytes + "#2\n#3\n.rest");
  return answer ? answer->meaning : "damaged";
}

TEST(Answer, IsTheWholeTypeWhereRustcKnowsIt) {
  EXPECT_EQ(meaning("f64", "?", "#0", "#1"), "f64");
  EXPECT_EQ(meaning("Vec<f64>", "Vec<#0>!0", "f64", "()"), "Vec<f64>");
  EXPECT_EQ(meaning("?", "?", "#0", "#1"), "?");
}

TEST(Answer, IsPutTogetherOfItsParts) {
  EXPECT_EQ(meaning("?", "Result<#0, #1>!0", "f64", "#1"), "Result<f64, #1>");
  EXPECT_EQ(meaning("Result<f64, u8>", "Result<#0, #1>!0", "@8-8", "u8"), "Result<@8-8, u8>");
  EXPECT_EQ(meaning("?", "[#0; 3]!", "#0", "()"), "[#0; 3]");
}

TEST(Answer, OneThatIsCutOffSaysThatNothingIsKnown) {
  const std::string bytes = "geometry\nitem_1_5_5\n1\nf64\n?\n#0\n#1\n#2\n#3\n.";
  ASSERT_TRUE(parse_answer(bytes));
  EXPECT_EQ(parse_answer(bytes)->package, "geometry");
  EXPECT_EQ(parse_answer(bytes)->key, "item_1_5_5");
  EXPECT_TRUE(parse_answer(bytes)->is_awaited);
  const std::size_t question = bytes.find("f64");
  for (std::size_t size = 0; size < question; ++size) {
    EXPECT_FALSE(parse_answer(bytes.substr(0, size))) << size;
  }
  for (std::size_t size = question; size < bytes.size(); ++size) {
    const auto cut = parse_answer(bytes.substr(0, size));
    ASSERT_TRUE(cut) << size;
    EXPECT_EQ(cut->meaning, "?") << size;
    EXPECT_EQ(cut->key, "item_1_5_5") << size;
    EXPECT_TRUE(cut->is_awaited) << size;
  }
}

}  // namespace
}  // namespace prebind::model
