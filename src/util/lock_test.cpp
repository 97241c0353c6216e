#include "util/lock.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind {
namespace {

using testing::HasSubstr;

class LockTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::filesystem::path path_ = directory_.path() / "ein schloß.lock";
};

TEST_F(LockTest, AnExclusiveLockExcludes) {
  {
    const auto held = FileLock::wait(path_);
    ASSERT_TRUE(held);
    EXPECT_FALSE(FileLock::try_lock(path_)->has_value());
    EXPECT_FALSE(FileLock::try_lock(path_, LockMode::shared)->has_value());
  }
  EXPECT_TRUE(FileLock::try_lock(path_)->has_value());
}

TEST_F(LockTest, SharedLocksGoTogether) {
  const auto first = FileLock::wait(path_, LockMode::shared);
  ASSERT_TRUE(first);
  EXPECT_TRUE(FileLock::try_lock(path_, LockMode::shared)->has_value());
  EXPECT_FALSE(FileLock::try_lock(path_)->has_value());
}

TEST_F(LockTest, WaitingEndsWhenTheHolderLetsGo) {
  auto held = FileLock::try_lock(path_);
  ASSERT_TRUE(held && *held);
  std::atomic<bool> got = false;
  std::thread waiter([&] {
    EXPECT_TRUE(FileLock::wait(path_));
    got = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(got);
  held->reset();
  waiter.join();
  EXPECT_TRUE(got);
}

TEST_F(LockTest, WaitingCanBeInterrupted) {
  const auto held = FileLock::wait(path_);
  ASSERT_TRUE(held);
  struct sigaction action = {};
  action.sa_handler = [](int) {};  // without SA_RESTART: the wait is to end
  struct sigaction before = {};
  ASSERT_EQ(::sigaction(SIGUSR1, &action, &before), 0);
  std::array<int, 2> ends = {};
  ASSERT_EQ(::pipe(ends.data()), 0);
  std::atomic<bool> has_ended = false;
  std::thread waiter([&] {
    const auto waited = FileLock::wait(path_, LockMode::exclusive, ends[0]);
    has_ended = true;
    ASSERT_FALSE(waited);
    EXPECT_EQ(waited.error().message,
              "interrupted while waiting for the lock `" + path_.string() + "`");
  });
  // A signal alone is no interruption. It may come before the wait, so it comes again and again.
  for (int i = 0; i < 5; ++i) {
    ::pthread_kill(waiter.native_handle(), SIGUSR1);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_FALSE(has_ended);
  ASSERT_EQ(::write(ends[1], "!", 1), 1);
  while (!has_ended) {
    ::pthread_kill(waiter.native_handle(), SIGUSR1);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  waiter.join();
  ::sigaction(SIGUSR1, &before, nullptr);
  for (const int end : ends) ::close(end);
}

TEST_F(LockTest, ErrorsNameTheFile) {
  const auto failed = FileLock::wait(directory_.path() / "absent" / "x.lock");
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot lock `"));
  EXPECT_THAT(failed.error().message, HasSubstr("x.lock`: No such file or directory"));
}

}  // namespace
}  // namespace prebind
