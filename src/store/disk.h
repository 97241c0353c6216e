#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fingerprint/digest.h"
#include "util/descriptor.h"
#include "util/lock.h"
#include "util/result.h"

/// How the store uses the disk. Internal to this folder.
namespace prebind::store {

using fingerprint::Digest;

/// Where everything lies. The format's version is a directory, so that engines of different
/// versions share a store without touching each other's files.
class Layout {
 public:
  explicit Layout(std::filesystem::path root) : root_(std::move(root)), top_(root_ / "v1") {}

  const std::filesystem::path& root() const { return root_; }
  const std::filesystem::path& top() const { return top_; }
  std::filesystem::path blobs() const { return top_ / "blobs"; }
  std::filesystem::path actions() const { return top_ / "actions"; }
  std::filesystem::path requests() const { return top_ / "requests"; }
  std::filesystem::path locks() const { return top_ / "locks"; }
  std::filesystem::path bad() const { return top_ / "bad"; }
  std::filesystem::path temporary() const { return top_ / "temporary"; }
  std::filesystem::path format() const { return top_ / "format"; }
  std::filesystem::path counters() const { return top_ / "counters"; }
  std::filesystem::path gate() const { return top_ / "lock"; }
  std::filesystem::path counters_lock() const { return top_ / "counters.lock"; }

  std::filesystem::path blob(const Digest& digest) const { return two_levels(blobs(), digest); }
  std::filesystem::path action(const Digest& key) const { return two_levels(actions(), key); }
  /// The directory of a request's lists.
  std::filesystem::path lists(const Digest& request) const {
    return two_levels(requests(), request);
  }
  std::filesystem::path lock(const Digest& key) const { return locks() / key.hex(); }

 private:
  static std::filesystem::path two_levels(const std::filesystem::path& directory,
                                          const Digest& name);

  std::filesystem::path root_, top_;
};

/// What the file `format` holds.
inline constexpr std::string_view kFormat = "prebind-store 1\n";

/// Why a directory must not be believed: others could have put into it what they like. Nothing if
/// it belongs to us (or to root, who can do anything anyway) and only its owner may write to it,
/// also if it does not exist.
std::optional<std::string> distrust(const std::filesystem::path& directory);

/// Makes a directory that only its owner may write to, whatever the umask; it may exist.
Result<void> make_private_directory(const std::filesystem::path& path);

/// What was copied, hashed on its way.
struct Copied {
  Digest digest;
  std::uint64_t size = 0;
};
/// What went wrong: `number` is the errno.
struct CopyError {
  bool was_reading = false;
  int number = 0;
};
/// Copies all of a file to an empty one, in one pass over the bytes: what is hashed is what was
/// written. Where the file system can, the two share their blocks until one is written to.
tl::expected<Copied, CopyError> copy_and_hash(int from, int to);

struct File {
  std::filesystem::path path;
  std::uint64_t size = 0;
  timespec modified = {};
};

/// All files below a directory, which need not exist; what vanishes meanwhile is left out.
Result<std::vector<File>> files_below(const std::filesystem::path& directory);

/// By time of modification, the oldest first.
inline std::pair<std::time_t, long> order(const File& file) {
  return {file.modified.tv_sec, file.modified.tv_nsec};
}

/// From where the file stands to its end; nothing if it cannot be read.
std::optional<std::string> read_all(int file);

/// A new file that vanishes at the end of its scope unless it was given its place.
class NewFile {
 public:
  /// `mode` is reduced by the umask.
  static Result<NewFile> create(const std::filesystem::path& directory, mode_t mode);
  NewFile(NewFile&& other) noexcept
      : file_(std::move(other.file_)), path_(std::exchange(other.path_, {})) {}
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  int descriptor() const { return file_.get(); }
  Result<void> write(std::string_view bytes);

  /// Renames it, over what may be there. If the directory above is missing, that is made.
  Result<void> move_to(const std::filesystem::path& place);

 private:
  NewFile(Descriptor file, std::filesystem::path path)
      : file_(std::move(file)), path_(std::move(path)) {}

  Descriptor file_;
  std::filesystem::path path_;
};

/// A lock that is not waited for without end: its holder may have been stopped. Nothing when the
/// time is over.
Result<std::optional<FileLock>> lock_within(const std::filesystem::path& path, LockMode mode,
                                            std::chrono::milliseconds time);

/// Whether `path` still names the file that is open as `file`.
bool still_names(const std::filesystem::path& path, int file);

}  // namespace prebind::store
