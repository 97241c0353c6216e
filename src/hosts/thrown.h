#pragma once

#include <cstddef>
#include <set>

#include "model/library.h"

namespace prebind::hosts {

/// The enums with data that are the E of a `Result`: hosts throw their values.
std::set<std::size_t> thrown_types(const model::Library& library);

}  // namespace prebind::hosts
