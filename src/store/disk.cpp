#include "store/disk.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/file.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 128 * 1024;

}  // namespace

fs::path Layout::two_levels(const fs::path& directory, const Digest& name) {
  const std::string hex = name.hex();
  return directory / hex.substr(0, 2) / hex;
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

Result<void> move_to(TemporaryFile file, const fs::path& place) {
  PREBIND_CHECK(file.finish());
  int number = file.move_to(place);
  if (number == ENOENT) {
    PREBIND_CHECK(make_private_directory(place.parent_path()));
    number = file.move_to(place);
  }
  if (number == 0) return {};
  return fail(system_error("write", place, number));
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
