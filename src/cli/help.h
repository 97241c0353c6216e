#pragma once

#include <string>

#include "cli/cli11.h"

namespace prebind::cli {

/// The help of a command, or of the whole program: what it does, how it is written, its options.
std::string help_text(const CLI::App& command);

/// How the command is called: "prebind build".
std::string full_name(const CLI::App& command);

}  // namespace prebind::cli
