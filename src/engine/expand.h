#pragma once

#include "util/result.h"

namespace prebind::engine {

/// Answers the macros of one rustc process, from one descriptor to another, until the first ends.
Result<void> serve_macros(int input, int output);

}  // namespace prebind::engine
