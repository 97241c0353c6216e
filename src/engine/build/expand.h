#pragma once

#include "engine/context.h"
#include "util/result.h"

namespace prebind::engine {

/// Answers the macros of one rustc process, from one descriptor to another, until the first ends.
Result<void> serve_macros(const Context& context, int input, int output);

}  // namespace prebind::engine
