#include "cargo/toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Toml, ATextHasOnePathHoweverItIsWritten) {
  for (const char* text :
       {"a.b.c = 'x'", "[a]\nb.c = \"x\"", "[a.b]\nc = '''x'''", "a = { b = { c = 'x' } }",
        "\xEF\xBB\xBF[[a]]\r\nb.\"c\" = [ # why\r\n  'x',\n]", "[ a . 'b' ]\nc=\"\"\"\nx\"\"\"",
        "a = [{ b.c = 'x',\n # TOML 1.1\n }, ]", "n = 1\nd = 2000-01-01T00:00:00Z\na.b.c = 'x'"}) {
    EXPECT_THAT(Toml(text).texts({"a", "b", "c"}), ElementsAre("x")) << text;
  }
}

TEST(Toml, TextsAreWhatTheyStandFor) {
  const Toml toml(
      "s = [\"a\\\"b\\\\\\t\\u00e4\\U0001F600\\x41\\e\", 'c\\n', \"\"\"d\\\n    \"e\"\"\"\"]");
  EXPECT_THAT(toml.texts({"s"}), ElementsAre("a\"b\\\tä😀A\x1B", "c\\n", "d\"e\""));
}

TEST(Toml, AnyKeyAndTables) {
  const Toml toml(
      "[patch.crates-io]\na = { path = '../a' }\n[patch.'https://x/y']\nb.path = 'b'\n"
      "b.features = ['f']\n[workspace]\n[package]\nedition.workspace = true\n");
  EXPECT_THAT(toml.texts({"patch", "*", "*", "path"}), ElementsAre("../a", "b"));
  EXPECT_TRUE(toml.has({"workspace"}));
  EXPECT_TRUE(toml.has({"package", "edition"}));
  EXPECT_FALSE(toml.has({"package", "workspace"}));
  EXPECT_FALSE(Toml("# [workspace]\nx = '[workspace]'").has({"workspace"}));
}

TEST(Toml, OfAMistakeWhatStandsBeforeIt) {
  for (const char* text : {"a = 'x'\nb = ", "a = 'x'\n[b", "a = 'x'\nb = \"y", "a = 'x'\n= 1",
                           "a = 'x'\nb = \"\\q\"", "a = 'x'\nb = [1 2]", "a = 'x'\nb = {"}) {
    EXPECT_THAT(Toml(text).texts({"a"}), ElementsAre("x")) << text;
    EXPECT_THAT(Toml(text).texts({"b"}), IsEmpty()) << text;
  }
  EXPECT_FALSE(Toml("a = " + std::string(100'000, '[')).has({"b"}));
  EXPECT_FALSE(Toml("").has({"a"}));
}

}  // namespace
}  // namespace prebind::cargo
