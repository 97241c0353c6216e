#pragma once

#include <filesystem>
#include <string>

#include "cargo/build.h"
#include "cargo/package.h"
#include "util/environment.h"

namespace prebind::cargo {

/// What lies outside the checkout, and is the same for all checkouts of one user.
struct Homes {
  std::filesystem::path cargo_home, sysroot;
  const Environment& environment;
};

/// What could have told a build where its checkout lies (docs/freshness.md, "Which results are
/// shared"), for people, after "since": "package `geo` has a build script". Empty: nothing could.
///
/// Looks at everything that took part in the build: programs that ran beside rustc (build scripts,
/// macros, wrappers, linkers), what sources asked for, and the library itself. Whatever cannot be
/// looked at counts as told.
std::string what_told_the_place(const Built& built, const Package& package, const Homes& homes);

/// The same for the folders of cargo and of the toolchain, which lie elsewhere for another user.
std::string what_told_the_homes(const Built& built, const Package& package, const Homes& homes);

}  // namespace prebind::cargo
