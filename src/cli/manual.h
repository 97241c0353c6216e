#pragma once

#include <string>

#include "cli/command_tree.h"

namespace prebind::cli {

/// The manual page of a command in the language of man(7), for section 1: what its help says.
std::string manual_page(const CommandText& command, const std::string& version);

/// The name of its file: `prebind-build.1`.
std::string manual_file(const CommandText& command);

}  // namespace prebind::cli
