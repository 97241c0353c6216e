#include "cargo/tree.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

struct TreeTest : testing::Test {
  void write(const std::string& name, const std::string& content = "") const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << content;
  }

  /// "f name", "d name", "d name -> link", relative to the directory that is read.
  std::vector<std::string> read(const fs::path& directory, Reading reading) const {
    std::vector<std::string> found;
    for (const TreeEntry& entry : read_tree(directory, reading, root / "w/target")) {
      std::string text = std::string(1, entry.type) + " " +
                         entry.path.string().substr(directory.string().size() + 1);
      if (!entry.link.empty()) text += " -> " + entry.link;
      found.push_back(std::move(text));
    }
    return found;
  }

  TemporaryDirectory directory;
  const fs::path root = directory.path();
};

TEST_F(TreeTest, EverythingIsEverything) {
  write("w/data/.hidden/a");
  write("w/data/target/b");
  write("w/data/nested/Cargo.toml");
  write("w/data/.git/c");
  fs::create_directories(root / "w/data/empty");
  EXPECT_THAT(read(root / "w/data", Reading::everything),
              ElementsAre("d .git", "f .git/c", "d .hidden", "f .hidden/a", "d empty", "d nested",
                          "f nested/Cargo.toml", "d target", "f target/b"));
}

TEST_F(TreeTest, LinksAreFollowedAndNamed) {
  write("far/a");
  write("far/deep/b");
  fs::create_directories(root / "w/data");
  fs::create_directory_symlink("../../far", root / "w/data/folder");
  fs::create_symlink("../../far/a", root / "w/data/file");
  fs::create_symlink("nowhere", root / "w/data/gone");
  fs::create_directory_symlink("..", root / "far/deep/back");
  EXPECT_THAT(
      read(root / "w/data", Reading::everything),
      ElementsAre("f file -> ../../far/a", "d folder -> ../../far", "f folder/a", "d folder/deep",
                  "f folder/deep/b", "d folder/deep/back -> ..", "o gone -> nowhere"));
}

TEST_F(TreeTest, WhatCargoBuildsIsNoPartOfIt) {
  write("w/a");
  write("w/target/prebind/x");
  write("w/target/made/y");
  fs::create_directory_symlink("target", root / "w/link");
  EXPECT_THAT(read(root / "w", Reading::everything), ElementsAre("f a"));
  EXPECT_THAT(read(root / "w/target", Reading::everything), ElementsAre("d made", "f made/y"));
}

TEST_F(TreeTest, APackageIsWhatIsItsOwn) {
  write("w/Cargo.toml");
  write("w/src/target/a");
  write("w/.hidden");
  write("w/.folder/b");
  write("w/.git/c");
  write("w/nested/Cargo.toml");
  write("w/nested/src/lib.rs");
  fs::create_directory_symlink("../nested", root / "w/src/link");
  fs::remove_all(root / "w/.git");
  EXPECT_THAT(read(root / "w", Reading::package),
              ElementsAre("f Cargo.toml", "d src", "d src/target", "f src/target/a"));
  // A repository, however far above, or a list in the manifest make hidden ones count.
  write("w/Cargo.toml", "[package]\ninclude = ['.folder/**']\n");
  EXPECT_THAT(read(root / "w", Reading::package), Contains("f .folder/b"));
  write("w/Cargo.toml");
  write(".git", "gitdir: elsewhere");
  EXPECT_THAT(read(root / "w", Reading::package), Contains("f .hidden"));
  write("w/.git/c");
  EXPECT_THAT(read(root / "w", Reading::package), Not(Contains("f .git/c")));
}

TEST_F(TreeTest, OfWhatIsNoDirectoryNothing) {
  write("file");
  EXPECT_THAT(read_tree(root / "file", Reading::everything, root / "target"), IsEmpty());
  EXPECT_THAT(read_tree(root / "absent", Reading::package, root / "target"), IsEmpty());
}

}  // namespace
}  // namespace prebind::cargo
