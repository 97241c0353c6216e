#include "util/process.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

Command shell(std::string script) {
  return {.program = "/bin/sh",
          .arguments = {"-c", std::move(script)},
          .output = Output::capture,
          .errors = Output::capture};
}

TEST(Process, CapturesBothStreamsAndTheStatus) {
  const auto finished = run(shell("echo out; echo err >&2; exit 3"));
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->output, "out\n");
  EXPECT_EQ(finished->errors, "err\n");
  EXPECT_EQ(finished->status, 3);
  EXPECT_FALSE(finished->succeeded());
  EXPECT_EQ(to_string(*finished), "exit status 3");
}

TEST(Process, ArgumentsPassUnchanged) {
  Command command = shell("printf '%s|' \"$@\"");
  for (const char* argument : {"sh", "a b", "", "ü'\"$x\n"}) command.arguments.push_back(argument);
  EXPECT_EQ(run(command)->output, "a b||ü'\"$x\n|");
}

TEST(Process, EnvironmentIsInheritedAndChanged) {
  ::setenv("PREBIND_TEST_KEPT", "kept", 1);
  ::setenv("PREBIND_TEST_GONE", "gone", 1);
  Command command = shell("echo ${PREBIND_TEST_KEPT-no} ${PREBIND_TEST_GONE-no} ${PREBIND_NEW-no}");
  command.environment = {{"PREBIND_TEST_GONE", std::nullopt}, {"PREBIND_NEW", "new one"}};
  EXPECT_EQ(run(command)->output, "kept no new one\n");
}

TEST(Process, RunsInADirectory) {
  const TemporaryDirectory directory;
  fs::create_directory(directory.path() / "mit Leerzeichen ü");
  Command command = shell("pwd");
  command.directory = directory.path() / "mit Leerzeichen ü";
  EXPECT_EQ(run(command)->output, command.directory.string() + "\n");
}

TEST(Process, LinesComeOneByOne) {
  std::vector<std::string> lines, errors;
  Command command = shell("printf 'one\\r\\n\\ntwo'; echo problem >&2");
  command.output = command.errors = Output::lines;
  command.on_output = [&](std::string_view line) { lines.emplace_back(line); };
  command.on_errors = [&](std::string_view line) { errors.emplace_back(line); };
  ASSERT_TRUE(run(command));
  EXPECT_THAT(lines, ElementsAre("one", "", "two"));
  EXPECT_THAT(errors, ElementsAre("problem"));
}

TEST(Process, MuchOutputOnBothStreamsDoesNotBlock) {
  const auto finished = run(shell(
      "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); printf '%0100d' 0; printf '%0100d' 0 >&2; done"));
  EXPECT_EQ(finished->output.size(), 300'000u);
  EXPECT_EQ(finished->errors.size(), 300'000u);
}

TEST(Process, InputIsEmptyAndDiscardedOutputGoesNowhere) {
  Command command = shell("cat; echo x");
  command.output = command.errors = Output::discard;
  const auto finished = run(command);
  EXPECT_TRUE(finished->succeeded());
  EXPECT_EQ(finished->output, "");
}

TEST(Process, ADaemonThatKeepsThePipeDoesNotHoldUs) {
  const auto finished = run(shell("sleep 30 & echo $!"));
  ASSERT_TRUE(finished);
  EXPECT_TRUE(finished->succeeded());
  ::kill(std::stoi(finished->output), SIGKILL);
}

TEST(Process, ASignalIsReported) {
  const auto finished = run(shell("kill -KILL $$"));
  EXPECT_EQ(finished->signal, SIGKILL);
  EXPECT_FALSE(finished->succeeded());
  EXPECT_EQ(to_string(*finished), "signal 9 (Killed)");
}

TEST(Process, SignalsThatWeIgnoreAreNotIgnoredByThePrograms) {
  const auto old = std::signal(SIGINT, SIG_IGN);
  EXPECT_EQ(run(shell("kill -INT $$; echo survived"))->signal, SIGINT);
  std::signal(SIGINT, old);
}

TEST(Process, WhatCannotBeStartedIsAnError) {
  const auto missing = run({.program = "/nonexistent/tool"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "cannot start `/nonexistent/tool`: No such file or directory");

  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "text") << "x";
  const auto not_executable = run({.program = directory.path() / "text"});
  ASSERT_FALSE(not_executable);
  EXPECT_THAT(not_executable.error().message, HasSubstr("Permission denied"));
  EXPECT_THAT(not_executable.error().help, HasSubstr("check the permissions"));

  Command command = shell("true");
  command.directory = directory.path() / "absent";
  const auto no_directory = run(command);
  ASSERT_FALSE(no_directory);
  EXPECT_THAT(no_directory.error().message, HasSubstr("absent`: Not a directory"));
}

class ProcessInterruptTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(::pipe(ends_.data()), 0); }
  void TearDown() override {
    for (const int end : ends_) ::close(end);
  }
  void interrupt() { ASSERT_EQ(::write(ends_[1], "x", 1), 1); }

  std::array<int, 2> ends_;
};

TEST_F(ProcessInterruptTest, EndsTheProgramAndItsChildren) {
  const TemporaryDirectory directory;
  Command command = shell("sleep 30 & echo $! > child; mv child pid; wait");
  command.directory = directory.path();
  command.interrupt = ends_[0];
  std::thread interrupter([&] {
    while (!fs::exists(directory.path() / "pid")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    interrupt();
  });
  const auto finished = run(command);
  interrupter.join();
  ASSERT_TRUE(finished);
  EXPECT_TRUE(finished->interrupted);
  EXPECT_FALSE(finished->succeeded());
  EXPECT_EQ(to_string(*finished), "interrupted");
  // The orphan is gone as soon as init has waited for it.
  const pid_t child = std::stoi(*read_file(directory.path() / "pid"));
  const auto is_running = [&] {
    const auto state = read_file("/proc/" + std::to_string(child) + "/stat");
    return state && state->find(") Z") == std::string::npos;
  };
  for (int i = 0; i < 500 && is_running(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_FALSE(is_running());
}

TEST_F(ProcessInterruptTest, KillsWhatDoesNotWantToEnd) {
  Command command = shell("trap '' TERM; while true; do sleep 0.01; done");
  command.interrupt = ends_[0];
  command.grace = std::chrono::milliseconds(50);
  interrupt();
  const auto finished = run(command);
  ASSERT_TRUE(finished);
  EXPECT_TRUE(finished->interrupted);
}

TEST(Run, NeedsTheDirectory) {
  const auto failed = run({.program = "/bin/true", .directory = "/nonexistent"});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "cannot run a program in `/nonexistent`: Not a directory");
  EXPECT_NE(failed.error().help, "");
}

TEST(ToShell, QuotesWhatNeedsIt) {
  EXPECT_EQ(to_shell({.program = "/usr/bin/cargo",
                      .arguments = {"rustc", "--features=a,b", "", "it's", "a b"}}),
            "/usr/bin/cargo rustc --features=a,b '' 'it'\\''s' 'a b'");
}

}  // namespace
}  // namespace prebind
