#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "store/store.h"

/// What a person does with a store. Unlike builds, these fail with an error if it cannot be used.
namespace prebind::store {

/// A result, as `list` shows it.
struct Listed {
  Digest key;
  Action action;
  std::uint64_t size = 0;     ///< of its files, which it may share with other results
  std::int64_t last_use = 0;  ///< seconds since 1970, by the file system's clock
};
/// All results, last used first. Damaged ones are left out.
Result<std::vector<Listed>> list(const Store& store);

struct Size {
  std::uint64_t results = 0, blobs = 0;
  std::uint64_t bytes = 0;      ///< of all files
  std::uint64_t bad_bytes = 0;  ///< of those, the ones that were set aside
};
Result<Size> size(const Store& store);

struct Verified {
  std::uint64_t results = 0, blobs = 0;  ///< looked at
  std::uint64_t damaged = 0;             ///< found damaged and set aside
  std::uint64_t incomplete = 0;          ///< results that miss a file, and were removed
};
/// Reads everything. Of a store that can only be read, nothing is set aside or removed.
Result<Verified> verify(const Store& store);

struct CleanOptions {
  std::optional<std::chrono::seconds> max_age = {};  ///< since the last use
  std::optional<std::uint64_t> max_size = {};        ///< bytes
};
struct Cleaned {
  std::uint64_t removed = 0;  ///< results
  std::uint64_t in_use = 0;   ///< results that should have gone
  std::uint64_t freed = 0;    ///< bytes
  std::uint64_t bytes = 0;    ///< that are left
};
/// Removes results that were not used for so long, then those not used for longest until the rest
/// fits; and what is good for nothing: files set aside, files left by processes that were killed.
/// Never a result that is in use. Waits for publishing to pause, and lets none begin meanwhile;
/// lookups go on.
Result<Cleaned> clean(const Store& store, const CleanOptions& options);

/// Everything that is not in use, and the statistics.
Result<Cleaned> clear(const Store& store);

/// After something was added: if there is more than allowed, down to a part of that, so that this
/// is rare; unless another process is at it.
void clean_if_too_large(const Store& store, const Statistics& statistics);

}  // namespace prebind::store
