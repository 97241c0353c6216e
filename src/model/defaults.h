#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace prebind::model {

/// Whether an argument of this type can have this default: a number that it holds, one character,
/// `None` of an option.
bool fits(const Default& otherwise, const Type& type);

/// Whether every argument behind one that can be left out, and behind a keyword, is one too. What
/// the host itself provides is in no order.
bool are_in_order(const std::vector<Argument>& arguments);

/// As Rust writes it: `"a"`, `'b'`, `-10`; of an expression its text.
std::string rust_text(const Default& otherwise);

}  // namespace prebind::model
