#include "hosts/julia/artifacts_toml.h"

#include <gtest/gtest.h>

namespace prebind::hosts::julia {
namespace {

constexpr std::string_view kLinux = R"([[text]]
arch = "x86_64"
git-tree-sha1 = "aa"
libc = "glibc"
os = "linux"

    [[text.download]]
    sha256 = "bb"
    url = "https://example.org/text.tar.gz"
)";

ArtifactEntry entry(std::string_view target, std::string hash) {
  return {.name = "text",
          .platform = *platform_of(target),
          .tree_hash = std::move(hash),
          .url = "https://example.org/text.tar.gz",
          .sha256 = "bb"};
}

TEST(ArtifactsToml, NamesPlatformsAsJuliaDoes) {
  const auto triplet = [](std::string_view target) {
    const auto platform = platform_of(target);
    return platform ? triplet_of(*platform) : "none";
  };
  EXPECT_EQ(triplet("x86_64-unknown-linux-gnu"), "x86_64-linux-gnu");
  EXPECT_EQ(triplet("x86_64-unknown-linux-musl"), "x86_64-linux-musl");
  EXPECT_EQ(triplet("armv7-unknown-linux-gnueabihf"), "armv7l-linux-gnueabihf");
  EXPECT_EQ(triplet("i686-pc-windows-msvc"), "i686-w64-mingw32");
  EXPECT_EQ(triplet("aarch64-apple-darwin"), "aarch64-apple-darwin");
  EXPECT_EQ(triplet("x86_64-unknown-freebsd"), "x86_64-unknown-freebsd");
  EXPECT_EQ(triplet("wasm32-unknown-unknown"), "none");
  EXPECT_EQ(triplet("x86_64-unknown-linux-ohos"), "none");
  EXPECT_EQ(triplet("x86_64"), "none");
  EXPECT_EQ(triplet(""), "none");
}

TEST(ArtifactsToml, BeginsAFile) {
  EXPECT_EQ(with_entry("", entry("x86_64-unknown-linux-gnu", "aa")), kLinux);
}

TEST(ArtifactsToml, ReplacesTheSamePlatformOnly) {
  const std::string before = "# by hand\n\n[other]\nos = \"linux\"\n\n" + std::string(kLinux) +
                             "\n# of somebody else\n[[more]]\narch = \"x86_64\"\nos = \"linux\"\n";
  std::string after = before;
  after.replace(after.find("\"aa\""), 4, "\"cc\"");
  EXPECT_EQ(with_entry(before, entry("x86_64-unknown-linux-gnu", "cc")), after);
  EXPECT_EQ(with_entry(after, entry("x86_64-unknown-linux-gnu", "cc")), after);

  const auto two = with_entry(before, entry("x86_64-unknown-linux-musl", "dd"));
  ASSERT_TRUE(two);
  EXPECT_TRUE(two->starts_with(before));
  EXPECT_NE(two->find("libc = \"musl\""), std::string::npos);
  EXPECT_EQ(with_entry(*two, entry("x86_64-unknown-linux-gnu", "aa")), *two);
}

TEST(ArtifactsToml, TextsAreDataWhateverIsInThem) {
  ArtifactEntry forged = entry("x86_64-unknown-linux-gnu", "aa");
  forged.name = "größe";
  forged.url = "https://e.org/\"\n[[evil]]\n";
  const auto text = with_entry("", forged);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with("[[\"größe\"]]\n")) << *text;
  EXPECT_NE(text->find("    [[\"größe\".download]]\n"), std::string::npos);
  EXPECT_NE(text->find("    url = \"https://e.org/\\\"\\n[[evil]]\\n\"\n"), std::string::npos);
  EXPECT_EQ(with_entry(*text, forged), *text);
}

TEST(ArtifactsToml, RefusesWhatHasNoPlatforms) {
  for (const std::string text : {"[text]\ngit-tree-sha1 = \"aa\"\n", "text = [{}]\n"}) {
    const auto result = with_entry(text, entry("x86_64-unknown-linux-gnu", "aa"));
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().message,
              "`text` is there in a form without platforms: " + text.substr(0, text.find('\n')));
    EXPECT_EQ(result.error().help, "remove that entry; the next `prebind package` writes it");
  }
}

}  // namespace
}  // namespace prebind::hosts::julia
