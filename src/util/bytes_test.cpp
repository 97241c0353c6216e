#include "util/bytes.h"

#include <gtest/gtest.h>

namespace prebind {
namespace {

TEST(Bytes, NumbersAreLittleEndian) {
  std::string bytes;
  append_number<std::uint8_t>(bytes, 0xfe);
  append_number<std::uint32_t>(bytes, 0x01020384);
  append_number<std::uint64_t>(bytes, 0x8000000000000001);
  EXPECT_EQ(bytes, std::string("\xfe\x84\x03\x02\x01\x01\0\0\0\0\0\0\x80", 13));
  ByteReader reader(bytes);
  EXPECT_EQ(reader.number<std::uint8_t>(), 0xfe);
  EXPECT_EQ(reader.number<std::uint32_t>(), 0x01020384u);
  EXPECT_EQ(reader.number<std::uint64_t>(), 0x8000000000000001u);
  EXPECT_TRUE(reader.is_at_end());
}

TEST(Bytes, TextComesBehindItsLength) {
  std::string bytes;
  append_text(bytes, "ab");
  append_text(bytes, "");
  EXPECT_EQ(bytes, std::string("\2\0\0\0ab\0\0\0\0", 10));
  ByteReader reader(bytes);
  EXPECT_EQ(reader.text(), "ab");
  EXPECT_EQ(reader.text(), "");
  EXPECT_TRUE(reader.is_at_end());
}

TEST(Bytes, NothingIsTakenWhereTooLittleIsLeft) {
  ByteReader reader(std::string_view("\3\0\0\0ab", 6));
  EXPECT_FALSE(reader.text());
  EXPECT_FALSE(reader.number<std::uint64_t>());
  EXPECT_FALSE(reader.bytes(~std::uint64_t{0}));
  EXPECT_EQ(reader.rest().size(), 6u);
  EXPECT_EQ(reader.number<std::uint32_t>(), 3u);
  EXPECT_EQ(reader.rest(), "ab");
}

}  // namespace
}  // namespace prebind
