#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cargo/build.h"
#include "util/environment.h"

namespace prebind::engine {

/// Why a result that no checkout is bound to is of no use on another machine, for people, after
/// "since": "the build script of `z` links the system's `z`". Empty: nothing is known that would
/// differ there and is not in the key. What is in the key: compiler, C compiler, linker, and the
/// version of the C library.
///
/// - Code for the processor that it was built on (`target-cpu=native`).
/// - Libraries of the system: a build script of a published package that has the library link
///   something which it did not build itself, or anything that the loader has to find.
std::string what_ties_to_machine(const cargo::Built& built, const Environment& environment,
                                 const std::vector<std::filesystem::path>& configuration);

}  // namespace prebind::engine
