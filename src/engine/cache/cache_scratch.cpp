#include "engine/cache/cache_scratch.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "engine/build/block.h"
#include "engine/cache/cache_place.h"
#include "util/lock.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// Builds keep their lock and their note in this folder of a target directory.
constexpr const char* kInTarget = "prebind";

fs::file_time_type last_use(const fs::path& folder) {
  std::error_code error;
  auto newest = fs::last_write_time(folder, error);
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code gone;
    const auto time = fs::last_write_time(entry, gone);
    if (!gone) newest = std::max(newest, time);
  }
  return newest;
}

void clean(const fs::path& folder, std::optional<std::chrono::seconds> max_age) {
  const auto now = fs::file_time_type::clock::now();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - last_use(entry.path()));
    if (max_age && age <= *max_age) continue;
    std::error_code ignored;
    fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

void clean_scratch(const Environment& environment, std::optional<std::chrono::seconds> max_age) {
  const fs::path cache = cache_directory(environment);
  if (cache.empty()) return;
  clean(cache / "modules", max_age);
  clean(cache / kCompilerRecords, max_age);
  const fs::path blocks = block_directory(environment);
  const fs::path lock = blocks / "target" / kInTarget / ".prebind-lock";
  std::error_code error;
  if (fs::exists(lock, error)) {
    const auto held = FileLock::try_lock(lock);
    if (!held || !*held) return;
    clean(blocks, max_age);
  } else {
    clean(blocks, max_age);
  }
}

}  // namespace prebind::engine
