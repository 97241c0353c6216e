#pragma once

#include <vector>

#include "expand/attributes.h"
#include "expand/cursor.h"

namespace prebind::expand {

/// Behind `signature`: `= (x, n = 10, *, scale = 1.0)`. What is in it is read with the function's
/// parameters.
void read_signature(Cursor& cursor, TokenIndex place, Options& options,
                    std::vector<Diagnostic>& diagnostics);

}  // namespace prebind::expand
