#pragma once

#include <string>

#include "expand/cursor.h"

namespace prebind::expand {

/// Whether a trait of what a function returns makes it a reader or a writer: `Read`, `BufRead`,
/// `Write`, `AsyncRead`, `AsyncBufRead`, `AsyncWrite` by the last word of its path. `Seek` alone
/// does not.
bool is_of_bytes(const Cursor& trait);

/// What to take instead of a reader or writer of the host's. The cursor stands at the `impl` or
/// `dyn`. Empty if it is neither.
std::string help_for_bytes(Cursor cursor);

}  // namespace prebind::expand
