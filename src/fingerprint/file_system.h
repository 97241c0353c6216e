#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind::fingerprint {

/// Nanoseconds since 1970 by the clock with which a file system stamps its files. That is not the
/// wall clock: on a file server it is the server's.
using FileTime = std::int64_t;

/// What the system tells of a file without reading it. `mode` has the type and the permissions.
struct FileStat {
  FileTime modified = 0;  ///< mtime: whoever may write the file can set it to anything
  FileTime changed = 0;   ///< ctime: set by the file system alone, at any change
  std::uint64_t size = 0;
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  std::uint32_t mode = 0;

  FileTime newest() const { return modified > changed ? modified : changed; }
  bool operator==(const FileStat&) const = default;
};

/// An entry of a directory. A symbolic link is an entry of its own type, whatever it points to.
enum class EntryType : char { file = 'f', directory = 'd', link = 'l', other = 'o' };
struct Entry {
  std::string name;
  EntryType type = EntryType::file;

  auto operator<=>(const Entry&) const = default;
};

/// What a fingerprint needs of a file system, so that a test can put one with a clock of its own in
/// its place. Paths are absolute; symbolic links are followed. Absent (nothing) is a path that
/// names no file: also one that leads through a file, and a link that points to nothing. Errors are
/// for files that are there but cannot be looked at.
class FileSystem {
 public:
  using Sink = std::function<void(std::string_view)>;

  virtual ~FileSystem() = default;

  virtual Result<std::optional<FileStat>> stat(const std::string& path) const = 0;

  /// Gives the content of a regular file to `sink`, in pieces. The stat data returned hold for that
  /// content: they were the same before the first and after the last byte was read; a file that
  /// changes meanwhile is an error.
  virtual Result<std::optional<FileStat>> read(const std::string& path, const Sink& sink) const = 0;

  /// The entries of a directory, without `.` and `..`, in any order; the stat data as for `read`.
  virtual Result<std::optional<FileStat>> list(const std::string& path,
                                               std::vector<Entry>& entries) const = 0;

  /// Not later than the time that would be stamped on the file `path` if it were changed after this
  /// call, except that a stamp may lack what the file system cannot tell apart (2 s at most, FAT).
  /// Nothing if that cannot be known.
  virtual std::optional<FileTime> now(const std::string& path) const = 0;
};

/// The machine's. It has no state and may be used by several threads.
class RealFileSystem final : public FileSystem {
 public:
  /// `scratch` are directories in which it may make a nameless file, and does, to see what time a
  /// file system has. Such a file tells the time of its own file system and, if that one is stamped
  /// by this machine's kernel, of all others that are. Files elsewhere (on a server, on a host that
  /// shares a folder with this virtual machine) have a clock that is not known.
  explicit RealFileSystem(std::vector<std::string> scratch = {}) : scratch_(std::move(scratch)) {}

  Result<std::optional<FileStat>> stat(const std::string& path) const override;
  Result<std::optional<FileStat>> read(const std::string& path, const Sink& sink) const override;
  Result<std::optional<FileStat>> list(const std::string& path,
                                       std::vector<Entry>& entries) const override;
  std::optional<FileTime> now(const std::string& path) const override;

 private:
  std::vector<std::string> scratch_;
};

}  // namespace prebind::fingerprint
