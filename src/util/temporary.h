#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "util/descriptor.h"
#include "util/result.h"

namespace prebind {

/// How the names of temporary files and folders begin. One that is older than a day belongs to a
/// process that was killed, and may be removed.
inline constexpr std::string_view kTemporaryPrefix = ".prebind-tmp-";

/// A name that begins so and that nothing else has.
std::string temporary_name();

/// A new file for writing, which vanishes at the end of its scope unless it was released.
class TemporaryFile {
 public:
  /// `mode` is reduced by the umask. Messages name `shown`, what the file is for.
  static Result<TemporaryFile> in(const std::filesystem::path& directory, mode_t mode,
                                  std::filesystem::path shown);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  int descriptor() const { return file_.get(); }
  Result<void> write(std::string_view bytes);

  /// Closes it, with `sync` once the disk has it all (fsync). Its path, now the caller's to rename
  /// or remove.
  Result<std::filesystem::path> release(bool sync = false);

 private:
  TemporaryFile(Descriptor file, std::filesystem::path path, std::filesystem::path shown);
  tl::unexpected<Error> failure() const;

  Descriptor file_;
  std::filesystem::path path_;
  std::filesystem::path shown_;
};

/// A new folder, which vanishes at the end of its scope with whatever is in it then. Nobody else
/// may enter it: what is to be renamed to its place belongs into a folder of its own in there.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> in(const std::filesystem::path& parent);
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace prebind
