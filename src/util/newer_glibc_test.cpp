#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <unwind.h>

#include <cerrno>
#include <ctime>
#include <set>

#include <gtest/gtest.h>

// The functions under names of their own, beside the C library's.
extern "C" {
std::uint32_t own_arc4random();
int own_clockwait(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*);
int own_find_object(void* address, dl_find_object* found);
}

namespace prebind {
namespace {

double seconds(const timespec& time) {
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

timespec now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time;
}

TEST(NewerGlibc, RandomNumbersDiffer) {
  std::set<std::uint32_t> numbers;
  for (int i = 0; i < 64; ++i) numbers.insert(own_arc4random());
  EXPECT_GT(numbers.size(), 60U);
}

class ClockWait : public testing::Test {
 protected:
  /// Waits until `later` seconds from now; how long it took.
  double wait(double later, int expected) {
    const timespec start = now();
    timespec until = start;
    until.tv_nsec += static_cast<long>(later * 1e9);
    for (; until.tv_nsec >= 1'000'000'000; until.tv_nsec -= 1'000'000'000) ++until.tv_sec;
    for (; until.tv_nsec < 0; until.tv_nsec += 1'000'000'000) --until.tv_sec;
    ::pthread_mutex_lock(&mutex_);
    EXPECT_EQ(own_clockwait(&condition_, &mutex_, CLOCK_MONOTONIC, &until), expected);
    ::pthread_mutex_unlock(&mutex_);
    return seconds(now()) - seconds(start);
  }

  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition_ = PTHREAD_COND_INITIALIZER;
};

TEST_F(ClockWait, EndsAtItsTime) {
  EXPECT_GE(wait(0.05, ETIMEDOUT), 0.05);
}

TEST_F(ClockWait, EndsAtOnceWhenTheTimeIsOver) {
  EXPECT_LT(wait(-2.5, ETIMEDOUT), 1.0);
}

TEST_F(ClockWait, WakesUpForNothingAfterASecond) {
  EXPECT_LT(wait(600, 0), 300.0);
}

TEST(NewerGlibc, FindsTheTablesOfEveryLibrary) {
  void* const own = reinterpret_cast<void*>(&seconds);
  for (void* address : {own, ::dlsym(RTLD_DEFAULT, "malloc"), ::dlsym(RTLD_DEFAULT, "cos")}) {
    if (address == nullptr) continue;
    dl_find_object theirs, ours;

    ASSERT_EQ(::_dl_find_object(address, &theirs), 0);
    ASSERT_EQ(own_find_object(address, &ours), 0);
    EXPECT_EQ(ours.dlfo_eh_frame, theirs.dlfo_eh_frame);
    EXPECT_EQ(ours.dlfo_map_start == theirs.dlfo_map_start, true);
  }
  dl_find_object none;
  EXPECT_EQ(own_find_object(nullptr, &none), -1);
}

}  // namespace
}  // namespace prebind
