#include "model/json_tree.h"

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

namespace prebind::model {
namespace {

using Kind = JsonTree::Kind;

/// The tree as nlohmann's, to compare with what that one reads.
nlohmann::json copy(JsonTree::Value value) {
  switch (value.kind()) {
    case Kind::text:
      return std::string(value.text());
    case Kind::number:
      return value.number();
    case Kind::boolean:
      return value.number() != 0;
    case Kind::other:
      return nullptr;
    case Kind::array: {
      nlohmann::json array = nlohmann::json::array();
      for (const auto& part : value.parts()) array.push_back(copy(part));
      return array;
    }
    case Kind::object:
      break;
  }
  nlohmann::json object = nlohmann::json::object();
  for (const auto& part : value.parts()) object[std::string(part.name())] = copy(part);
  return object;
}

/// Numbers that a record does not have count as null in our tree.
nlohmann::json simplified(const nlohmann::json& value) {
  if (value.is_number() && !value.is_number_unsigned()) return nullptr;
  nlohmann::json result = value;
  for (auto& part : result) {
    if (value.is_structured()) part = simplified(part);
  }
  return result;
}

void expect_same_as_nlohmann(const std::string& text) {
  const auto ours = JsonTree::parse(text);
  try {
    const auto theirs = nlohmann::json::parse(text);
    ASSERT_TRUE(ours) << text;
    ASSERT_EQ(copy(ours->root()), simplified(theirs)) << text;
  } catch (const nlohmann::json::parse_error&) {
    ASSERT_FALSE(ours) << text;
  } catch (const nlohmann::json::out_of_range&) {
    // A number beyond a double, which is no question of syntax: it says no more about the text.
  }
}

const char* const kExample =
    R"({"item": "function", "docs": "a\n\"b\" \u00e9\ud83d\ude00 \\ \/ é", "empty": {},)"
    R"( "none": [],)"
    R"( "arguments": [{"type": ["Option", ["object", 12, "value", "P"]]}, true, false, null],)"
    R"( "n": [0, 18446744073709551615, -1, 1.5, 2e3, 1E+2, -0.25e-1]})";

TEST(JsonTree, HoldsAllOfADocument) {
  const auto tree = JsonTree::parse(kExample);
  ASSERT_TRUE(tree);
  const auto members = tree->root().parts();
  ASSERT_EQ(members.size(), 6u);
  EXPECT_EQ(members[0].name(), "item");
  EXPECT_EQ(members[0].text(), "function");
  EXPECT_EQ(members[1].text(), "a\n\"b\" é\U0001f600 \\ / é");
  EXPECT_EQ(members[4].parts()[0].parts()[0].parts()[1].parts()[1].number(), 12u);
  EXPECT_EQ(members[5].parts()[1].number(), 18446744073709551615u);
  EXPECT_EQ(members[5].parts()[2].kind(), Kind::other);
  expect_same_as_nlohmann(kExample);
}

TEST(JsonTree, AcceptsAndRefusesWhatNlohmannDoes) {
  for (const char* text : {"",
                           " ",
                           "0",
                           "00",
                           "01",
                           "-",
                           "-0",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "+1",
                           "[01]",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{",
                           "}",
                           "[",
                           "]",
                           "{}",
                           "[]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{\"a\":1 \"b\":2}",
                           "\"",
                           "\"a",
                           "\"\\\"",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\ud800\\u0041\"",
                           "\"\\udc00\"",
                           "\"\\ud800\\udc00\"",
                           "\"\\u0000\"",
                           "\"\t\"",
                           "\"\x7f\"",
                           "\"\xff\"",
                           "\"\xed\xa0\x80\"",
                           "tru",
                           "truee",
                           "nul",
                           "True",
                           "NaN",
                           "[true,false,null]",
                           " [ 1 , 2 ] ",
                           "1 1",
                           "\"a\" \"b\"",
                           "'a'",
                           "/**/1",
                           "[1]x",
                           "{\"a\":1,\"a\":2}",
                           "\v1",
                           "99999999999999999999"}) {
    expect_same_as_nlohmann(text);
  }
}

TEST(JsonTree, AgreesWithNlohmannOnDamagedDocuments) {
  std::mt19937 random(20240229);
  const std::string bytes = "{}[]\",:\\u0123456789eE+-.tfn \n\x80\xc3";
  for (int i = 0; i < 100'000; ++i) {
    std::string text = kExample;
    for (unsigned changes = random() % 3 + 1; changes > 0 && !text.empty(); --changes) {
      const std::size_t place = random() % text.size();
      switch (random() % 4) {
        case 0:
          text.erase(place, random() % 4 + 1);
          break;
        case 1:
          text.insert(place, 1, bytes[random() % bytes.size()]);
          break;
        case 2:
          text[place] = bytes[random() % bytes.size()];
          break;
        case 3:
          text.resize(place + 1);
          break;
      }
    }
    ASSERT_NO_FATAL_FAILURE(expect_same_as_nlohmann(text));
  }
}

TEST(JsonTree, SaysWhereTheDamageIs) {
  const auto tree = JsonTree::parse("[1, x]");
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error(), (Error{"its JSON is damaged at byte 4 of 6", "",
                                 "build the library again with this version of Prebind"}));
}

TEST(JsonTree, DeepNestingIsRefused) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(JsonTree::parse(nested(64)));
  EXPECT_FALSE(JsonTree::parse(nested(65)));
  EXPECT_FALSE(JsonTree::parse(nested(1'000'000)));
  EXPECT_FALSE(JsonTree::parse(std::string(10'000'000, '[')));
}

}  // namespace
}  // namespace prebind::model
