#pragma once

#include <string>
#include <vector>

#include "cargo/package.h"
#include "engine/build/build.h"
#include "engine/build/last_build.h"
#include "engine/context.h"

namespace prebind::engine {

/// What this machine lacks to build a package for some targets of Rust: standard libraries,
/// linkers, C compilers, each with the command that installs it. `options` are those of each build;
/// an empty target is the machine's own. Nothing is built, and cargo is asked only where C would be
/// compiled for another machine.
std::vector<Error> missing_tools(const Context& context, const cargo::Package& package,
                                 const Compiler& compiler,
                                 const std::vector<BuildOptions>& options);

}  // namespace prebind::engine
