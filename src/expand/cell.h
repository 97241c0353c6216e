#pragma once

#include <string>

namespace prebind::expand {

/// Rust source of what a handle points at: the value, and a word that counts who uses it
/// (docs/formats/glue-abi.md, "Handles"). To stand in the scope of each exported struct.
/// Of a shared type, the value is an `Arc` of it.
std::string cell_source(bool is_shared);

/// The inherent items by which such a struct travels, but for `__PREBIND_TYPE`.
std::string handle_items(bool is_shared);

}  // namespace prebind::expand
