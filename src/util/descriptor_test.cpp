#include "util/descriptor.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <array>

#include <gtest/gtest.h>

namespace prebind {
namespace {

bool is_open(int number) {
  return ::fcntl(number, F_GETFD) >= 0;
}

/// In a child, for the test's own descriptors are closed: 0 if from `first` on none is left, and
/// the one before it is.
int status_after(void (*close)(int first), int first) {
  const pid_t child = ::fork();
  if (child == 0) {
    close(first);
    bool closed = true;
    for (int number = first; number < first + 200; ++number) closed &= !is_open(number);
    ::_exit((closed ? 0 : 1) + (is_open(first - 1) ? 0 : 2));
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(Descriptor, AllFromOneOnAreClosed) {
  const Descriptor kept(::open("/dev/null", O_RDONLY));
  // Neither in a row, nor the highest ones of a list.
  std::array<Descriptor, 3> others;
  for (const int distance : {1, 2, 150}) {
    const int number = ::fcntl(kept.get(), F_DUPFD, kept.get() + distance);
    others[distance % 3] = Descriptor(number);
    ASSERT_TRUE(is_open(number));
  }
  EXPECT_EQ(status_after(close_from, kept.get() + 1), 0);
  EXPECT_EQ(status_after(close_one_by_one, kept.get() + 1), 0);
}

}  // namespace
}  // namespace prebind
