#include "util/temporary.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <functional>
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

using Make = Result<TemporaryFile> (*)(const fs::path&, mode_t, fs::path);

class TemporaryFileTest : public testing::TestWithParam<Make> {
 protected:
  const fs::path& folder() const { return directory_.path(); }
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder()), fs::directory_iterator()));
  }

 private:
  TemporaryDirectory directory_;
};

TEST_P(TemporaryFileTest, VanishesUnlessItIsPutInPlace) {
  {
    auto file = GetParam()(folder(), 0644, "the result");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("lost"));
  }
  EXPECT_EQ(entries(), 0u);
  for (const std::string content : {"first", "second"}) {  // the second replaces the first
    auto file = GetParam()(folder(), 0600, "the result");
    ASSERT_TRUE(file->write(content));
    ASSERT_TRUE(file->finish(/*sync=*/true));
    EXPECT_EQ(file->move_to(folder() / "none/kept"), ENOENT);
    EXPECT_EQ(file->move_to(folder() / "kept"), 0);
    EXPECT_EQ(read_file(folder() / "kept"), content);
  }
  EXPECT_EQ(read_file(folder() / "kept"), "second");
  EXPECT_EQ(fs::status(folder() / "kept").permissions(), fs::perms(0600));
  EXPECT_EQ(entries(), 1u);
}

INSTANTIATE_TEST_SUITE_P(With, TemporaryFileTest,
                         testing::Values(TemporaryFile::in, TemporaryFile::with_name_in));

/// Runs this in a process that is then killed.
void kill_after(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(Temporary, WhatKilledProcessesLeaveIsRemoved) {
  const TemporaryDirectory directory;
  const fs::path& folder = directory.path();
  auto alive = TemporaryFile::with_name_in(folder, 0600, "the result");
  auto alive_folder = TemporaryFolder::in(folder);
  const auto entries = [&] {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
  };
  EXPECT_EQ(entries(), 2);
  kill_after([&] {
    auto file = TemporaryFile::in(folder, 0600, "the result");
    (void)file->write("lost");
    ::raise(SIGKILL);
  });
  EXPECT_EQ(entries(), 2) << "without a name, nothing is left";
  kill_after([&] {
    auto file = TemporaryFile::with_name_in(folder, 0600, "the result");
    auto made = TemporaryFolder::in(folder);
    (void)write_new_file(made->path() / "a", "x");
    ::raise(SIGKILL);
  });
  EXPECT_EQ(entries(), 4);
  std::ofstream(folder / "of a person") << "x";
  remove_abandoned(folder);
  EXPECT_EQ(entries(), 3);
  EXPECT_TRUE(fs::exists(alive_folder->path()));
  EXPECT_EQ(alive->move_to(folder / "kept"), 0);
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
