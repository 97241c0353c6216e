#include "store/disk.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <random>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "util/file.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 128 * 1024;

/// The number of bytes read, or -1.
ssize_t read_some(int file, char* to, std::size_t size) {
  while (true) {
    const ssize_t count = ::read(file, to, size);
    if (count >= 0 || errno != EINTR) return count;
  }
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

fs::path Layout::two_levels(const fs::path& directory, const Digest& name) {
  const std::string hex = name.hex();
  return directory / hex.substr(0, 2) / hex;
}

std::optional<std::string> distrust(const fs::path& directory) {
  struct stat data = {};
  if (::stat(directory.c_str(), &data) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return system_error("look at", directory, errno).message;
  }
  const std::string name = fmt::format("`{}`", directory.string());
  if (!S_ISDIR(data.st_mode)) return name + " is not a directory";
  if (data.st_uid != ::geteuid() && data.st_uid != 0) {
    return fmt::format("{} belongs to another user ({})", name, data.st_uid);
  }
  if ((data.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return fmt::format("others may write to {} (`chmod go-w` ends that)", name);
  }
  return std::nullopt;
}

Result<void> make_private_directory(const fs::path& path) {
  if (::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return {};
  return fail(system_error("create the directory", path, errno));
}

tl::expected<Copied, CopyError> copy_and_hash(int from, int to) {
  // With shared blocks, the copy is what is read: it cannot change any more.
  const bool is_shared = ::ioctl(to, FICLONE, from) == 0;
  const int source = is_shared ? to : from;
  Sha256 hash;
  Copied copied;
  std::vector<char> piece(kPiece);
  while (true) {
    const ssize_t count = read_some(source, piece.data(), piece.size());
    if (count < 0) return tl::make_unexpected(CopyError{.was_reading = true, .number = errno});
    if (count == 0) break;
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
    if (!is_shared && !write_all(to, bytes)) {
      return tl::make_unexpected(CopyError{.was_reading = false, .number = errno});
    }
    hash.update(bytes);
    copied.size += bytes.size();
  }
  copied.digest = Digest{hash.finish()};
  return copied;
}

Result<std::vector<File>> files_below(const fs::path& directory) {
  std::vector<File> files;
  std::vector<fs::path> directories = {directory};
  while (!directories.empty()) {
    const fs::path next = std::move(directories.back());
    directories.pop_back();
    std::error_code error;
    for (fs::directory_iterator entry(next, error), end; !error && entry != end;
         entry.increment(error)) {
      struct stat data = {};
      if (::lstat(entry->path().c_str(), &data) != 0) continue;
      if (S_ISDIR(data.st_mode)) directories.push_back(entry->path());
      if (!S_ISREG(data.st_mode)) continue;
      files.push_back({entry->path(), static_cast<std::uint64_t>(data.st_size), data.st_mtim});
    }
    if (error && error.value() != ENOENT) return fail(system_error("list", next, error.value()));
  }
  return files;
}

std::optional<std::string> read_all(int file) {
  std::string content;
  std::array<char, 16 * 1024> piece;
  while (true) {
    const ssize_t count = read_some(file, piece.data(), piece.size());
    if (count < 0) return std::nullopt;
    if (count == 0) return content;
    content.append(piece.data(), static_cast<std::size_t>(count));
  }
}

Result<NewFile> NewFile::create(const fs::path& directory, mode_t mode) {
  std::random_device random;
  while (true) {
    fs::path path = directory / fmt::format("{}{:08x}{:08x}", kTemporaryPrefix, random(), random());
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.is_open()) return NewFile(std::move(file), std::move(path));
    if (errno != EEXIST && errno != EINTR) return fail(system_error("write to", directory, errno));
  }
}

NewFile::~NewFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<void> NewFile::write(std::string_view bytes) {
  if (!write_all(file_.get(), bytes)) return fail(system_error("write", path_, errno));
  return {};
}

Result<void> NewFile::move_to(const fs::path& place) {
  // Network file systems report a full disk only here.
  if (!file_.close()) return fail(system_error("write", place, errno));
  if (::rename(path_.c_str(), place.c_str()) != 0) {
    if (errno != ENOENT) return fail(system_error("write", place, errno));
    PREBIND_CHECK(make_private_directory(place.parent_path()));
    if (::rename(path_.c_str(), place.c_str()) != 0) {
      return fail(system_error("write", place, errno));
    }
  }
  path_.clear();
  return {};
}

Result<std::optional<FileLock>> lock_within(const fs::path& path, LockMode mode,
                                            std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (true) {
    auto lock = FileLock::try_lock(path, mode);
    if (!lock || *lock || std::chrono::steady_clock::now() >= end) return lock;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

bool still_names(const fs::path& path, int file) {
  struct stat named = {}, open = {};
  return ::stat(path.c_str(), &named) == 0 && ::fstat(file, &open) == 0 &&
         named.st_ino == open.st_ino && named.st_dev == open.st_dev;
}

}  // namespace prebind::store
