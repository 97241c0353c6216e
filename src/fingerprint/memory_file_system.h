#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fingerprint/file_system.h"

namespace prebind::fingerprint {

/// For tests: how far a second is, in the unit of a FileTime.
inline constexpr FileTime kSecond = 1'000'000'000;

/// For tests: a file system in memory with a clock that the test turns. Time stands still between
/// calls of `advance`. Paths are absolute and without `.` and `..`; directories come into being
/// with what is put into them. Every path below a `mount` is on another device, whose clock may be
/// off by any amount.
class MemoryFileSystem final : public FileSystem {
 public:
  static constexpr FileTime kStart = 1'000'000'000'000'000'000;

  /// Stamps are cut down to a multiple of `granularity`.
  explicit MemoryFileSystem(FileTime granularity = 1);
  ~MemoryFileSystem() override;

  void advance(FileTime time) { time_ += time; }
  /// Another device at this directory, whose clock shows `offset` more. If it cannot be read, `now`
  /// gives nothing there.
  void mount(const std::string& directory, FileTime offset, bool has_readable_clock = true);

  /// In place: the inode stays, the content and the time stamps change.
  void write(const std::string& path, std::string content);
  /// Through a shared mapping whose page was written to before: the content changes, nothing else.
  void write_mapped(const std::string& path, std::string content);
  /// As utimensat does: mtime becomes what is asked for, ctime the present.
  void set_modified(const std::string& path, FileTime time);
  void touch(const std::string& path);
  void set_mode(const std::string& path, std::uint32_t mode);
  void rename(const std::string& from, const std::string& to);
  void remove(const std::string& path);
  void link(const std::string& target, const std::string& path);
  void make_directory(const std::string& path);
  /// Reading it fails from now on.
  void forbid(const std::string& path);
  /// Runs once, when the next `read` begins.
  void before_next_read(std::function<void()> action) { before_read_ = std::move(action); }
  /// Runs once, in the middle of the next `read`.
  void during_next_read(std::function<void()> action) { during_read_ = std::move(action); }

  FileStat stat_of(const std::string& path) const;  ///< of a file that exists

  Result<std::optional<FileStat>> stat(const std::string& path) const override;
  Result<std::optional<FileStat>> read(const std::string& path, const Sink& sink) const override;
  Result<std::optional<FileStat>> list(const std::string& path,
                                       std::vector<Entry>& entries) const override;
  std::optional<FileTime> now(const std::string& path) const override;

 private:
  struct Node;
  struct Mount {
    FileTime offset = 0;
    bool has_readable_clock = true;
    std::uint64_t device = 1;
  };

  const Mount& mount_of(const std::string& path) const;
  FileTime stamp(const std::string& path) const;
  /// The path with its symbolic links replaced by what they point to.
  std::string resolve(const std::string& path) const;
  Node* find(const std::string& path) const;
  Node& create(const std::string& path);
  void stamp_parent(const std::string& path);
  FileStat describe(const std::string& path, const Node& node) const;

  FileTime granularity_;
  FileTime time_ = kStart;
  std::uint64_t next_inode_ = 1;
  std::map<std::string, Mount> mounts_;
  std::map<std::string, std::unique_ptr<Node>> nodes_;
  mutable std::function<void()> before_read_, during_read_;
};

}  // namespace prebind::fingerprint
