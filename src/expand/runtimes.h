#pragma once

#include <vector>

#include "expand/attributes.h"
#include "expand/cursor.h"

namespace prebind::expand {

/// Behind `runtime`: `= "tokio"`, or the path of a function, `= "crate::handle"`.
void read_runtime(Cursor& cursor, TokenIndex place, Options& options,
                  std::vector<Diagnostic>& diagnostics);

}  // namespace prebind::expand
