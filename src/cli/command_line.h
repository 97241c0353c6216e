#pragma once

#include "cli/session.h"

namespace prebind::cli {

/// Reads the command line and does what it asks for. Wrong usage is explained on standard error.
ExitStatus run_command_line(int count, const char* const* arguments, Session& session);

}  // namespace prebind::cli
