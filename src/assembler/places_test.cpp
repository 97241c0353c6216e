// Texts as editors write them, and where errors in them are reported.

#include <gmock/gmock.h>

#include <algorithm>

#include "assembler/assembler.h"
#include "assembler/testing.h"
#include "assembler/worker.h"
#include "util/utf8.h"

namespace prebind::assembler {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string rendered(std::string_view text, std::string_view machine = "x86_64-linux") {
  const auto object = try_to_assemble(text, variant(machine));
  std::string all;
  for (const auto& error : object ? object->warnings : object.error()) all += render(error, "t");
  EXPECT_EQ(valid_utf8(all), all) << "whatever the text is";
  return all;
}

TEST(Places, NamesThatAreNotAscii) {
  EXPECT_EQ(rendered("nop\n  call größe\n"),
            "t:2:10: error: unexpected token in argument list\n  call größe\n         ^\n"
            "help: outside comments and strings, write ASCII: letters, digits, `_`, `.`, `$`\n");
  for (const std::string_view machine : machines()) {
    EXPECT_THAT(rendered("nop # größe\n  größe: nop\n", machine), HasSubstr("t:2:5: error"));
  }
  EXPECT_EQ(rendered(".functype größe () -> ()\n", "wasm32"),
            "t:1:13: error: Expected (, instead got: \uFFFD\n.functype größe () -> ()\n"
            "            ^\n"
            "help: outside comments and strings, write ASCII: letters, digits, `_`, `.`, `$`\n");
}

TEST(Places, TextInLatin1) {
  EXPECT_EQ(rendered("/* gr\xf6\xdf"
                     "e */ wrong\n"),
            "t:1:13: error: invalid instruction mnemonic 'wrong'\n/* gr\uFFFD\uFFFDe */ wrong\n"
            "            ^^^^^\n");
  EXPECT_THAT(rendered(".error \"gr\xf6\xdf"
                       "e\"\n"),
              HasSubstr("error: gr\uFFFD\uFFFDe\n"));
}

TEST(Places, AMessageIsCutBetweenCharacters) {
  for (std::size_t before = 0; before < 3; ++before) {
    std::string text = ".error \"" + std::string(before, 'x');
    for (int i = 0; i < 300; ++i) text += "€";
    EXPECT_THAT(rendered(text + "\"\n"), HasSubstr("€…\n"));
  }
}

TEST(Places, AMarkBeforeTheTextCountsNothing) {
  const std::string_view mark = "\uFEFF";
  for (const std::string_view machine : {"x86_64-linux", "aarch64-macos", "x86_64-windows"}) {
    const auto plain = assemble("f: ret\n", variant(machine));
    EXPECT_TRUE(assemble(std::string(mark) + "f: ret\n", variant(machine))->bytes == plain->bytes);
  }
  EXPECT_THAT(rendered(std::string(mark) + "wrong\n"), HasSubstr("t:1:1: error"));
  EXPECT_THAT(rendered("nop\n" + std::string(mark) + "nop\n"), HasSubstr("t:2:1: error"));
  Worker worker;
  const auto object = worker.assemble(std::string(mark) + "wrong\n", variant("x86_64-linux"));
  EXPECT_EQ(object.error().front().column, 1u);
}

TEST(Places, TextInUtf16) {
  EXPECT_EQ(rendered("\xff\xfen"), "t: error: the text is UTF-16\nhelp: save it as UTF-8\n");
  EXPECT_EQ(rendered("\xfe\xffn"), "t: error: the text is UTF-16\nhelp: save it as UTF-8\n");
}

// Each of these lines misses something at its end.
TEST(Places, ErrorsAtTheEndOfALine) {
  const std::string at_end =
      "t:2:14: error: unknown token in expression\n  lea 8(%rdi,\n"
      "             ^\n";
  EXPECT_EQ(rendered("nop\n  lea 8(%rdi,\nnop\n"), at_end);
  EXPECT_EQ(rendered("nop\r\n  lea 8(%rdi,\r\nnop\r\n"), at_end) << "the same with CRLF";
  EXPECT_EQ(rendered("nop\n  lea 8(%rdi,"), at_end) << "and where the text ends";
}

TEST(Places, EveryTextHasTheBytesOfItsPlainForm) {
  const std::string text =
      "# a comment\n.macro m a, b\n.byte \\a\n  .ifc \\b, 1\n.byte 9\n.endif\n.endm\n/* one\n two "
      "*/\n"
      ".data\nm 1, 2\nm 2, 1\n.irp x, 1, 2\n.byte \\x\n.endr\n.rept 3\n.byte 0\n.endr\n"
      ".ascii \"a\" # c\nf:\n.byte 1; .byte 2\n";
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const std::string_view machine : {"x86_64-linux", "x86_64-macos", "x86_64-windows"}) {
    const auto plain = assemble(text, variant(machine));
    ASSERT_TRUE(plain) << render(plain.error().front(), "t");
    const auto other = assemble(crlf, variant(machine));
    ASSERT_TRUE(other) << render(other.error().front(), "t");
    EXPECT_TRUE(other->bytes == plain->bytes) << machine;
    EXPECT_TRUE(assemble(text.substr(0, text.size() - 1), variant(machine))->bytes == plain->bytes);
  }
}

}  // namespace
}  // namespace prebind::assembler
