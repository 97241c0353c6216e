#include "model/name.h"

#include <gmock/gmock.h>

#include "util/utf8.h"

namespace prebind::model {
namespace {

TEST(Name, IdentifiersAreThoseOfRust) {
  for (const char* good : {"a", "_a", "_1", "width2", "größe", "type", "Ωmega", "名前", "A"}) {
    EXPECT_TRUE(is_identifier(good)) << good;
  }
  for (const char* bad :
       {"",     "_",  "r#",  "r#_", "2d", "a b",      "a-b",      "a.b",  "a;b",   "a\n",
        "a\"b", "a!", "a×b", "a≤b", "→",  "a\u00a0b", "a\u2028b", "\xff", "a\xc3", "a::b"}) {
    EXPECT_FALSE(is_identifier(bad)) << bad;
  }
}

TEST(Name, HostNamesMayEndInAnExclamationMark) {
  EXPECT_TRUE(is_host_name("push!"));
  EXPECT_TRUE(is_host_name("push"));
  for (const char* bad : {"", "!", "a!b", "a!!", "r#type", "Base.show", "a b"}) {
    EXPECT_FALSE(is_host_name(bad)) << bad;
  }
}

TEST(Name, CratesHaveHyphens) {
  EXPECT_TRUE(is_crate_name("text-kit"));
  EXPECT_TRUE(is_crate_name("text_kit2"));
  EXPECT_FALSE(is_crate_name(""));
  EXPECT_FALSE(is_crate_name("-a"));
  EXPECT_FALSE(is_crate_name("a/b"));
}

TEST(Name, VersionsAreThoseOfCargo) {
  EXPECT_TRUE(is_version("1.0.0-rc.1+build5"));
  EXPECT_FALSE(is_version(""));
  EXPECT_FALSE(is_version("1.0 0"));
  EXPECT_FALSE(is_version("1.0\n"));
}

TEST(Name, SymbolsAreAscii) {
  EXPECT_TRUE(is_symbol("geometry__Point__scale__0123456789abcdef_2"));
  for (const char* bad : {"", "1a", "a.b", "a-b", "a b", "größe", "a\"", "a$"}) {
    EXPECT_FALSE(is_symbol(bad)) << bad;
  }
}

TEST(Name, Utf8IsCheckedStrictly) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("a\u00e9\u20ac\U0001f600\U0010ffff"));
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xff"}) {
    EXPECT_FALSE(is_utf8(bad)) << testing::PrintToString(std::string(bad));
  }
}

TEST(Name, PlainTextHasNoControlCharacters) {
  EXPECT_TRUE(is_plain_text("C:\\sources\\größe.rs"));
  for (const char* bad : {"", "a\nb", "a\x1b[0m", "a\x7f", "a\u0085", "\xff"}) {
    EXPECT_FALSE(is_plain_text(bad)) << testing::PrintToString(std::string(bad));
  }
}

TEST(Name, PrintableTextIsFitForATerminal) {
  EXPECT_EQ(printable("größe"), "größe");
  EXPECT_EQ(printable("a\x1b[2J\n\xff\u009b"), "a?[2J???");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
  EXPECT_EQ(printable("aöö", 4), "aö…") << "never cut inside a character";
}

}  // namespace
}  // namespace prebind::model
