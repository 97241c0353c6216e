#include "util/quote.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "util/json_text.h"

namespace prebind::quote {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace): "a\0b"s

const std::string kUnseen = "\0\x01\x1b[31m\n\t\r\x7f\u0085\u2028\u202e\u2066\ufeff\U000e0001"s;

TEST(Quote, WritesTextsOfJulia) {
  EXPECT_EQ(julia("a\"b\\c$d ä \u200d"), "\"a\\\"b\\\\c\\$d ä \u200d\"");
  EXPECT_EQ(julia(kUnseen),
            R"("\x00\x01\x1b[31m\n\t\x0d\x7f\u0085\u2028\u202e\u2066\ufeff\U000e0001")");
  EXPECT_EQ(julia("a\xff\xc3"), R"("a\xff\xc3")");
  EXPECT_EQ(julia_lines("\"\"\"\n\t$(x)\r\n\\"), "\\\"\\\"\\\"\n\t\\$(x)\\x0d\n\\\\");
}

TEST(Quote, WritesTextsOfToml) {
  EXPECT_EQ(toml("a\"b\\c$d ä"), "\"a\\\"b\\\\c$d ä\"");
  EXPECT_EQ(toml(kUnseen),
            "\"\\u0000\\u0001\\u001b[31m\\n\\t\\u000d\\u007f\\u0085\\u2028\\u202e"
            "\\u2066\\ufeff\\U000e0001\"");
  EXPECT_EQ(toml("a\xff"), "\"a\ufffd\"");
  EXPECT_EQ(toml_key("my-key_2"), "my-key_2");
  EXPECT_EQ(toml_key("größe"), "\"größe\"");
  EXPECT_EQ(toml_key("a.b]\n"), "\"a.b]\\n\"");
  EXPECT_EQ(toml_key(""), "\"\"");
}

TEST(Quote, WritesWordsOfAShell) {
  EXPECT_EQ(shell("path/to-crate_1.0"), "path/to-crate_1.0");
  EXPECT_EQ(shell(""), "''");
  EXPECT_EQ(shell("it's $HOME ä"), R"('it'\''s $HOME ä')");
  EXPECT_EQ(shell("a\n'\\\x1b\u2028\xff"), R"($'a\n\'\\\033\342\200\250\377')");
  EXPECT_EQ(shell("${{ secrets.A }}"), "'$''{{ secrets.A }}'");
  EXPECT_EQ(shell("\n${{"), R"($'\n$\173{')");
}

TEST(Quote, WritesTextsOfCpp) {
  EXPECT_EQ(cpp("a\"b\\c ä\0017"s), R"("a\"b\\c \303\244\0017")");
  EXPECT_EQ(cpp("\0\n\t\r\x7f\xff"s), R"("\000\n\t\015\177\377")");
  EXPECT_EQ(cpp("?"
                "?/?"
                "?"),
            R"("?\?/?\?")");
  EXPECT_EQ(line_comment_of_cpp("a */ \x1b\n\u202e ä"), R"(a */ \x1b\n\u{202e} ä)");
  EXPECT_EQ(line_comment_of_cpp("C:\\"), "C:\\.");
  EXPECT_EQ(line_comment_of_cpp("C:\\  "), "C:\\.");
  EXPECT_EQ(line_comment_of_cpp("?"
                                "?/"),
            "?"
            "?/.");
}

TEST(Quote, WritesTextsOfCMake) {
  EXPECT_EQ(cmake("a\"b\\c ${d} ä;e"), R"("a\"b\\c \${d} ä;e")");
  EXPECT_EQ(cmake("\0"s), "\"\ufffd\"");
}

TEST(Quote, WritesCommentsAndCode) {
  EXPECT_EQ(comment("a\n=# */ \"\"\" \x1b\u2028\xff ä"), R"(a\n=# */ """ \x1b\u{2028}\xff ä)");
  EXPECT_EQ(markdown_code("a b"), "`a b`");
  EXPECT_EQ(markdown_code("a``b\n"), R"(``` a``b\n ```)");
}

TEST(Quote, WritesCommandsOfAWorkflow) {
  EXPECT_EQ(workflow_run("prebind build deps/a -o x.jl"), "prebind build deps/a -o x.jl");
  EXPECT_EQ(workflow_run("build " + shell("a: \"#b\"") + " -o x"), R"("build 'a: \"#b\"' -o x")");
}

TEST(Quote, WritesJson) {
  EXPECT_EQ(json_text({{"a", kUnseen + "\"ä\xff"}}),
            R"({"a":"\u0000\u0001\u001b[31m\n\t\r\u007f\u0085\u2028\u202e\u2066\ufeff)"
            "\\udb40\\udc01\\\"ä\ufffd\"}");
  EXPECT_EQ(json_text({{"a", {1}}}, 1), "{\n \"a\": [\n  1\n ]\n}");
}

TEST(Quote, LeavesTerminalsNothingToObey) {
  EXPECT_EQ(terminal("a\n\tä `b`"), "a\n\tä `b`");
  EXPECT_EQ(terminal("\033[31mred\033[0m\033]0;t\a\r\u009b\xff"),
            R"(\x1b[31mred\x1b[0m\x1b]0;t\x07\x0d\u{9b}\xff)");
  EXPECT_EQ(terminal("\033[1;31mred\033[0m\033]0;t\a\033[2J", /*keep_colors=*/true),
            "\033[1;31mred\033[0m\\x1b]0;t\\x07\\x1b[2J");
}

}  // namespace
}  // namespace prebind::quote
