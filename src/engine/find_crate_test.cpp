#include "engine/find_crate.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

class FindCrateTest : public testing::Test {
 protected:
  void write(const fs::path& file, const std::string& text) {
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file) << text;
  }
  void crate(const fs::path& folder, const std::string& name, bool exports = true) {
    write(folder / "Cargo.toml", "[package]\nname = '" + name + "'\n[dependencies]\n" +
                                     (exports ? "prebind = '0.1'\n" : ""));
  }
  Result<FoundCrate> find(const CrateChoice& choice, const fs::path& start = "") {
    // No cargo on PATH: what is asked here, manifests tell.
    const Context context = {.environment = Environment::of({{"PATH", "/nowhere"}}),
                             .program = "/nowhere/prebind"};
    return find_crate(context, choice, root() / start);
  }
  fs::path root() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
};

TEST_F(FindCrateTest, APathStaysAsItIs) {
  EXPECT_EQ(find({.path = "some/where"})->path, "some/where");
}

TEST_F(FindCrateTest, TheNearestManifestUpwardDecides) {
  crate("outer", "outer");
  crate("outer/inner", "inner");
  fs::create_directories(root() / "outer/inner/src/deep");
  EXPECT_EQ(find({}, "outer/inner/src/deep")->path, root() / "outer/inner");
  EXPECT_EQ(find({}, "outer")->path, root() / "outer");
}

TEST_F(FindCrateTest, OfAJuliaPackageTheOneCrateThatDependsOnPrebind) {
  write("G/Project.toml", "name = 'G'\n");
  write("G/src/G.jl", "");
  crate("G/deps/geometry", "geometry");
  crate("G/deps/prebind", "prebind", /*exports=*/false);
  crate("G/deps/geometry/target/package/geometry", "geometry");
  const auto found = find({}, "G/src");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->path, root() / "G/deps/geometry");
  EXPECT_EQ(found->julia_package, root() / "G");
}

TEST_F(FindCrateTest, ADependencyWithAnotherNameOrOfSomeTargetsCounts) {
  write("G/Project.toml", "");
  write("G/a/Cargo.toml",
        "[package]\nname = 'a'\n[dependencies]\nbinding = { package = 'prebind', path = 'x' }\n");
  EXPECT_EQ(find({}, "G")->path, root() / "G/a");
  write("H/Project.toml", "");
  write("H/a/Cargo.toml",
        "[package]\nname = 'a'\n[target.'cfg(unix)'.dependencies]\nprebind = '0.1'\n");
  EXPECT_EQ(find({}, "H")->path, root() / "H/a");
}

TEST_F(FindCrateTest, OfSeveralCratesOneIsNamed) {
  write("G/Project.toml", "");
  crate("G/deps/one", "one");
  crate("G/deps/two", "two");
  const auto several = find({}, "G");
  ASSERT_FALSE(several);
  EXPECT_EQ(several.error().message,
            "the Julia package `" + (root() / "G").string() + "` has several crates");
  EXPECT_EQ(several.error().help, "name one of them: `deps/one`, `deps/two`");
  EXPECT_EQ(find({.package = "two"}, "G")->path, root() / "G/deps/two");
  EXPECT_EQ(find({.package = "tow"}, "G").error().help, "did you mean `two`?");
}

TEST_F(FindCrateTest, SaysThatThereIsNone) {
  write("G/Project.toml", "");
  crate("G/deps/other", "other", /*exports=*/false);
  const auto without = find({}, "G");
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().message, "the Julia package `" + (root() / "G").string() +
                                         "` has no crate that depends on `prebind`");
  EXPECT_EQ(without.error().help,
            "name the folder of the crate, or add `prebind` to its dependencies");
  fs::create_directories(root() / "empty");
  const auto nothing = find({}, "empty");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().message, "there is no Cargo.toml in `" + (root() / "empty").string() +
                                         "` or any folder above it");
  EXPECT_EQ(nothing.error().help, "name the folder of a Rust crate, or go there");
}

TEST_F(FindCrateTest, AMemberOfTheWorkspaceByItsName) {
  write("w/Cargo.toml", "[workspace]\nmembers = ['crates/*', 'tools/named']\n");
  crate("w/crates/a", "first");
  crate("w/tools/named", "second");
  for (const char* start : {"w", "w/crates/a"}) {
    EXPECT_EQ(find({.package = "first"}, start)->path, root() / "w/crates/a");
    EXPECT_EQ(find({.package = "second"}, start)->path, root() / "w/tools/named");
  }
  EXPECT_EQ(find({.path = root() / "w", .package = "second"})->path, root() / "w/tools/named");
}

}  // namespace
}  // namespace prebind::engine
