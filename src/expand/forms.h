#pragma once

#include <vector>

#include "expand/attributes.h"

/// Options and traits for which Julia has forms of its own.
namespace prebind::expand {

/// Behind `as`: `= "length"`.
void read_base_function(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                        std::vector<Diagnostic>& diagnostics);

/// Behind `index`: `= 1`.
void read_index_base(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                     std::vector<Diagnostic>& diagnostics);

}  // namespace prebind::expand
