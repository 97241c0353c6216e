#pragma once

#include <string_view>

#include "expand/tokens.h"

namespace prebind::expand {

/// The request that rustc would send for `#[julia(attribute)] item`, for tests: as much of Rust's
/// lexical structure as tests need, doc comments included. `$(` … `$)` makes an invisible group.
Tokens test_tokens(std::string_view item, std::string_view attribute = "");

}  // namespace prebind::expand
