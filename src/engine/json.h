#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/build/build.h"
#include "engine/build/check.h"
#include "engine/cache/cache.h"
#include "engine/diagnostic.h"

/// The answers as JSON, which `--json` and libprebind give. Members are only ever added.
namespace prebind::engine {

nlohmann::ordered_json to_json(const model::LibraryNeeds& needs);
nlohmann::ordered_json to_json(const BuildReport& report);
nlohmann::ordered_json to_json(const CheckReport& report);
nlohmann::ordered_json to_json(const Explanation& explanation);
nlohmann::ordered_json to_json(const std::vector<CachedBuild>& builds);
nlohmann::ordered_json to_json(const CacheSize& size);
nlohmann::ordered_json to_json(const CacheVerification& verification);
nlohmann::ordered_json to_json(const CacheStatistics& statistics);
nlohmann::ordered_json to_json(const CacheCleaning& cleaning);
nlohmann::ordered_json to_json(const Failure& failure);

}  // namespace prebind::engine
