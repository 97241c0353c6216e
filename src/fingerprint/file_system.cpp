#include "fingerprint/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/system_error.h"
#include "util/temporary.h"

namespace prebind::fingerprint {
namespace {

FileTime nanoseconds(const timespec& time) {
  return static_cast<FileTime>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileStat convert(const struct stat& data) {
  return {.modified = nanoseconds(data.st_mtim),
          .changed = nanoseconds(data.st_ctim),
          .size = static_cast<std::uint64_t>(data.st_size),
          .inode = data.st_ino,
          .device = data.st_dev,
          .mode = data.st_mode};
}

bool means_absent(int number) {
  return number == ENOENT || number == ENOTDIR;
}

tl::unexpected<Error> changed_meanwhile(const std::string& path) {
  return fail(fmt::format("`{}` changed while it was read", path), "",
              "run the command again when nothing writes this file");
}

Result<struct stat> stat_of(int file, const std::string& path) {
  struct stat data = {};
  if (::fstat(file, &data) != 0) return fail(system_error("read", path, errno));
  return data;
}

EntryType entry_type(int directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryType::file;
    case DT_DIR:
      return EntryType::directory;
    case DT_LNK:
      return EntryType::link;
    case DT_UNKNOWN:
      break;
    default:
      return EntryType::other;
  }
  struct stat data = {};
  if (::fstatat(directory, entry.d_name, &data, AT_SYMLINK_NOFOLLOW) != 0) return EntryType::other;
  if (S_ISREG(data.st_mode)) return EntryType::file;
  if (S_ISDIR(data.st_mode)) return EntryType::directory;
  return S_ISLNK(data.st_mode) ? EntryType::link : EntryType::other;
}

/// File systems whose time stamps come from the clock of the kernel that we run on. Not among them:
/// NFS, CIFS, 9P, virtiofs and FUSE, which may be stamped elsewhere.
bool is_stamped_by_this_kernel(const std::string& path) {
  static constexpr std::uint32_t kZfs = 0x2fc12fc1, kBcachefs = 0xca451a4e;
  static constexpr std::array<std::uint32_t, 15> kTypes = {
      EXT4_SUPER_MAGIC,  // and of ext2 and ext3
      BTRFS_SUPER_MAGIC,
      XFS_SUPER_MAGIC,
      F2FS_SUPER_MAGIC,
      kZfs,
      kBcachefs,
      TMPFS_MAGIC,
      RAMFS_MAGIC,
      OVERLAYFS_SUPER_MAGIC,
      MSDOS_SUPER_MAGIC,
      EXFAT_SUPER_MAGIC,
      EROFS_SUPER_MAGIC_V1,
      SQUASHFS_MAGIC,
      REISERFS_SUPER_MAGIC,
      ISOFS_SUPER_MAGIC};
  struct statfs data = {};
  if (::statfs(path.c_str(), &data) != 0) return false;
  return std::ranges::find(kTypes, static_cast<std::uint32_t>(data.f_type)) != kTypes.end();
}

/// The time stamp of a file made just now in that directory.
std::optional<FileTime> stamp_in(const std::string& directory) {
  Descriptor file(::open(directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (!file.is_open()) {
    // Not every file system has nameless files.
    const std::string name = directory + "/" + temporary_name();
    file = Descriptor(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) return std::nullopt;
    ::unlink(name.c_str());
  }
  // Written to, since a client of a file server may set the times of a new file by its own clock.
  if (::write(file.get(), "", 1) != 1) return std::nullopt;
  struct stat data = {};
  if (::fstat(file.get(), &data) != 0) return std::nullopt;
  return nanoseconds(data.st_ctim);
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

}  // namespace

Result<std::optional<FileStat>> RealFileSystem::stat(const std::string& path) const {
  struct stat data = {};
  if (::stat(path.c_str(), &data) == 0) return convert(data);
  if (means_absent(errno)) return std::nullopt;
  return fail(system_error("look at", path, errno));
}

Result<std::optional<FileStat>> RealFileSystem::read(const std::string& path,
                                                     const Sink& sink) const {
  // Nonblocking, for a pipe in place of the file: opening it would wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file.is_open()) {
    if (means_absent(errno)) return std::nullopt;
    return fail(system_error("read", path, errno));
  }
  PREBIND_TRY(before, stat_of(file.get(), path));
  if (!S_ISREG(before.st_mode)) {
    return fail(fmt::format("`{}` is not a file", path), "",
                "put a regular file in its place, or remove it");
  }
  std::array<char, 64 * 1024> piece;
  while (true) {
    const ssize_t count = read_some(file.get(), piece.data(), piece.size());
    if (count < 0) return fail(system_error("read", path, errno));
    if (count == 0) break;
    sink(std::string_view(piece.data(), static_cast<std::size_t>(count)));
  }
  PREBIND_TRY(after, stat_of(file.get(), path));
  if (convert(after) != convert(before)) return changed_meanwhile(path);
  return convert(before);
}

Result<std::optional<FileStat>> RealFileSystem::list(const std::string& path,
                                                     std::vector<Entry>& entries) const {
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
  if (directory == nullptr) {
    if (errno == ENOENT) return std::nullopt;
    return fail(system_error("list", path, errno));
  }
  const int number = ::dirfd(directory.get());
  PREBIND_TRY(before, stat_of(number, path));
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..")
      entries.push_back({std::string(name), entry_type(number, *entry)});
  }
  if (errno != 0) return fail(system_error("list", path, errno));
  PREBIND_TRY(after, stat_of(number, path));
  if (convert(after) != convert(before)) return changed_meanwhile(path);
  return convert(before);
}

std::optional<FileTime> RealFileSystem::now(const std::string& path) const {
  struct stat file = {}, directory = {};
  if (::stat(path.c_str(), &file) != 0) return std::nullopt;
  for (const std::string& scratch : scratch_) {
    if (::stat(scratch.c_str(), &directory) != 0 || directory.st_dev != file.st_dev) continue;
    if (const auto time = stamp_in(scratch)) return time;
  }
  if (!is_stamped_by_this_kernel(path)) return std::nullopt;
  for (const std::string& scratch : scratch_) {
    if (!is_stamped_by_this_kernel(scratch)) continue;
    if (const auto time = stamp_in(scratch)) return time;
  }
  return std::nullopt;
}

}  // namespace prebind::fingerprint
