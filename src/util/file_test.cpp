#include "util/file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
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
  EXPECT_EQ(
      directory.error(),
      (Error{"`" + directory_.path().string() + "` is a folder, not a file", "", "name a file"}));
}

// Nothing is waited for, nothing is read without end, and no device is replaced by a file.
TEST_F(FileTest, WhatIsNoFileIsAnErrorAtOnce) {
  const fs::path pipe = directory_.path() / "pipe", local = directory_.path() / "socket";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0666), 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = {}};
  ASSERT_LT(local.string().size(), sizeof address.sun_path);
  std::strcpy(address.sun_path, local.c_str());
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  fs::create_symlink("pipe", directory_.path() / "link");
  const std::vector<std::pair<fs::path, std::string>> all = {
      {pipe, "a pipe"},          {local, "a socket"},       {directory_.path() / "link", "a pipe"},
      {"/dev/zero", "a device"}, {"/dev/null", "a device"}, {directory_.path(), "a folder"}};
  for (const auto& [path, name] : all) {
    const Error error = {"`" + path.string() + "` is " + name + ", not a file", "", "name a file"};
    EXPECT_EQ(read_file(path).error(), error);
    EXPECT_EQ(write_file_atomically(path, "x").error(), error);
    EXPECT_EQ(copy_file_atomically(path, path_).error(), error);
    EXPECT_EQ(StagedFile::with_content(path, "x").error(), error);
  }
  ::close(socket);
  // What `/dev/stdout` is where standard output goes to a file.
  const fs::path open = directory_.path() / "stdout";
  std::ofstream(path_) << "mine";
  const int file = ::open(path_.c_str(), O_RDONLY);
  fs::create_symlink("/proc/self/fd/" + std::to_string(file), open);
  EXPECT_EQ(write_file_atomically(open, "x").error().message,
            "`" + open.string() + "` is an open file, not a path to write to");
  EXPECT_EQ(read_file(open), "mine");
  ::close(file);
}

TEST_F(FileTest, WhatIsTooLargeIsAnError) {
  std::ofstream(path_) << "";
  fs::resize_file(path_, std::uintmax_t{1} << 40);
  EXPECT_EQ(read_file(path_).error(),
            (Error{"`" + path_.string() + "` is too large: it has more than 4 GiB", "",
                   "name another file"}));
}

TEST_F(FileTest, FilesOfOthersAreNotBelieved) {
  EXPECT_EQ(distrust_file(path_), std::nullopt);
  std::ofstream(path_) << "x";
  fs::permissions(path_, static_cast<fs::perms>(0644));
  EXPECT_EQ(distrust_file(path_), std::nullopt);
  fs::permissions(path_, static_cast<fs::perms>(0646));
  EXPECT_EQ(distrust_file(path_),
            "others may write to `" + path_.string() + "` (`chmod go-w` prevents that)");
  const fs::path link = directory_.path() / "link";
  fs::create_symlink(path_, link);
  EXPECT_EQ(distrust_file(link), "`" + link.string() + "` is a link, not a file");
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  const auto failed = write_file_atomically(directory_.path() / "absent" / "x", "new");
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot write `"));
  EXPECT_THAT(failed.error().message, HasSubstr("absent/x`: No such file or directory"));

  EXPECT_EQ(entries(), 0u);
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
    EXPECT_EQ(read_file(path_), "old");
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
  EXPECT_FALSE(StagedFile::with_content(path_, "new"));
  // A folder that has come into the way since.
  fs::remove(path_);
  auto blocked = StagedFile::with_content(path_, "new");
  ASSERT_TRUE(blocked);
  fs::create_directories(path_);
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
