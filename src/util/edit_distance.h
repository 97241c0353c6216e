#pragma once

#include <cstddef>
#include <string_view>

namespace prebind {

/// Levenshtein's distance: how many bytes to change, add or remove to make one word from the other.
std::size_t edit_distance(std::string_view from, std::string_view to);

}  // namespace prebind
