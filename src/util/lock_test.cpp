#include "util/lock.h"

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

TEST_F(LockTest, ErrorsNameTheFile) {
  const auto failed = FileLock::wait(directory_.path() / "absent" / "x.lock");
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot lock `"));
  EXPECT_THAT(failed.error().message, HasSubstr("x.lock`: No such file or directory"));
}

}  // namespace
}  // namespace prebind
