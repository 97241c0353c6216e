#include "engine/packages/undo.h"

#include <gmock/gmock.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

TEST(Undo, PutsBackWhatWasThere) {
  TemporaryDirectory directory;
  const fs::path there = directory.path() / "there", absent = directory.path() / "absent";
  const fs::path made = directory.path() / "a/b/made", other = directory.path() / "a/kept";
  ASSERT_TRUE(write_file_atomically(there, std::string("be\0fore", 7)));
  fs::permissions(there, fs::perms::owner_read | fs::perms::owner_write);
  {
    Undo undo;
    ASSERT_TRUE(undo.remember(there));
    ASSERT_TRUE(undo.remember(absent));
    undo.will_make(made);
    undo.will_make(directory.path());  // it is there
    ASSERT_TRUE(write_file_atomically(there, "changed"));
    ASSERT_TRUE(undo.remember(there));  // again, and too late
    ASSERT_TRUE(write_file_atomically(absent, "new"));
    ASSERT_TRUE(make_directories(made));
    ASSERT_TRUE(write_file_atomically(made / "file", "new"));
  }
  EXPECT_EQ(read_file(there).value(), std::string("be\0fore", 7));
  EXPECT_EQ(fs::status(there).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(absent));
  EXPECT_FALSE(fs::exists(directory.path() / "a"));

  // What somebody else put beside it stays.
  {
    Undo undo;
    undo.will_make(made);
    ASSERT_TRUE(make_directories(made));
    ASSERT_TRUE(write_file_atomically(other, "of somebody"));
  }
  EXPECT_TRUE(fs::exists(other));
  EXPECT_FALSE(fs::exists(directory.path() / "a/b"));
}

TEST(Undo, KeepsWhatWentWell) {
  TemporaryDirectory directory;
  const fs::path made = directory.path() / "made";
  {
    Undo undo;
    undo.will_make(made);
    ASSERT_TRUE(make_directories(made));
    undo.keep();
  }
  EXPECT_TRUE(fs::exists(made));
}

}  // namespace
}  // namespace prebind::engine
