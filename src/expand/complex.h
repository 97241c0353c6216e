#pragma once

#include <string>
#include <vector>

#include "model/type.h"

namespace prebind::expand {

/// Rust source that does not compile unless each type that these types take for a complex number is
/// one: plain data of two floats, the real part first. Glue treats its memory as such.
std::string complex_proofs(const std::vector<const model::Type*>& types);

}  // namespace prebind::expand
