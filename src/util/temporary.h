#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "util/descriptor.h"
#include "util/result.h"

namespace prebind {

/// How the names of temporary files and folders begin. Who makes one holds a lock of it as long as
/// it lives: one that nobody holds belongs to a process that was killed. The next process that
/// makes one in the same folder removes it.
inline constexpr std::string_view kTemporaryPrefix = ".prebind-tmp-";

/// A name that begins so and that nothing else has.
std::string temporary_name();

/// A new file for writing, which vanishes at the end of its scope, and of the process, however that
/// ends, unless it was put in place. Where the file system can do that, it has no name until then.
class TemporaryFile {
 public:
  /// `mode` is reduced by the umask. Messages name `shown`, what the file is for. It can be moved
  /// within the file system of `directory`.
  static Result<TemporaryFile> in(const std::filesystem::path& directory, mode_t mode,
                                  std::filesystem::path shown);
  /// What `in` does where there are no files without a name.
  static Result<TemporaryFile> with_name_in(const std::filesystem::path& directory, mode_t mode,
                                            std::filesystem::path shown);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  int descriptor() const { return file_.get(); }
  Result<void> write(std::string_view bytes);

  /// Nothing more is written; with `sync` the disk has it all (fsync).
  Result<void> finish(bool sync = false);

  /// Gives it this path, in place of what is there: 0, or an errno. Can be tried again.
  int move_to(const std::filesystem::path& path);

 private:
  TemporaryFile(Descriptor file, std::filesystem::path directory, std::filesystem::path name,
                std::filesystem::path shown);
  tl::unexpected<Error> failure() const;
  int link_at(const std::filesystem::path& path) const;

  Descriptor file_;
  std::filesystem::path directory_;
  std::filesystem::path name_;  ///< with its folder; empty if it has none
  std::filesystem::path shown_;
};

/// A new folder, which vanishes at the end of its scope with whatever is in it then. Nobody else
/// may enter it: put what will be renamed to its place into a folder of its own inside it.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> in(const std::filesystem::path& parent);
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  TemporaryFolder(Descriptor lock, std::filesystem::path path)
      : lock_(std::move(lock)), path_(std::move(path)) {}

  Descriptor lock_;
  std::filesystem::path path_;
};

/// Removes the temporary files and folders in there whose processes have ended.
void remove_abandoned(const std::filesystem::path& directory);

}  // namespace prebind
