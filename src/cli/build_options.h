#pragma once

#include <string>

#include "cli/cli11.h"
#include "cli/options.h"
#include "engine/build/build.h"

namespace prebind::cli {

/// The options of commands that build: `build` and `watch`.
struct BuildArguments {
  engine::CrateChoice crate;
  engine::BuildOptions options;
  bool debug = false;
  bool json = false;

  /// What is to be built, when all options are known; errors are shown, and are the status.
  tl::expected<engine::BuildOptions, ExitStatus> wanted(Session& session) const;
};

void add_build_options(CLI::App& command, BuildArguments& arguments);

/// A line with what became of a file.
std::string describe_file(const engine::WrittenFile& file);

/// What a build has done: its outcome, a line for each file, and how to use it.
std::string describe_build(const engine::BuildReport& report);

/// A line with what the library needs of the system; none if every system has it.
std::string describe_needs(const model::LibraryNeeds& needs);

/// The first line of it.
std::string summary(const engine::BuildReport& report);

}  // namespace prebind::cli
