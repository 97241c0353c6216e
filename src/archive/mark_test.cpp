#include "archive/mark.h"

#include <gtest/gtest.h>

namespace prebind::archive {
namespace {

assembler::Variant variant(const char* name) {
  return assembler::Variant::parse(name).value();
}

// The macro computes the same in rust/prebind/src/archive/mark.rs, with a test of the same values.
TEST(ArchiveMarkTest, IsADigestOfVariantAndText) {
  EXPECT_EQ(mark_of("f: ret\n", variant("x86_64-linux")),
            "prebind_archive_"
            "1097e114be67993aab3bcd2aeed5112bfd9ec7f6c1300685530357508db936a7");
  EXPECT_NE(mark_of("f: ret\n", variant("x86_64-linux+avx2")),
            mark_of("f: ret\n", variant("x86_64-linux")));
  EXPECT_NE(mark_of("f:  ret\n", variant("x86_64-linux")),
            mark_of("f: ret\n", variant("x86_64-linux")));
}

TEST(ArchiveMarkTest, LineEndsOfACheckoutDoNotCount) {
  EXPECT_EQ(mark_of("a\r\n\r\nb\r\n", variant("wasm32")), mark_of("a\n\nb\n", variant("wasm32")));
  EXPECT_NE(mark_of("a\rb\n", variant("wasm32")), mark_of("a\nb\n", variant("wasm32")));
}

}  // namespace
}  // namespace prebind::archive
