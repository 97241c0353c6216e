#pragma once

#include <string>

namespace prebind::expand {

/// Rust source of what a handle points at: the value, and a word that counts who uses it
/// (docs/formats/glue-abi.md, "Handles"). To stand in the scope of each exported struct.
std::string cell_source();

/// The inherent items by which such a struct travels, but for `__PREBIND_TYPE`.
std::string handle_items();

}  // namespace prebind::expand
