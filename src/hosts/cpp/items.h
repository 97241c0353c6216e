#pragma once

#include <string>

#include "hosts/cpp/header.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::cpp {

/// All items of a library in C++. `space` is the namespace. Errors name the item: what C++ cannot
/// have, and two items that would be the same.
Result<HeaderText> render_items(const model::Library& library, const std::string& space);

}  // namespace prebind::hosts::cpp
