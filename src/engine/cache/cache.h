#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/context.h"
#include "util/result.h"

/// What a person does with the store. A store that cannot be used is an error here.
namespace prebind::engine {

/// Where it lies, whether it exists or not.
Result<std::filesystem::path> directory_of_cache(const Context& context);

struct CachedBuild {
  std::string key, crate, version, profile, target, engine;
  std::uint64_t size = 0;      ///< bytes; files may be shared with other results
  std::int64_t created = 0;    ///< seconds since 1970
  std::int64_t last_used = 0;  ///< the same
  double seconds = 0;          ///< that building took
  bool is_remote = false;      ///< it came from the team's cache
};
/// Last used first.
Result<std::vector<CachedBuild>> list_cache(const Context& context);

struct CacheSize {
  std::filesystem::path directory;
  std::uint64_t results = 0, files = 0, bytes = 0;
  std::uint64_t set_aside = 0;  ///< bytes of damaged files
  std::uint64_t limit = 0;      ///< bytes beyond which it cleans itself; 0: none
};
Result<CacheSize> size_of_cache(const Context& context);

struct CacheVerification {
  std::uint64_t results = 0, files = 0;  ///< looked at
  std::uint64_t damaged = 0;             ///< files set aside
  std::uint64_t incomplete = 0;          ///< results removed
};
Result<CacheVerification> verify_cache(const Context& context);

struct CacheStatistics {
  std::uint64_t hits = 0;
  std::map<std::string, std::uint64_t> misses;  ///< by reason
  double seconds_saved = 0;
  std::uint64_t published = 0, removed = 0, set_aside = 0;
  std::map<std::string, std::uint64_t> remote = {};
  double remote_seconds_saved = 0;  ///< what building took elsewhere, of results that came  ///< of
                                    ///< the team's cache: how many of what
};
Result<CacheStatistics> statistics_of_cache(const Context& context);

struct CacheCleaning {
  std::uint64_t removed = 0, in_use = 0;   ///< results
  std::uint64_t freed = 0, remaining = 0;  ///< bytes
  std::uint64_t forgotten = 0;             ///< records of last builds
};
struct CacheCleanOptions {
  std::optional<std::chrono::seconds> max_age = {};
  std::optional<std::uint64_t> max_size = {};
};
Result<CacheCleaning> clean_cache(const Context& context, const CacheCleanOptions& options);

/// Everything that is not in use, and what is known of last builds, and what hosts and blocks left.
Result<CacheCleaning> clear_cache(const Context& context);

}  // namespace prebind::engine
