#include "archive/set.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::archive {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class SetTest : public testing::Test {
 protected:
  fs::path root() const { return directory_.path() / "archives"; }

  void put(const std::string& below, std::string_view content) const {
    ASSERT_TRUE(make_directories((root() / below).parent_path()));
    ASSERT_TRUE(write_file_atomically(root() / below, content));
  }

  Set set() const {
    return {.root = root(),
            .package = "pack",
            .version = "1.0.0",
            .variants = {{"wasm32", {{"a.s", "text"}, {"libpack.1.0.0.a.a", "bytes"}}}},
            .is_complete = true};
  }

  Difference difference(const Set& set) const {
    auto found = compare(set);
    EXPECT_TRUE(found);
    return found.value_or(Difference{});
  }

  void mend(const Set& set) const {
    const auto replaced = replace(set, difference(set));
    ASSERT_TRUE(replaced) << replaced.error().message;
    EXPECT_TRUE(difference(set).empty());
  }

  std::vector<std::string> files() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(directory_.path())) {
      found.push_back(entry.path().lexically_relative(directory_.path()).generic_string());
    }
    std::ranges::sort(found);
    return found;
  }

  static std::pair<ino_t, long> identity(const fs::path& path) {
    struct stat status = {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return {status.st_ino, status.st_mtim.tv_nsec};
  }

  TemporaryDirectory directory_;
};

TEST_F(SetTest, TheFirstSetIsWritten) {
  EXPECT_THAT(difference(set()).missing, ElementsAre("wasm32/a.s", "wasm32/libpack.1.0.0.a.a"));
  mend(set());
  EXPECT_THAT(files(), ElementsAre("archives", "archives/wasm32", "archives/wasm32/a.s",
                                   "archives/wasm32/libpack.1.0.0.a.a"));
  EXPECT_EQ(read_file(root() / "wasm32/a.s"), "text");
}

TEST_F(SetTest, WhatIsRightStaysTheSameFile) {
  mend(set());
  const auto file = identity(root() / "wasm32/a.s");
  const auto folder = identity(root());
  mend(set());
  EXPECT_EQ(identity(root()), folder) << "nothing to do";

  put("wasm32/libpack.1.0.0.a.a", "other");
  EXPECT_THAT(difference(set()).different, ElementsAre("wasm32/libpack.1.0.0.a.a"));
  mend(set());
  EXPECT_EQ(identity(root() / "wasm32/a.s"), file);
  EXPECT_EQ(read_file(root() / "wasm32/libpack.1.0.0.a.a"), "bytes");
}

TEST_F(SetTest, AFolderWithoutChangesKeepsItsTime) {
  Set two = set();
  two.variants["wasm64"] = two.variants["wasm32"];
  mend(two);
  const auto time = fs::last_write_time(root() / "wasm64");
  two.variants["wasm32"]["a.s"] = "new";
  mend(two);
  EXPECT_EQ(fs::last_write_time(root() / "wasm64"), time);
}

TEST_F(SetTest, ArchivesThatNobodyAsksForGo) {
  mend(set());
  put("wasm32/gone.s", "");
  put("wasm32/libpack.0.9.0.a.a", "");
  put("x86_64-linux/a.s", "");
  EXPECT_THAT(difference(set()).unwanted,
              ElementsAre("wasm32/gone.s", "wasm32/libpack.0.9.0.a.a", "x86_64-linux/a.s"));
  Set partial = set();
  partial.is_complete = false;
  EXPECT_THAT(difference(partial).unwanted,
              ElementsAre("wasm32/gone.s", "wasm32/libpack.0.9.0.a.a"))
      << "other variants are left alone";
  mend(set());
  EXPECT_FALSE(fs::exists(root() / "x86_64-linux"));
}

TEST_F(SetTest, OfSomeFeaturesOnlyTheirOwnOldArchivesGo) {
  Set some = set();
  some.is_complete = false;
  some.keeps_others = true;
  mend(some);
  const std::vector<std::string> others = {
      "libpack.1.0.0.b.a",      "libpack.0.9.0.b.a", "b.s",
      "libpack.1.0.0.long.a.a", "long.a.s",          "libpack.1.0.0-rc.1.long.b.a"};
  for (const std::string& file : others) put("wasm32/" + file, "");
  put("wasm32/libpack.0.9.0-rc.1.a.a", "");
  EXPECT_THAT(difference(some).unwanted, ElementsAre("wasm32/libpack.0.9.0-rc.1.a.a"));
  mend(some);
  for (const std::string& file : others) EXPECT_TRUE(fs::exists(root() / "wasm32" / file)) << file;
}

TEST_F(SetTest, LineEndsOfACheckoutAreNoDifference) {
  Set lines = set();
  lines.variants["wasm32"]["a.s"] = "one\ntwo\n";
  mend(lines);
  put("wasm32/a.s", "one\r\ntwo\r\n");
  EXPECT_TRUE(difference(lines).empty());
  put("wasm32/a.s", "one\r\ntwo\r\n\r\n");
  EXPECT_THAT(difference(lines).different, ElementsAre("wasm32/a.s"));
}

TEST_F(SetTest, WhatIsNoArchiveIsSaid) {
  mend(set());
  put("wasm32/libpack.1.0.0.a.a", "");
  EXPECT_THAT(difference(set()).damaged,
              ElementsAre(testing::Pair("wasm32/libpack.1.0.0.a.a", "is empty")));
  put("wasm32/libpack.1.0.0.a.a", "!<arch>\n");
  EXPECT_THAT(difference(set()).different, ElementsAre("wasm32/libpack.1.0.0.a.a"));
  EXPECT_THAT(difference(set()).damaged, IsEmpty());
}

TEST_F(SetTest, WhatIsNotOursStays) {
  put("README", "read");
  put("wasm32/notes.txt", "");
  put("wasm32/libother.1.0.0.b.a", "");
  put("wasm32/b.s", "of the other package");
  put("not-a-variant/c.s", "");
  fs::create_symlink("README", root() / "link");
  EXPECT_THAT(difference(set()).unwanted, IsEmpty());
  mend(set());
  for (const char* kept : {"README", "link", "wasm32/notes.txt", "wasm32/libother.1.0.0.b.a",
                           "wasm32/b.s", "not-a-variant/c.s"}) {
    EXPECT_TRUE(fs::exists(root() / kept)) << kept;
  }
  EXPECT_TRUE(fs::is_symlink(root() / "link"));
}

TEST_F(SetTest, AFolderThatCannotBeMadeIsAnError) {
  ASSERT_TRUE(write_file_atomically(root(), "a file"));
  const auto found = compare(set());
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, testing::HasSubstr("Not a directory"));
  EXPECT_FALSE(
      replace(set(), {.missing = {"wasm32/a.s"}, .different = {}, .unwanted = {}, .damaged = {}}));
  EXPECT_EQ(read_file(root()), "a file") << "it is left as it was";
}

}  // namespace
}  // namespace prebind::archive
