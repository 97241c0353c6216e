#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cargo/build.h"
#include "cargo/package.h"
#include "util/result.h"

namespace prebind::cargo {

/// What a build turned out to have read. Paths are absolute. Crates of a registry are not in here:
/// they never change, and the lock file says which ones they are. Nor is what build scripts wrote.
struct BuildInputs {
  std::set<std::filesystem::path> files;  ///< sources, included files, what build scripts read
  /// Whose list of files counts too, all the way down (`files_below`).
  std::set<std::filesystem::path> directories;
  std::set<std::filesystem::path> manifests;  ///< of the packages that are not from a registry
  std::set<std::string> variables;            ///< of the environment
  /// A crate was told where it lies (`env!("CARGO_MANIFEST_DIR")`, `env!("OUT_DIR")`), so that its
  /// library may not be right elsewhere.
  bool knows_its_place = false;
};

/// Reads the dep-info of rustc and cargo, and what build scripts said.
///
/// Errors: the dep-info of the library is not there, so that nobody can say what it was made from.
Result<BuildInputs> find_build_inputs(const Built& built, const Package& package);

/// The files that count as a package's own where its build script does not say what it reads: all
/// in there but hidden directories, the target directory and other packages; as cargo does it.
/// `directory` itself may also be a file.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& directory,
                                               const std::filesystem::path& target_directory);

/// The places where cargo looks for its configuration when it runs in `directory`: whether or not
/// there is a file.
std::vector<std::filesystem::path> configuration_places(const std::filesystem::path& directory,
                                                        const std::filesystem::path& cargo_home);

/// The same for rustup's `rust-toolchain.toml`.
std::vector<std::filesystem::path> toolchain_places(const std::filesystem::path& directory);

/// The directory and all above it, innermost first.
std::vector<std::filesystem::path> with_parents(std::filesystem::path directory);

/// Whether a variable of the environment is a setting of cargo or rustc that decides what is built.
bool is_build_setting(const std::string& variable);

}  // namespace prebind::cargo
