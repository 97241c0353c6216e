#include "util/temporary.h"

#include <sys/stat.h>

#include <set>

#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

TEST(TemporaryName, IsAnotherEachTime) {
  std::set<std::string> names;
  for (int i = 0; i < 100; ++i) names.insert(temporary_name());
  EXPECT_EQ(names.size(), 100u);
  EXPECT_TRUE(names.begin()->starts_with(kTemporaryPrefix));
}

TEST(TemporaryFile, VanishesUnlessItIsReleased) {
  const TemporaryDirectory directory;
  {
    auto file = TemporaryFile::in(directory.path(), 0644, "the result");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("lost"));
    EXPECT_FALSE(fs::is_empty(directory.path()));
  }
  EXPECT_TRUE(fs::is_empty(directory.path()));
  fs::path kept;
  {
    auto file = TemporaryFile::in(directory.path(), 0600, "the result");
    ASSERT_TRUE(file->write("kept"));
    kept = file->release(/*sync=*/true).value();
  }
  EXPECT_EQ(read_file(kept), "kept");
  EXPECT_EQ(fs::status(kept).permissions(), fs::perms(0600));
}

TEST(TemporaryFile, ErrorsNameWhatItIsFor) {
  const TemporaryDirectory directory;
  const auto file = TemporaryFile::in(directory.path() / "none", 0600, "the result");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "cannot write `the result`: No such file or directory");
}

TEST(TemporaryFolder, VanishesWithWhatIsInIt) {
  const TemporaryDirectory directory;
  {
    const auto folder = TemporaryFolder::in(directory.path());
    ASSERT_TRUE(folder);
    EXPECT_EQ(fs::status(folder->path()).permissions(), fs::perms(0700));
    fs::create_directories(folder->path() / "a/b");
    ASSERT_TRUE(write_file_atomically(folder->path() / "a/b/c", "content"));
  }
  EXPECT_TRUE(fs::is_empty(directory.path()));
  const auto nowhere = TemporaryFolder::in(directory.path() / "none");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().message, "cannot create a directory in `" +
                                         (directory.path() / "none").string() +
                                         "`: No such file or directory");
}

}  // namespace
}  // namespace prebind
