#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cargo/package.h"
#include "engine/build/build.h"
#include "engine/build/last_build.h"
#include "engine/context.h"
#include "fingerprint/check.h"
#include "hosts/host.h"

namespace prebind::engine {

/// What a build is to do, as it is known before cargo runs. Paths are absolute.
struct BuildPlan {
  std::unique_ptr<const hosts::Host> host;
  cargo::Cargo cargo;
  cargo::Package package;
  Compiler compiler;
  std::string module;
  std::filesystem::path module_file;
  std::filesystem::path library_directory;
  std::vector<std::filesystem::path> companion_files;
  /// Makes the same files, for the folder of the module: so it holds no path of this machine, and
  /// is the same wherever it was called.
  std::string rebuild_command;
  hosts::Precompile precompile = hosts::Precompile::by_size;
};

/// Finds the crate and the compiler, and chooses and checks the places to write to. Where nothing
/// but sources has changed since the last build, cargo and rustc are not asked again.
Result<BuildPlan> plan_build(const Context& context, const BuildOptions& options,
                             const LastBuild& last,
                             const std::vector<fingerprint::Change>& changes);

}  // namespace prebind::engine
