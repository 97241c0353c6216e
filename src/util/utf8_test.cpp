#include "util/utf8.h"

#include <gtest/gtest.h>

namespace prebind {
namespace {

TEST(Utf8, ValidTextStaysAsItIs) {
  for (const std::string_view text : {"", "plain", "größe €\U0001F980"}) {
    EXPECT_EQ(valid_utf8(text), text);
  }
}

TEST(Utf8, BytesOfNoCharacterAreReplaced) {
  EXPECT_EQ(valid_utf8("gr\xf6\xdf"
                       "e"),
            "gr\uFFFD\uFFFDe")
      << "Latin-1";
  EXPECT_EQ(valid_utf8("\xc3"), "\uFFFD") << "cut off";
  EXPECT_EQ(valid_utf8("\xb6ö"), "\uFFFDö") << "from the middle of a character on";
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(valid_utf8("\xc0\x80"), "\uFFFD\uFFFD") << "more bytes than it takes";
}

TEST(Utf8, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_utf8("aöb", 1), "a");
  EXPECT_EQ(cut_utf8("aöb", 2), "a");
  EXPECT_EQ(cut_utf8("aöb", 3), "aö");
  EXPECT_EQ(cut_utf8("aöb", 4), "aöb");
  EXPECT_EQ(cut_utf8("ö", 0), "");
}

}  // namespace
}  // namespace prebind
