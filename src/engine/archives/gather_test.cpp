#include "engine/archives/gather.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/archives/declared_archives.h"

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

TEST(Gather, Wasm32StandsInForWasm64) {
  const auto planned =
      plan_gatherings(variants({"wasm64", "wasm32", "wasm64+simd128"}), kInstalled);
  ASSERT_TRUE(planned);
  ASSERT_THAT(*planned, SizeIs(2));
  EXPECT_EQ(planned->at(0).target, "wasm32-unknown-unknown");
  EXPECT_EQ(planned->at(0).variants, variants({"wasm64", "wasm32"}));
  EXPECT_EQ(
      plan_gatherings(variants({"wasm64"}), {"wasm32-unknown-unknown", "wasm64-unknown-unknown"})
          ->at(0)
          .target,
      "wasm64-unknown-unknown")
      << "its own comes first";
  const Error error = plan_gatherings(variants({"wasm64"}), {"x86_64-unknown-linux-gnu"}).error();
  EXPECT_EQ(error.message,
            "cannot find the archives of the variant `wasm64`: Rust's standard library for "
            "wasm32 is not installed");
  EXPECT_EQ(error.help,
            "install it with `rustup target add wasm32-unknown-unknown` or the package "
            "of your system");
}

TEST(Gather, AnArchitectureThatIsNotInstalledIsAnError) {
  const auto planned = plan_gatherings(variants({"wasm32", "aarch64-macos"}), kInstalled);
  ASSERT_FALSE(planned);
  EXPECT_EQ(planned.error().message,
            "cannot find the archives of the variant `aarch64-macos`: Rust's standard library "
            "for aarch64 is not installed");
  EXPECT_EQ(planned.error().help,
            "install it with `rustup target add aarch64-unknown-linux-gnu` or the package of your "
            "system; or make the others with --variant wasm32");
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
              HasSubstr("cannot read cargo's description of the package"));
}

std::string builds(std::string_view more) {
  return metadata(fmt::format("[],{}", more));
}

TEST(DeclaredArchives, SetsOfFeaturesAreReadFromMetadata) {
  const auto plain = read_archive_builds(metadata("[]"), "/p/Cargo.toml");
  ASSERT_TRUE(plain);
  ASSERT_THAT(plain->feature_sets, SizeIs(1));
  EXPECT_TRUE(plain->feature_sets[0].all);
  EXPECT_FALSE(plain->with_tests);

  const auto found =
      read_archive_builds(builds(R"("archive-tests":true,"archive-features":[["a","b"],[],)"
                                 R"({"features":["c"],"default-features":false}])"),
                          "/p/Cargo.toml");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->with_tests);
  std::vector<std::string> words;
  for (const FeatureSet& set : found->feature_sets) words.push_back(set.in_words());
  EXPECT_THAT(words, ElementsAre("the features a, b", "no features",
                                 "the features c, without the default ones"));
  EXPECT_EQ(plain->feature_sets[0].in_words(), "all features");
}

TEST(DeclaredArchives, SetsOfFeaturesThatAreNotUnderstoodAreErrors) {
  for (const char* sets : {"7", "[]", "[7]", R"(["a"])", R"([["a"],{"feature":["b"]}])",
                           R"([{"features":"b"}])", R"([{"default-features":"no"}])"}) {
    const auto found =
        read_archive_builds(builds(fmt::format(R"("archive-features":{})", sets)), "/p/Cargo.toml");
    ASSERT_FALSE(found) << sets;
    EXPECT_EQ(found.error(),
              (Error{"`archive-features` is not a list of sets of features", "/p/Cargo.toml",
                     "write under [package.metadata.prebind]: archive-features = [[\"a\"], "
                     "[\"b\", \"c\"]]; or { features = [\"a\"], default-features = false } for a "
                     "set without the default features"}))
        << sets;
  }
  EXPECT_EQ(read_archive_builds(builds(R"("archive-tests":1)"), "/p/Cargo.toml").error(),
            (Error{"`archive-tests` is neither true nor false", "/p/Cargo.toml",
                   "write under [package.metadata.prebind]: archive-tests = true"}));
}

}  // namespace
}  // namespace prebind::engine
