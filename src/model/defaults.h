#pragma once

#include <string>

#include "model/model.h"

namespace prebind::model {

/// Whether an argument of this type can have this default: a number that it holds, one character,
/// `None` of an option.
bool fits(const Default& otherwise, const Type& type);

/// As Rust writes it: `"a"`, `'b'`, `-10`; of an expression its text.
std::string rust_text(const Default& otherwise);

}  // namespace prebind::model
