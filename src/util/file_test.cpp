#include "util/file.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/system_error.h"
#include "util/testing.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class FileTest : public testing::Test {
 protected:
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory_.path()), fs::directory_iterator()));
  }

  TemporaryDirectory directory_;
  fs::path path_ = directory_.path() / "größe and spaces.txt";
};

TEST_F(FileTest, WritesAndReads) {
  const std::string content("one\0two\n", 8);
  ASSERT_TRUE(write_file_atomically(path_, content));
  EXPECT_EQ(read_file(path_), content);
  EXPECT_EQ(entries(), 1u) << "the temporary file is gone";
}

TEST_F(FileTest, EmptyAndLargeFiles) {
  ASSERT_TRUE(write_file_atomically(path_, ""));
  EXPECT_EQ(read_file(path_), "");
  const std::string large(3'000'001, 'x');
  ASSERT_TRUE(write_file_atomically(path_, large, {.sync = true}));
  EXPECT_EQ(read_file(path_), large);
}

TEST_F(FileTest, ReadsFilesOfUnknownSize) {
  const auto content = read_file("/proc/self/status");
  ASSERT_TRUE(content);
  EXPECT_THAT(*content, StartsWith("Name:"));
}

TEST_F(FileTest, ModeIsSubjectToTheUmask) {
  const mode_t old = ::umask(027);
  ASSERT_TRUE(write_file_atomically(path_, "x", {.mode = 0777}));
  ::umask(old);
  EXPECT_EQ(fs::status(path_).permissions(), static_cast<fs::perms>(0750));
}

TEST_F(FileTest, ReadErrorsNameThePathTheReasonAndTheWayOut) {
  const auto missing = read_file(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message,
            "cannot read `" + path_.string() + "`: No such file or directory");
  EXPECT_THAT(missing.error().help, HasSubstr("check the path"));

  const auto directory = read_file(directory_.path());
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().message, HasSubstr("Is a directory"));
  EXPECT_EQ(directory.error().help, "name a file, not a directory");
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  const auto failed = write_file_atomically(directory_.path() / "absent" / "x", "new");
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot write `"));
  EXPECT_THAT(failed.error().message, HasSubstr("absent/x`: No such file or directory"));

  fs::create_directories(path_);  // a directory in the way: the rename fails
  EXPECT_FALSE(write_file_atomically(path_, "new"));
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FileTest, AWriteThatBreaksOffLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(write_file_atomically(path_, "old"));
  // A limit on the size of files breaks the write off in the middle, as a full disk would.
  rlimit old = {};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small = {.rlim_cur = 1000, .rlim_max = old.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto failed = write_file_atomically(path_, std::string(2000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, old_handler);

  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("File too large"));
  EXPECT_EQ(read_file(path_), "old");
  EXPECT_EQ(entries(), 1u);
}

TEST(SystemError, SaysTheWayOut) {
  const auto help = [](int number) { return system_error("write", "/a/b", number).help; };
  EXPECT_EQ(system_error("write", "/a/b", ENOSPC).message,
            "cannot write `/a/b`: No space left on device");
  EXPECT_THAT(help(ENOSPC), HasSubstr("free some space"));
  EXPECT_THAT(help(EROFS), HasSubstr("choose another place"));
  EXPECT_THAT(help(EACCES), HasSubstr("check the permissions of `/a/b`"));
  EXPECT_THAT(help(ENAMETOOLONG), HasSubstr("shorter name"));
  EXPECT_THAT(help(ELOOP), HasSubstr("symbolic links"));
  EXPECT_THAT(help(EMFILE), HasSubstr("ulimit -n"));
  EXPECT_THAT(help(EAGAIN), HasSubstr("short of memory"));
  EXPECT_THAT(help(EIO), HasSubstr("check the disk"));
}

TEST_F(FileTest, CopiesContentAndPermissions) {
  const fs::path copy = directory_.path() / "copy";
  ASSERT_TRUE(write_file_atomically(path_, std::string(600'000, 'y'), {.mode = 0755}));
  ASSERT_TRUE(copy_file_atomically(path_, copy));
  EXPECT_EQ(read_file(copy), read_file(path_));
  EXPECT_EQ(fs::status(copy).permissions(), fs::status(path_).permissions());
  EXPECT_FALSE(copy_file_atomically(directory_.path() / "absent", copy));
  EXPECT_EQ(read_file(copy), read_file(path_));
}

TEST_F(FileTest, AStagedFileIsPutInPlaceByCommit) {
  ASSERT_TRUE(write_file_atomically(path_, "old"));
  {
    auto dropped = StagedFile::with_content(path_, "new");
    ASSERT_TRUE(dropped);
    EXPECT_EQ(entries(), 2u);
  }
  EXPECT_EQ(read_file(path_), "old");
  EXPECT_EQ(entries(), 1u);

  auto staged = StagedFile::with_content(path_, "new");
  ASSERT_TRUE(staged);
  EXPECT_EQ(staged->commit(), true);
  EXPECT_EQ(read_file(path_), "new");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FileTest, AFileWithTheStagedContentStaysUntouched) {
  const auto inode = [](const fs::path& path) {
    struct stat status = {};
    ::stat(path.c_str(), &status);
    return status.st_ino;
  };
  ASSERT_TRUE(write_file_atomically(path_, "content"));
  const auto first = inode(path_);
  EXPECT_EQ(StagedFile::with_content(path_, "content")->commit(), false);
  EXPECT_EQ(inode(path_), first);

  const fs::path copy = directory_.path() / "copy";
  EXPECT_EQ(StagedFile::copy_of(path_, copy)->commit(), true);
  EXPECT_EQ(StagedFile::copy_of(path_, copy)->commit(), false);
  EXPECT_EQ(entries(), 2u);
}

TEST_F(FileTest, StagingFailsBeforeAnythingIsReplaced) {
  EXPECT_FALSE(StagedFile::with_content(directory_.path() / "absent" / "x", "new"));
  EXPECT_FALSE(StagedFile::copy_of(directory_.path() / "absent", path_));
  fs::create_directories(path_);
  auto blocked = StagedFile::with_content(path_, "new");
  ASSERT_TRUE(blocked);
  const auto failed = blocked->commit();
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("Is a directory"));
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FileTest, ASymbolicLinkIsReplaced) {
  std::ofstream(directory_.path() / "target") << "old";
  fs::create_symlink("target", path_);
  ASSERT_TRUE(write_file_atomically(path_, "new"));
  EXPECT_FALSE(fs::is_symlink(path_));
  EXPECT_EQ(read_file(directory_.path() / "target"), "old");
}

TEST_F(FileTest, CreatesDirectories) {
  ASSERT_TRUE(make_directories(directory_.path() / "a" / "b"));
  ASSERT_TRUE(make_directories(directory_.path() / "a" / "b"));
  std::ofstream(path_) << "a file";
  const auto failed = make_directories(path_ / "b");
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot create the directory `"));
}

}  // namespace
}  // namespace prebind
