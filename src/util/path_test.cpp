#include "util/path.h"

#include <fstream>

#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

void make_program(const fs::path& path) {
  std::ofstream(path) << "#!/bin/sh\n";
  fs::permissions(path, fs::perms::owner_all);
}

TEST(FindProgram, TheFirstExecutableOneWins) {
  const TemporaryDirectory directory;
  const fs::path one = directory.path() / "eins und", two = directory.path() / "zwei";
  fs::create_directories(one / "tool");  // a directory of that name is not a program
  fs::create_directories(two);
  make_program(two / "tool");
  const std::string search = one.string() + ":" + two.string();
  EXPECT_EQ(find_program("tool", search), two / "tool");
  make_program(one / "other");
  EXPECT_EQ(find_program("other", search), one / "other");
  std::ofstream(one / "text") << "not executable";
  EXPECT_EQ(find_program("text", search), std::nullopt);
  EXPECT_EQ(find_program("absent", search), std::nullopt);
  EXPECT_EQ(find_program("tool", ""), std::nullopt);
  EXPECT_EQ(find_program("", search), std::nullopt);
}

TEST(FindProgram, ANameWithASlashIsAPath) {
  const TemporaryDirectory directory;
  make_program(directory.path() / "tool");
  EXPECT_EQ(find_program((directory.path() / "tool").string(), ""), directory.path() / "tool");
  EXPECT_EQ(find_program((directory.path() / "absent").string(), "/bin"), std::nullopt);
}

TEST(AbsolutePath, IsNormal) {
  EXPECT_EQ(absolute_path("/a/./b/../c/"), "/a/c");
  EXPECT_EQ(absolute_path("/"), "/");
  EXPECT_EQ(absolute_path("x"), fs::current_path() / "x");
  EXPECT_EQ(absolute_path("."), fs::current_path());
  EXPECT_EQ(absolute_path(""), fs::current_path());
}

TEST(AbsolutePath, NamesTheSameFile) {
  const TemporaryDirectory directory;
  const fs::path root = directory.path();
  fs::create_directories(root / "deep" / "er");
  fs::create_directory_symlink("deep/er", root / "link");
  fs::create_symlink("nowhere/at/all", root / "broken");
  EXPECT_EQ(absolute_path(root / "link" / "x"), root / "link" / "x");
  EXPECT_EQ(absolute_path(root / "link" / ".." / "x"), root / "deep" / "x");
  EXPECT_EQ(absolute_path(root / "link" / ".." / ".." / "x"), root / "x");
  EXPECT_EQ(absolute_path(root / "deep" / "er" / ".." / "x"), root / "deep" / "x");
  EXPECT_EQ(absolute_path(root / "new" / ".." / "x"), root / "x");
  EXPECT_EQ(absolute_path(root / "broken" / ".." / "x").filename(), "x");
  EXPECT_EQ(absolute_path("/../../x"), "/x");
}

TEST(RelativePath, GoesThroughTheRealDirectories) {
  const TemporaryDirectory directory;
  const fs::path root = directory.path();
  fs::create_directories(root / "src" / "generated");
  fs::create_directories(root / "deps" / "lib");
  EXPECT_EQ(relative_path(root / "deps" / "lib", root / "src" / "generated"), "../../deps/lib");
  EXPECT_EQ(relative_path(root / "src", root / "src"), ".");
  EXPECT_EQ(relative_path(root / "deps" / "new" / "x", root / "deps"), "new/x");
  fs::create_directory_symlink(root / "src" / "generated", root / "link");
  EXPECT_EQ(relative_path(root / "deps", root / "link"), "../../deps");
}

TEST(RealPath, FollowsLinks) {
  const TemporaryDirectory directory;
  const fs::path root = directory.path();
  fs::create_directories(root / "deep" / "er");
  fs::create_directory_symlink(root / "deep" / "er", root / "link");
  EXPECT_EQ(real_path(root / "link" / ".." / "new" / "x"), root / "deep" / "new" / "x");
  EXPECT_EQ(real_path(root / "link" / ""), root / "deep" / "er");
  EXPECT_EQ(real_path("x"), fs::current_path() / "x");
  EXPECT_EQ(real_path(""), fs::current_path());
}

TEST(OwnProgram, IsThisTest) {
  EXPECT_EQ(own_program().filename(), "util_test");
}

}  // namespace
}  // namespace prebind
