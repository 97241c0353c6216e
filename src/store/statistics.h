#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "store/disk.h"

namespace prebind::store {

/// Among the counts of a team's cache: what building would have taken.
inline constexpr const char* kMillisecondsSaved = "milliseconds saved";

/// What the store was good for since it was last cleared. One small text file, replaced under a
/// lock at each count. A log that processes append to without a lock was rejected: it has to be
/// folded together some time, and an append is not atomic on a file server. Counts that cannot be
/// written are dropped.
struct Statistics {
  std::uint64_t hits = 0;
  std::map<std::string, std::uint64_t, std::less<>> misses = {};  ///< by reason
  double seconds_saved = 0;  ///< what building the hits took when they were built
  /// Of a team's cache: how many of what ("results received", "bytes sent", "refused: not signed").
  std::map<std::string, std::uint64_t, std::less<>> remote = {};
  std::uint64_t published = 0;  ///< results put into the store
  std::uint64_t removed = 0;    ///< results removed by cleaning
  std::uint64_t set_aside = 0;  ///< damaged files found
  /// Bytes in the store; exact after each cleaning. Nothing is scanned to know when to clean.
  std::int64_t bytes = 0;

  std::uint64_t all_misses() const;
};

std::string encode(const Statistics& statistics);
/// Lines that make no sense are left out: these are numbers for people, and a guess of the size.
Statistics decode_statistics(std::string_view text);

/// As they are on disk; zeros if there are none.
Statistics read_statistics(const Layout& layout);

/// Reads them, lets `change` do so, writes them. Returns what was written; as `read_statistics` if
/// that was not possible.
Statistics update_statistics(const Layout& layout, const std::function<void(Statistics&)>& change);

}  // namespace prebind::store
