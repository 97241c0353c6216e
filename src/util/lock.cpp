#include "util/lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include <fmt/format.h>

#include "util/system_error.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

Result<Descriptor> open_lock(const fs::path& path) {
  // Shared locks are asked for by readers of directories that they may not write to.
  int number = ::open(path.c_str(), O_RDWR | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0666);
  if (number < 0 && (errno == EACCES || errno == EROFS)) {
    number = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  }
  if (number < 0) return fail(system_error("lock", path, errno));
  return Descriptor(number);
}

int operation(LockMode mode) {
  return mode == LockMode::shared ? LOCK_SH : LOCK_EX;
}

}  // namespace

// flock and not fcntl: fcntl's locks belong to the process, and closing any descriptor of the file
// anywhere in it gives them up.
Result<FileLock> FileLock::wait(const fs::path& path, LockMode mode, int interrupt) {
  PREBIND_TRY(file, open_lock(path));
  while (::flock(file.get(), operation(mode)) != 0) {
    if (errno != EINTR) return fail(system_error("lock", path, errno));
    if (is_readable(interrupt)) {
      return fail(fmt::format("interrupted while waiting for the lock `{}`", path.string()), "",
                  "another prebind process holds it: let that one finish first");
    }
  }
  return FileLock(std::move(file));
}

Result<std::optional<FileLock>> FileLock::try_lock(const fs::path& path, LockMode mode) {
  PREBIND_TRY(file, open_lock(path));
  while (::flock(file.get(), operation(mode) | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::optional<FileLock>();
    if (errno != EINTR) return fail(system_error("lock", path, errno));
  }
  return std::optional<FileLock>(FileLock(std::move(file)));
}

}  // namespace prebind
