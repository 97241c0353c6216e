#include "model/library_needs.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "model/test_libraries.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LibraryNeedsTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (directory_.path() / name).string(); }
  std::string written(const std::string& bytes) const {
    const std::string file = path("library");
    EXPECT_TRUE(write_file_atomically(file, bytes));
    return file;
  }
  /// By the C compiler, from a text without what C itself needs.
  std::string linked(const std::string& options) const {
    const std::string command = std::string(PREBIND_TEST_CC) + " -x c /dev/null -shared -fPIC " +
                                "-nostdlib -L" + directory_.path().string() + " -o ";
    EXPECT_EQ(std::system((command + path("libquad.so") + " -Wl,-soname,libquad.so.1").c_str()), 0);
    EXPECT_EQ(std::system((command + path("liball.so") + " " + options).c_str()), 0);
    return path("liball.so");
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(LibraryNeedsTest, OfElf) {
  const auto none = read_needs(linked(""));
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_THAT(none->libraries, IsEmpty());
  EXPECT_THAT(none->folders, IsEmpty());
  for (const std::string tags : {"--enable-new-dtags", "--disable-new-dtags"}) {
    const auto needs = read_needs(
        linked("-Wl," + tags + " -Wl,-rpath,'$ORIGIN' -Wl,-rpath,/a/b -Wl,--no-as-needed -lquad"));
    ASSERT_TRUE(needs) << needs.error().message;
    EXPECT_THAT(needs->libraries, ElementsAre("libquad.so.1"));
    EXPECT_THAT(needs->folders, ElementsAre("$ORIGIN", "/a/b"));
  }
}

TEST_F(LibraryNeedsTest, VersionsThatTheLoaderAsksFor) {
  const std::string source = path("versions.c"), map = path("map"), newer = path("libnewer.so");
  ASSERT_TRUE(write_file_atomically(map, "OLD_1 { global: f; };\nNEW_2.5 { global: g; h; };\n"));
  ASSERT_TRUE(write_file_atomically(source, "void f(void) {}\nvoid g(void) {}\nvoid h(void) {}\n"));
  const std::string compile = std::string(PREBIND_TEST_CC) + " -shared -fPIC -nostdlib ";
  ASSERT_EQ(
      std::system((compile + source + " -o " + newer + " -Wl,--version-script=" + map).c_str()), 0);
  const auto versions = [&](const std::string& text) {
    const std::string user = path("libuser.so");
    EXPECT_TRUE(write_file_atomically(source, text));
    EXPECT_EQ(std::system((compile + source + " " + newer + " -o " + user).c_str()), 0);
    return read_needs(user).value().versions;
  };
  EXPECT_THAT(versions("void f(void);\nvoid g(void);\nvoid x(void) { f(); g(); }\n"),
              ElementsAre(testing::Pair(newer, ElementsAre("NEW_2.5", "OLD_1"))));
  EXPECT_THAT(versions("void g(void);\nvoid x(void) { g(); }\n"),
              ElementsAre(testing::Pair(newer, ElementsAre("NEW_2.5"))));
  EXPECT_THAT(versions("void x(void) {}\n"), IsEmpty());
}

TEST_F(LibraryNeedsTest, OfOtherFormats) {
  for (const std::string& bytes : {macho({{"a", "b"}}), coff({{"a", "b"}})}) {
    const auto needs = read_needs(written(bytes));
    ASSERT_TRUE(needs) << needs.error().message;
    EXPECT_THAT(needs->libraries, IsEmpty());
    EXPECT_THAT(needs->folders, IsEmpty());
  }
}

TEST_F(LibraryNeedsTest, WhatIsNoLibraryIsAnError) {
  const auto text = read_needs(written("no library"));
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, testing::StartsWith("cannot read what the library needs: "));
  EXPECT_EQ(text.error().help, "build it again");
  EXPECT_EQ(read_needs("/dev/zero").error().message, "`/dev/zero` is a device, not a file");
}

}  // namespace
}  // namespace prebind::model
