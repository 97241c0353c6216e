#include "util/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>

#include <gtest/gtest.h>

#include "util/descriptor.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;
using SpawnFunction = int (*)(Spawn, pid_t&);

/// Both ways to start a program do the same.
class Spawning : public testing::TestWithParam<SpawnFunction> {
 protected:
  /// Runs a script of the shell; -1 if it did not start, else its exit status.
  int run(const std::string& script, Spawn what = {}) {
    const fs::path file = directory_.path() / "output";
    const Descriptor output(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    what.program = "/bin/sh";
    what.arguments = {"sh", "-c", script, "name", "an argument"};
    what.streams = {-1, output.get(), output.get()};
    pid_t process = 0;
    if (GetParam()(what, process) != 0) return -1;
    int status = 0;
    ::waitpid(process, &status, 0);
    output_ = *read_file(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  TemporaryDirectory directory_;
  std::string output_;
};

TEST_P(Spawning, InAFolderWithArgumentsAndEnvironment) {
  const fs::path folder = fs::canonical(directory_.path()) / "ein Ordner";
  fs::create_directory(folder);
  EXPECT_EQ(run("pwd; echo $1; echo $VALUE; echo error >&2; exit 3",
                {.environment = {"VALUE=a value"}, .directory = folder}),
            3);
  EXPECT_EQ(output_, folder.string() + "\nan argument\na value\nerror\n");
}

TEST_P(Spawning, AnErrorHasTheSystemsNumber) {
  pid_t process = 0;
  EXPECT_EQ(GetParam()({.program = "/absent/program", .directory = "/"}, process), ENOENT);
  EXPECT_EQ(GetParam()({.program = "/etc/passwd", .directory = "/"}, process), EACCES);
  EXPECT_EQ(GetParam()({.program = "/bin/true", .directory = "/absent"}, process), ENOENT);
  EXPECT_EQ(process, 0);
  EXPECT_EQ(::waitpid(-1, nullptr, 0), -1) << "a child that failed is left";
}

TEST_P(Spawning, AProgramIsFoundFromItsFolder) {
  std::error_code error;
  fs::create_symlink("/bin/sh", directory_.path() / "shell", error);
  pid_t process = 0;
  ASSERT_EQ(GetParam()({.program = "./shell",
                        .arguments = {"shell", "-c", "exit 5"},
                        .directory = directory_.path()},
                       process),
            0);
  int status = 0;
  ::waitpid(process, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

TEST_P(Spawning, NoSignalIsBlockedOrIgnored) {
  sigset_t blocked, before;
  ::sigfillset(&blocked);
  ::pthread_sigmask(SIG_SETMASK, &blocked, &before);
  const auto ignored = ::signal(SIGTERM, SIG_IGN);
  EXPECT_EQ(run("kill -TERM $$; exit 0", {.directory = "/"}), 128 + SIGTERM);
  EXPECT_EQ(run("kill -USR1 $$; exit 0", {.directory = "/"}), 128 + SIGUSR1);
  ::signal(SIGTERM, ignored);
  sigset_t after;
  ::pthread_sigmask(SIG_SETMASK, &before, &after);
  EXPECT_TRUE(::sigismember(&after, SIGUSR2)) << "the caller's own mask is kept";
}

TEST_P(Spawning, AGroupOfItsOwn) {
  EXPECT_EQ(run("test $(ps -o pgid= -p $$) = $$",
                {.environment = {"PATH=/usr/bin:/bin"}, .directory = "/", .own_group = true}),
            0)
      << output_;
  EXPECT_EQ(run("test $(ps -o pgid= -p $$) = $$",
                {.environment = {"PATH=/usr/bin:/bin"}, .directory = "/"}),
            1)
      << output_;
}

TEST_P(Spawning, NothingOfOursIsLeftOpen) {
  int expected = 4;  // 0, 1, 2, and the folder that ls reads
  for (int number = 3; number < 1000; ++number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++expected;  // whoever started the test left it
  }
  EXPECT_EQ(run("echo $(ls /proc/self/fd | wc -l)",
                {.environment = {"PATH=/usr/bin:/bin"}, .directory = "/"}),
            0);
  EXPECT_EQ(output_, std::to_string(expected) + "\n");
}

INSTANTIATE_TEST_SUITE_P(Ways, Spawning, testing::Values(spawn, spawn_by_fork),
                         [](const auto& way) { return way.index == 0 ? "spawn" : "fork"; });

}  // namespace
}  // namespace prebind
