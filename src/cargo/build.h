#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cargo/package.h"
#include "cargo/toolchain.h"
#include "util/process.h"
#include "util/result.h"

namespace prebind::cargo {

struct BuildOptions {
  bool release = true;
  std::vector<std::string> features = {};
  std::string target = {};  ///< target triple; empty: what cargo builds for by itself
  bool locked = false;
  bool offline = false;
  std::filesystem::path
      engine;             ///< the program `prebind`, which the macro starts as `engine expand`
  std::string engine_id;  ///< differs for engines that may answer differently
};

/// Where cargo is made to build: a directory of our own in the user's target directory, so that
/// neither our builds nor theirs make the other ones start anew.
std::filesystem::path build_directory(const Package& package);

/// The command that `build_library` runs, without what is done with its output.
Command build_command(const Cargo& cargo, const Package& package, const BuildOptions& options);

/// Builds the package's library as a shared library, whatever crate types its manifest names, with
/// the engine at work in the macros. Cargo's progress and rustc's diagnostics go to standard error
/// as they come. The answer is the library's path in the target directory; the next build
/// replaces that file.
///
/// Errors: cargo failed (and has said why), it was interrupted, no shared library came of it.
Result<std::filesystem::path> build_library(const Cargo& cargo, const Package& package,
                                            const BuildOptions& options);

}  // namespace prebind::cargo
