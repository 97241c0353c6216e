#pragma once

#include <cstddef>
#include <string>

#include "cli/command_tree.h"

namespace prebind::cli {

/// The help of a command, or of the whole program: what it does, how it is written, its options.
/// No line has more columns than `width` but for examples and words that are longer.
std::string help_text(const CommandText& command, std::size_t width);

}  // namespace prebind::cli
