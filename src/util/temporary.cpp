#include "util/temporary.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <mutex>
#include <random>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "util/system_error.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

/// Of what cannot be locked, as on some file servers.
constexpr std::time_t kAbandonedAfter = std::time_t{24} * 60 * 60;

/// Whether the lock is ours. A file system without locks leaves us without one. It is a shared one:
/// a file may be read under a lock as soon as it is in place, when ours is still there.
bool lock(int file) {
  return ::flock(file, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/// False if somebody who took it for abandoned was faster.
bool keep(int file) {
  struct stat data = {};
  return lock(file) && ::fstat(file, &data) == 0 && data.st_nlink > 0;
}

bool is_abandoned(int file, const struct stat& data) {
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return true;
  return errno != EWOULDBLOCK && std::time(nullptr) - data.st_mtime > kAbandonedAfter;
}

/// Once in a process for each folder: what is abandoned later is left to the next.
void remove_abandoned_once(const fs::path& directory) {
  static std::mutex mutex;
  static std::set<fs::path> known;
  {
    const std::scoped_lock guard(mutex);
    if (!known.insert(directory).second) return;
  }
  remove_abandoned(directory);
}

Descriptor nameless(const fs::path& directory, mode_t mode) {
#ifdef O_TMPFILE
  // Its name is given to it by way of /proc.
  static const bool has_proc = ::access("/proc/self/fd", X_OK) == 0;
  if (has_proc) {
    return Descriptor(::open(directory.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, mode));
  }
#endif
  (void)directory, (void)mode;
  return Descriptor(-1);
}

}  // namespace

std::string temporary_name() {
  std::random_device random;
  return fmt::format("{}{:08x}{:08x}", kTemporaryPrefix, random(), random());
}

void remove_abandoned(const fs::path& directory) {
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    if (!path.filename().string().starts_with(kTemporaryPrefix)) continue;
    const Descriptor file(
        ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat data = {};
    if (!file.is_open() || ::fstat(file.get(), &data) != 0 || data.st_uid != ::geteuid()) continue;
    if (!is_abandoned(file.get(), data)) continue;
    std::error_code ignored;
    if (S_ISDIR(data.st_mode)) {
      fs::remove_all(path, ignored);
    } else {
      ::unlink(path.c_str());
    }
  }
}

Result<TemporaryFile> TemporaryFile::in(const fs::path& directory, mode_t mode, fs::path shown) {
  remove_abandoned_once(directory.empty() ? "." : directory);
  Descriptor file = nameless(directory.empty() ? "." : directory, mode);
  if (!file.is_open()) return with_name_in(directory, mode, std::move(shown));
  lock(file.get());
  return TemporaryFile(std::move(file), directory, {}, std::move(shown));
}

Result<TemporaryFile> TemporaryFile::with_name_in(const fs::path& directory, mode_t mode,
                                                  fs::path shown) {
  remove_abandoned_once(directory.empty() ? "." : directory);
  while (true) {
    fs::path path = directory / temporary_name();
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.is_open()) {
      if (errno == EEXIST || errno == EINTR) continue;
      return fail(system_error("write", shown, errno));
    }
    if (!keep(file.get())) continue;
    return TemporaryFile(std::move(file), directory, std::move(path), std::move(shown));
  }
}

TemporaryFile::TemporaryFile(Descriptor file, fs::path directory, fs::path name, fs::path shown)
    : file_(std::move(file)),
      directory_(std::move(directory)),
      name_(std::move(name)),
      shown_(std::move(shown)) {}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::move(other.file_)),
      directory_(std::move(other.directory_)),
      name_(std::exchange(other.name_, {})),
      shown_(std::move(other.shown_)) {}

TemporaryFile::~TemporaryFile() {
  if (!name_.empty()) ::unlink(name_.c_str());
}

tl::unexpected<Error> TemporaryFile::failure() const {
  return fail(system_error("write", shown_, errno));
}

Result<void> TemporaryFile::write(std::string_view bytes) {
  if (!write_all(file_.get(), bytes)) return failure();
  return {};
}

Result<void> TemporaryFile::finish(bool sync) {
  if (sync && ::fsync(file_.get()) != 0) return failure();
  // Network file systems report a full disk when a descriptor is closed; ours keeps the lock.
  Descriptor second(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0));
  if (!second.is_open() || !second.close()) return failure();
  return {};
}

int TemporaryFile::link_at(const fs::path& path) const {
  const std::string own = fmt::format("/proc/self/fd/{}", file_.get());
  return ::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0 ? 0
                                                                                         : errno;
}

int TemporaryFile::move_to(const fs::path& path) {
  const bool is_nameless = name_.empty();
  if (is_nameless) {
    int number = link_at(path);
    if (number != EEXIST) return number;
    // A link replaces nothing, but a file with a name does.
    fs::path name = directory_ / temporary_name();
    number = link_at(name);
    if (number != 0) return number;
    name_ = std::move(name);
  }
  const int number = ::rename(name_.c_str(), path.c_str()) == 0 ? 0 : errno;
  if (number != 0 && is_nameless) ::unlink(name_.c_str());
  if (number == 0 || is_nameless) name_.clear();
  return number;
}

Result<TemporaryFolder> TemporaryFolder::in(const fs::path& parent) {
  remove_abandoned_once(parent.empty() ? "." : parent);
  while (true) {
    fs::path path = parent / temporary_name();
    if (::mkdir(path.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;
      return fail(system_error("create a directory in", parent, errno));
    }
    Descriptor held(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!held.is_open() && errno != ENOENT) {
      return fail(system_error("create a directory in", parent, errno));
    }
    if (held.is_open() && keep(held.get()))
      return TemporaryFolder(std::move(held), std::move(path));
  }
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : lock_(std::move(other.lock_)), path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

}  // namespace prebind
