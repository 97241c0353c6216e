#include "engine/gather.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/declared_archives.h"

namespace prebind::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<assembler::Variant> variants(std::initializer_list<std::string_view> names) {
  std::vector<assembler::Variant> found;
  for (const std::string_view name : names) found.push_back(*assembler::Variant::parse(name));
  return found;
}

const std::vector<std::string> kInstalled = {"wasm32-unknown-unknown", "wasm32-wasi",
                                             "x86_64-unknown-linux-gnu",
                                             "x86_64-unknown-linux-musl"};

TEST(Gather, OneRunForEachTargetAndItsFeatures) {
  const auto planned = plan_gatherings(
      variants({"wasm32", "wasm32+simd128", "x86_64-linux", "x86_64-windows"}), kInstalled);
  ASSERT_TRUE(planned);
  ASSERT_THAT(*planned, SizeIs(3));
  EXPECT_EQ(planned->at(0).target, "wasm32-unknown-unknown");
  EXPECT_THAT(planned->at(1).features, ElementsAre("simd128"));
  EXPECT_EQ(planned->at(2).target, "x86_64-unknown-linux-gnu");
  EXPECT_EQ(planned->at(2).variants, variants({"x86_64-linux", "x86_64-windows"}));
}

TEST(Gather, TheTargetsOwnMachineComesBeforeOthers) {
  const auto planned = plan_gatherings(variants({"x86_64-windows"}),
                                       {"x86_64-pc-windows-gnullvm", "x86_64-unknown-linux-gnu"});
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->at(0).target, "x86_64-pc-windows-gnullvm");
}

TEST(Gather, AnArchitectureThatIsNotInstalledIsAnError) {
  const auto planned = plan_gatherings(variants({"wasm32", "aarch64-macos"}), kInstalled);
  ASSERT_FALSE(planned);
  EXPECT_EQ(planned.error().message,
            "what archives the variant `aarch64-macos` has cannot be seen: Rust's standard library "
            "for aarch64 is not installed");
  EXPECT_EQ(planned.error().help,
            "install it, with `rustup target add aarch64-unknown-linux-gnu` or the package of your "
            "system; or make the others, with --variant wasm32");
  EXPECT_THAT(plan_gatherings(variants({"wasm32"}), {}).error().help,
              HasSubstr("rustup target add wasm32-unknown-unknown"));
}

std::string metadata(std::string_view archives, std::string_view more = "") {
  return R"({"packages":[{"manifest_path":"/other/Cargo.toml","dependencies":[]},)"
         R"({"manifest_path":"/p/Cargo.toml","dependencies":[{"name":"a","path":"/a"},{"name":"b"}],)"
         R"("metadata":{"prebind":{"archives":)" +
         std::string(archives) + "}}" + std::string(more) + "}]}";
}

TEST(DeclaredArchives, AreReadFromMetadata) {
  const auto found = read_manifest_archives(
      metadata(R"(["wasm32+simd128,atomics","wasm32+atomics,simd128"])"), "/p/Cargo.toml");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->variants, variants({"wasm32+atomics,simd128"})) << "the same, named twice";
  EXPECT_FALSE(found->is_shared);
  EXPECT_THAT(found->dependencies, ElementsAre("/a"));
  EXPECT_TRUE(
      read_manifest_archives(metadata("[]", R"(,"links":"x")"), "/p/Cargo.toml")->is_shared);
}

TEST(DeclaredArchives, WhatIsNotUnderstoodIsAnError) {
  const auto error = [](std::string_view archives) {
    return read_manifest_archives(metadata(archives), "/p/Cargo.toml").error();
  };
  EXPECT_EQ(error("7").message, "`archives` is not a list of strings");
  EXPECT_EQ(error("[7]").message, "`archives` is not a list of strings");
  EXPECT_EQ(error("[7]").where, "/p/Cargo.toml");
  EXPECT_THAT(error(R"(["z80"])").message, HasSubstr("unknown machine `z80`"));
  EXPECT_THAT(read_manifest_archives("{}", "/p/Cargo.toml").error().message,
              HasSubstr("cargo's description of the package is not understood"));
}

}  // namespace
}  // namespace prebind::engine
