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
#include "util/lock.h"
#include "util/result.h"
#include "util/temporary.h"

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

/// Gives a new file its place, over what may be there. If the directory above is missing, that is
/// made.
Result<void> move_to(TemporaryFile file, const std::filesystem::path& place);

/// A lock that is not waited for without end: its holder may have been stopped. Nothing when the
/// time is over.
Result<std::optional<FileLock>> lock_within(const std::filesystem::path& path, LockMode mode,
                                            std::chrono::milliseconds time);

/// Whether `path` still names the file that is open as `file`.
bool still_names(const std::filesystem::path& path, int file);

}  // namespace prebind::store
