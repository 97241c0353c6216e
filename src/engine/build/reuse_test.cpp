#include "engine/build/reuse.h"

#include <gtest/gtest.h>

namespace prebind::engine {
namespace {

std::vector<model::Record> records() {
  const model::Crate crate = {.name = "geometry",
                              .version = "1.0.0",
                              .engine = "0.1.0",
                              .initialize = "geometry_initialize",
                              .release_memory = "geometry_release_memory",
                              .release_failure = "geometry_release_failure"};
  const model::Function add = {.crate = "geometry",
                               .name = "add",
                               .host_name = "add",
                               .symbol = "geometry__add__0123456789abcdef",
                               .arguments = {{"a", {.kind = model::TypeKind::i32}}},
                               .returns = {.kind = model::TypeKind::i32}};
  return {{.item = crate, .place = {"src/lib.rs", 1, 1}},
          {.item = add, .place = {"src/lib.rs", 2, 1}}};
}

TEST(Interface, ComesBackAsItWas) {
  const auto decoded = decode_interface(encode_interface(records()));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, records());
  EXPECT_EQ(decode_interface(""), std::vector<model::Record>{});
}

TEST(Interface, DamagedBytesAreAnError) {
  const std::string bytes = encode_interface(records());
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto decoded = decode_interface(std::string_view(bytes).substr(0, size));
    // Cut off between two records it is a shorter list; anywhere else it is none.
    if (decoded) {
      EXPECT_EQ(decoded->size(), 1U) << size;
    } else {
      EXPECT_FALSE(decoded.error().message.empty());
    }
  }
  std::string huge = bytes;
  huge.replace(0, 4, "\xff\xff\xff\xff");
  EXPECT_EQ(decode_interface(huge).error(),
            (Error{"a stored interface is damaged", "", "`prebind cache clear` removes it"}));
}

TEST(BuildKey, IsOfTheInputsInAnyOrderAndOfNothingUnknown) {
  fingerprint::Input a = {
      .name = {fingerprint::Kind::file, "source", "a"},
      .content = {fingerprint::State::present, fingerprint::Digest::of("1"), {}}};
  fingerprint::Input b = a;
  b.name.path = "b";
  EXPECT_EQ(build_key({a, b}), build_key({b, a}));
  EXPECT_NE(build_key({a, b}), build_key({a}));
  b.content.state = fingerprint::State::unknown;
  EXPECT_FALSE(build_key({a, b}));
}

}  // namespace
}  // namespace prebind::engine
