#include "util/descriptor.h"

#include <dirent.h>

#include <cstdlib>
#include <vector>

#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace prebind {
namespace {

/// By the system's one call for it, which Linux has since 5.9, and glibc's function since 2.34.
bool close_by_range([[maybe_unused]] int first) {
#if defined(__linux__) && defined(SYS_close_range)
  return ::syscall(SYS_close_range, first, ~0U, 0) == 0;
#else
  return false;
#endif
}

}  // namespace

void close_one_by_one(int first) {
  std::vector<int> open;
  if (DIR* folder = ::opendir("/dev/fd")) {
    while (const dirent* entry = ::readdir(folder)) open.push_back(std::atoi(entry->d_name));
    ::closedir(folder);
  } else {
    const long most = ::sysconf(_SC_OPEN_MAX);
    for (int number = first; number < most; ++number) open.push_back(number);
  }
  for (const int number : open) {
    if (number >= first) ::close(number);
  }
}

void close_from(int first) {
  if (!close_by_range(first)) close_one_by_one(first);
}

}  // namespace prebind
