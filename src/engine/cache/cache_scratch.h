#pragma once

#include <chrono>
#include <optional>

#include "util/environment.h"

namespace prebind::engine {

/// Below the cache directory, beside the store: packages of blocks (`blocks`), and the modules that
/// hosts load from there (`modules`). All of it can be made again.
///
/// Removes what was not used for so long; all of it without an age. What a build is using stays.
void clean_scratch(const Environment& environment, std::optional<std::chrono::seconds> max_age);

}  // namespace prebind::engine
