#pragma once

#include <string>

#include "model/library.h"

namespace prebind::abi {

/// A C header (C11) of all functions that a host calls: those of the crates, and the glue of each
/// function, field and handle, with its Rust signature as a comment.
/// docs/formats/glue-abi.md says how they are called.
std::string c_header(const model::Library& library);

}  // namespace prebind::abi
