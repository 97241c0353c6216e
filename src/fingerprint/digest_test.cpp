#include "fingerprint/digest.h"

#include <gtest/gtest.h>

namespace prebind::fingerprint {
namespace {

TEST(Digest, HexThereAndBack) {
  const Digest digest = Digest::of("abc");
  EXPECT_EQ(digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Digest::from_hex(digest.hex()), digest);
}

TEST(Digest, OtherTextsAreNone) {
  const std::string hex = Digest::of("abc").hex();
  EXPECT_FALSE(Digest::from_hex(""));
  EXPECT_FALSE(Digest::from_hex(hex.substr(1)));
  EXPECT_FALSE(Digest::from_hex(hex + "0"));
  EXPECT_FALSE(Digest::from_hex("B" + hex.substr(1)));
  EXPECT_FALSE(Digest::from_hex("g" + hex.substr(1)));
}

}  // namespace
}  // namespace prebind::fingerprint
