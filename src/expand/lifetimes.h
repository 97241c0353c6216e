#pragma once

#include <set>
#include <string>
#include <string_view>

#include "expand/cursor.h"

namespace prebind::expand {

/// The lifetimes that outlive every call of the function that starts at the cursor: `static`, and
/// those whose bounds say so (`'a: 'static`, `where 'a: 'b`). What only rustc knows, it refuses
/// itself (lift.h).
std::set<std::string> lasting_lifetimes(Cursor function);

/// How an argument of this lifetime becomes one that ends with the call, for messages.
std::string let_it_end(std::string_view lifetime);

}  // namespace prebind::expand
