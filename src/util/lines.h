#pragma once

#include <string_view>
#include <vector>

namespace prebind {

/// The lines of a text without their line ends. A last one that has none is one, too.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace prebind
