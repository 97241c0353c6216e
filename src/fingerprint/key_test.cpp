#include "fingerprint/key.h"

#include <gtest/gtest.h>

#include "fingerprint/observer.h"

namespace prebind::fingerprint {
namespace {

Input file(std::string root, std::string path, const std::optional<std::string>& text) {
  return {.name = {Kind::file, "source", std::move(root), std::move(path)},
          .content = content_of(text)};
}

TEST(Key, OrderAndStatDataDoNotCount) {
  Input a = file("crate", "a", "1");
  const Input b = file("crate", "b", "2");
  const auto key = key_of("build", {a, b});
  ASSERT_TRUE(key);
  a.stat = FileStat{.modified = 5, .inode = 7};
  EXPECT_EQ(key_of("build", {b, a}), key);
}

TEST(Key, EverythingElseCounts) {
  const Input input = file("crate", "a", "1");
  const auto key = key_of("build", {input});
  EXPECT_NE(key_of("request", {input}), key);
  EXPECT_NE(key_of("build", {file("crate", "a", "2")}), key);
  EXPECT_NE(key_of("build", {file("crate", "b", "1")}), key);
  EXPECT_NE(key_of("build", {file("workspace", "a", "1")}), key);
  EXPECT_NE(key_of("build", {input, input}), key);
  Input other = input;
  other.name.role = "manifest";
  EXPECT_NE(key_of("build", {other}), key);
  other = input;
  other.name.kind = Kind::directory;
  EXPECT_NE(key_of("build", {other}), key);
}

TEST(Key, FieldsDoNotRunIntoEachOther) {
  EXPECT_NE(key_of("build", {file("a", "bc", "1")}), key_of("build", {file("ab", "c", "1")}));
}

TEST(Key, AbsentInputsDoNotCount) {
  const Input input = file("crate", "a", "1");
  const Input absent = file("crate", "../../.cargo/config.toml", std::nullopt);
  EXPECT_EQ(key_of("build", {input, absent}), key_of("build", {input}));
}

TEST(Key, OutputsDoNotCount) {
  const Input input = file("crate", "a", "1");
  Input output = file("crate", "out.so", "1");
  output.name.role = kOutputRole;
  EXPECT_EQ(key_of("build", {input, output}), key_of("build", {input}));
}

TEST(Key, AbsolutePathsDoNotCountTheirContentDoes) {
  EXPECT_EQ(key_of("build", {file("", "/home/a/x.h", "1"), file("", "/home/a/y.h", "2")}),
            key_of("build", {file("", "/home/b/y.h", "1"), file("", "/home/b/x.h", "2")}));
  EXPECT_NE(key_of("build", {file("", "/home/a/x.h", "1")}),
            key_of("build", {file("", "/home/a/x.h", "2")}));
}

TEST(Key, UnknownContentHasNone) {
  Input input = file("crate", "a", "1");
  input.content.state = State::unknown;
  EXPECT_FALSE(key_of("build", {input}));
}

}  // namespace
}  // namespace prebind::fingerprint
