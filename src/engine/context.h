#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "cargo/toolchain.h"
#include "util/environment.h"

namespace prebind::engine {

/// How much is told of the work while it goes on.
using cargo::Verbosity;

/// What a use case needs from whoever asks for it. The engine itself asks neither the process nor
/// the terminal for anything.
struct Context {
  Environment environment;
  std::filesystem::path program;  ///< `prebind`, as an absolute path; macros start it
  bool color = false;             ///< whether cargo and rustc are to write in colour
  /// Takes messages while the work goes on, a line at a time.
  std::function<void(std::string_view line)> on_message = {};
  /// The same for what cargo and rustc write while they build. Empty: that goes to standard error
  /// as it comes, with a progress bar if that is a terminal.
  std::function<void(std::string_view line)> on_progress = {};
  Verbosity verbosity = Verbosity::normal;
  int interrupt = -1;  ///< see Command::interrupt
};

}  // namespace prebind::engine
