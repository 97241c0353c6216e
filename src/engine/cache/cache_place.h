#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "store/store.h"
#include "util/environment.h"
#include "util/result.h"

namespace prebind::engine {

/// PREBIND_CACHE_DIR, else $XDG_CACHE_HOME/prebind, else ~/.cache/prebind; empty if none is set.
std::filesystem::path cache_directory(const Environment& environment);

/// Makes a folder of ours below the cache directory, and that one, all of them for their owner
/// alone, whatever the umask. Error: they cannot be made, or others may write to one.
Result<void> make_cache_folder(const std::filesystem::path& cache,
                               const std::filesystem::path& below);

/// Why what lies in such a folder must not be believed; nothing if there is no such folder.
std::optional<std::string> distrust_cache_folder(const std::filesystem::path& cache,
                                                 const std::filesystem::path& below);

/// In there: what the last builds were made from (last_build.h).
inline constexpr const char* kLastBuilds = "records";

/// In there: what is known of compilers (compiler_record.h).
inline constexpr const char* kCompilerRecords = "compilers";

/// For the store in there. PREBIND_CACHE_MAX_SIZE limits it (5G if not set, 0: no limit).
store::Options store_options(const Context& context);

/// "500", "20K", "5G": bytes, with units of 1024.
Result<std::uint64_t> parse_size(std::string_view text);
/// "90s", "15m", "12h", "30d", "2w"; days if there is no unit.
Result<std::chrono::seconds> parse_age(std::string_view text);

}  // namespace prebind::engine
