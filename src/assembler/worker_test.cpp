#include "assembler/worker.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "assembler/testing.h"
#include "assembler/wire.h"
#include "util/lock.h"
#include "util/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::HasSubstr;

bool operator==(const Object& a, const Object& b) {
  return a.bytes == b.bytes && a.warnings == b.warnings;
}

TEST(Worker, GivesWhatAssembleGives) {
  Worker worker;
  for (const std::string_view text : {"nop\n", ".warning \"careful\"\nret\n",
                                      "movv\n.macro m\nfoo\n.endm\nm\n", "", ".fill -1,,"}) {
    for (const std::string_view machine : {"x86_64-linux", "aarch64-macos", "x86_64-windows"}) {
      const auto expected = assemble(text, variant(machine));
      const auto outcome = worker.assemble(text, variant(machine));
      ASSERT_EQ(outcome.has_value(), expected.has_value()) << text;
      if (expected) {
        EXPECT_TRUE(*outcome == *expected) << text;
      } else {
        EXPECT_EQ(outcome.error(), expected.error()) << text;
      }
    }
  }
}

TEST(Worker, PassesOnTheLimits) {
  Worker worker;
  const auto outcome = worker.assemble("nop\n", variant("x86_64-linux"), {.text_bytes = 3});
  EXPECT_THAT(outcome.error().at(0).message, HasSubstr("the text has 4 bytes, more than 3"));
}

TEST(Worker, TakesLargeTextsAndObjects) {
  Worker worker;
  const auto outcome = worker.assemble(std::string(1 << 20, '\n') + ".fill 5000000, 1, 7\n",
                                       variant("x86_64-linux"));
  ASSERT_TRUE(outcome);
  EXPECT_GT(outcome->bytes.size(), 5000000u);
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "add $1, %rax\n";
  return text;
}

/// Sends a signal to the child of the calling process when it has had one for a while: long enough
/// to be at work on a long text, which takes it a second.
void signal_child(int signal) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      std::ifstream children(task.path() / "children");
      if (pid_t child = 0; children >> child) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        ::kill(child, signal);
        return;
      }
    }
  }
}

TEST(Worker, SurvivesACrash) {
  Worker worker;
  std::thread crash([] { signal_child(SIGSEGV); });
  const auto outcome = worker.assemble(long_text(), variant("x86_64-linux"));
  crash.join();
  ASSERT_FALSE(outcome);
  const Diagnostic& diagnostic = outcome.error().at(0);
  EXPECT_THAT(diagnostic.message, HasSubstr("LLVM's assembler crashes (Segmentation fault)"));
  EXPECT_THAT(diagnostic.help, HasSubstr("write it in another way"));
  EXPECT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
}

TEST(Worker, SaysWhenItWasKilled) {
  Worker worker;
  std::thread kill([] { signal_child(SIGKILL); });
  const auto outcome = worker.assemble(long_text(), variant("x86_64-linux"));
  kill.join();
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().at(0).message,
              HasSubstr("was killed, perhaps because memory was short"));
}

TEST(Worker, StartsAnotherIfItWasEndedBetweenTwoTexts) {
  Worker worker;
  ASSERT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
  signal_child(SIGTERM);
  EXPECT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
}

TEST(Worker, EndsATextThatRunsWithoutEnd) {
  Worker worker({.work = std::chrono::milliseconds(0)});
  const auto outcome = worker.assemble(long_text(), variant("x86_64-linux"));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().at(0).message, "LLVM's assembler runs without end");
}

TEST(Worker, GivesUpWhenItIsStopped) {
  Worker worker;
  std::thread stop([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    worker.stop();
  });
  const auto outcome = worker.assemble(long_text(), variant("x86_64-linux"));
  stop.join();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().at(0).message, "the assembler was stopped");
  EXPECT_EQ(outcome.error().at(0).help, "start the command again");
  EXPECT_FALSE(worker.assemble("nop\n", variant("x86_64-linux"))) << "for good";
}

TEST(Worker, IsNotDisturbedByAnInterruptOfTheProgram) {
  Worker worker;
  ASSERT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
  const auto ignored = ::signal(SIGINT, SIG_IGN);
  ::setpgid(0, 0);  // the signal is for this test and its child, not for whoever runs it
  ::kill(0, SIGINT);
  ::signal(SIGINT, ignored);
  EXPECT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
}

TEST(Worker, HoldsNoLocksOfOurs) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "lock";
  Worker worker;
  {
    const auto lock = FileLock::wait(path);
    ASSERT_TRUE(lock);
    ASSERT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
  }
  EXPECT_TRUE(FileLock::try_lock(path).value().has_value());
}

TEST(Worker, OneInEachThread) {
  const std::string expected = assemble("nop\n", variant("aarch64-linux"))->bytes;
  std::atomic<int> different = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Worker worker;
      for (int turn = 0; turn < 20; ++turn) {
        const auto outcome = worker.assemble("nop\n", variant("aarch64-linux"));
        different += !outcome || outcome->bytes != expected;
        if (turn == 10) (void)worker.assemble("wrong\n", variant("wasm32"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

/// How many of the next children wait for ever, as for a lock that some thread had when they were
/// made.
std::atomic<int> children_that_wait = 0;

void let_children_wait(int count) {
  static const int registered = ::pthread_atfork(
      nullptr, [] { --children_that_wait; },
      [] {
        while (children_that_wait > 0) ::pause();
      });
  ASSERT_EQ(registered, 0);
  children_that_wait = count;
}

TEST(Worker, TakesAnotherChildForOneThatWaits) {
  for (const std::string& text : {std::string("nop\n"), long_text()}) {
    const auto expected = assemble(text, variant("x86_64-linux"));
    Worker worker({.wait = std::chrono::milliseconds(300)});
    let_children_wait(1);
    const auto outcome = worker.assemble(text, variant("x86_64-linux"));
    ASSERT_TRUE(outcome) << outcome.error().at(0).message;
    EXPECT_EQ(outcome->bytes, expected->bytes);
    EXPECT_EQ(children_that_wait, -1);
  }
}

TEST(Worker, SaysWhenEachChildWaits) {
  Worker worker({.wait = std::chrono::milliseconds(300)});
  let_children_wait(3);
  const auto outcome = worker.assemble("nop\n", variant("x86_64-linux"));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().at(0).message,
            "three assembler processes in a row did nothing but wait");
  EXPECT_THAT(outcome.error().at(0).help, HasSubstr("start the command again"));
  EXPECT_TRUE(worker.assemble("nop\n", variant("x86_64-linux")));
}

TEST(Worker, ThatCannotBeStartedIsAnErrorOfNoText) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 0;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  Worker worker;
  const auto outcome = worker.assemble("nop\n", variant("x86_64-linux"));
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(outcome);
  ASSERT_EQ(outcome.error().size(), 1U);
  EXPECT_EQ(outcome.error()[0].message,
            "could not start a process for the assembler: Too many open files");
  EXPECT_EQ(outcome.error()[0].line, 0U);
  EXPECT_THAT(outcome.error()[0].help, HasSubstr("`ulimit -u`"));
  EXPECT_TRUE(worker.assemble("nop\n", variant("x86_64-linux"))) << "the next is tried again";
}

TEST(Wire, BytesThatAreNotWhole) {
  const std::string job = to_bytes(Job{"wasm32", {}, "nop"});
  const std::string outcome = to_bytes(Outcome(tl::make_unexpected(Diagnostics{{.message = "m"}})));
  Job read_job;
  Outcome read_outcome;
  EXPECT_TRUE(from_bytes(job, read_job));
  EXPECT_EQ(read_job.text, "nop");
  EXPECT_TRUE(from_bytes(outcome, read_outcome));
  for (std::size_t size = 0; size < job.size(); ++size) {
    EXPECT_FALSE(from_bytes(job.substr(0, size), read_job));
  }
  for (std::size_t size = 0; size < outcome.size(); ++size) {
    EXPECT_FALSE(from_bytes(outcome.substr(0, size), read_outcome));
  }
  EXPECT_FALSE(from_bytes(job + "x", read_job));
}

}  // namespace
}  // namespace prebind::assembler
