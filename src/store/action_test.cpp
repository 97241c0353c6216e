#include "store/action.h"

#include <gtest/gtest.h>

namespace prebind::store {
namespace {

Action example() {
  return {
      .crate = "geometry",
      .version = "1.2.3",
      .profile = "release",
      .target = "x86_64-unknown-linux-gnu",
      .engine = "0.1.0",
      .created = 1'700'000'000,
      .seconds = 2.5,
      .outputs = {{.name = "library",
                   .file = "libgeometry.so",
                   .digest = Digest::of("x"),
                   .size = 1,
                   .is_executable = true},
                  {.name = "interface", .file = "größe", .digest = Digest::of("yz"), .size = 2}},
      .notes = {{"toolchain", "rustc 1.63.0"}},
      .request = Digest::of("request"),
      .list = Digest::of("list")};
}

std::string with_checksum(const std::string& text) {
  return "prebind-action 1 " + Digest::of(text).hex() + "\n" + text;
}

TEST(Action, ThereAndBack) {
  EXPECT_EQ(decode_action(encode(example())).value(), example());
  EXPECT_EQ(decode_action(encode(Action())).value(), Action());
  EXPECT_EQ(example().size(), 3u);
}

TEST(Action, EveryFlippedOrMissingByteIsSeen) {
  const std::string text = encode(example());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(decode_action(damaged)) << i;
    EXPECT_FALSE(decode_action(std::string_view(text).substr(0, i))) << i;
  }
  const auto none = decode_action("");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "a stored result is damaged");
  EXPECT_EQ(none.error().help, "`prebind cache verify` sets all such entries aside");
}

TEST(Action, UnknownMembersAreIgnoredMissingOnesAreNot) {
  std::string text = encode(example());
  text = text.substr(text.find('\n') + 1);
  EXPECT_TRUE(decode_action(with_checksum("{\"later\": 1," + text.substr(1))));
  EXPECT_FALSE(decode_action(with_checksum("{}")));
  EXPECT_FALSE(decode_action(with_checksum("[]")));
  EXPECT_FALSE(decode_action(with_checksum("{")));
  std::string short_digest = text;
  short_digest.erase(short_digest.find(Digest::of("x").hex()), 1);
  EXPECT_FALSE(decode_action(with_checksum(short_digest)));
}

TEST(Action, NamesThatAreNotText) {
  Action action = example();
  action.outputs[0].file = "\xff.so";
  EXPECT_EQ(decode_action(encode(action))->outputs[0].digest, action.outputs[0].digest);
}

}  // namespace
}  // namespace prebind::store
