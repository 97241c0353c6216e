#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "util/result.h"
#include "util/temporary.h"

namespace prebind {

/// The bytes of a file. Works for files whose size the system does not know (/proc). What is no
/// file is an error at once: a pipe could make us wait for ever, a device could have no end.
Result<std::string> read_file(const std::filesystem::path& path);

/// Error if this is no regular file, nor a link to one: for those who have others read it.
Result<void> check_source(const std::filesystem::path& path);

/// Error if something else than a file is at the place to write to.
Result<void> check_target(const std::filesystem::path& path);

struct WriteOptions {
  mode_t mode = 0666;  ///< of a new file, before the umask
  bool sync = false;   ///< also have the disk hold it before the old file is gone (fsync)
};

/// Replaces `path` by a file with this content in one step: whoever opens it, at any time, sees the
/// old file or the new one, never a part; if anything fails the old one is left as it was. The
/// content is written to a temporary file in the same directory and renamed.
/// The directory must exist. A symbolic link is replaced, not followed; what is no file
/// (check_target) is an error.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content,
                                   WriteOptions options = {});

/// The same, with the content and the permissions of another file; `options.mode` is not used.
Result<void> copy_file_atomically(const std::filesystem::path& from,
                                  const std::filesystem::path& to, WriteOptions options = {});

/// Makes a file that is not there yet, in a folder that nobody else looks into: it may stay half
/// written if that fails.
Result<void> write_new_file(const std::filesystem::path& path, std::string_view content);

/// The new content of a file, ready on the disk beside it. Where several files belong together, all
/// are staged before the first is put in place: then what can fail does not fail half-way.
class StagedFile {
 public:
  static Result<StagedFile> with_content(const std::filesystem::path& path,
                                         std::string_view content, WriteOptions options = {});
  static Result<StagedFile> copy_of(const std::filesystem::path& from,
                                    const std::filesystem::path& to, WriteOptions options = {});

  /// Puts it in place. A file that has this content already stays untouched, with its time stamp,
  /// so that what depends on it is not made again. True if the file was replaced.
  Result<bool> commit();

 private:
  StagedFile(TemporaryFile file, std::filesystem::path target)
      : file_(std::move(file)), target_(std::move(target)) {}

  TemporaryFile file_;
  std::filesystem::path target_;
};

/// Creates a directory and those above it; existing ones are fine.
Result<void> make_directories(const std::filesystem::path& path);

/// Makes a directory that only its owner may write to, whatever the umask; it may exist.
Result<void> make_private_directory(const std::filesystem::path& path, mode_t mode = 0755);

/// Why a directory must not be believed: others could have put into it what they like. Nothing if
/// it belongs to us (or to root, who can do anything anyway) and only its owner may write to it,
/// also if it does not exist.
std::optional<std::string> distrust(const std::filesystem::path& directory);

/// The same of a file in such a directory; links are none.
std::optional<std::string> distrust_file(const std::filesystem::path& file);

}  // namespace prebind
