#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cargo/build.h"
#include "cargo/dep_info.h"
#include "cargo/package.h"
#include "util/result.h"

namespace prebind::cargo {

/// What a build turned out to have read. Paths are absolute. Crates that cargo fetched from a
/// registry are not in here: they never change, and the lock file says which ones they are. Nor is
/// what build scripts wrote.
struct BuildInputs {
  std::set<std::filesystem::path> files;  ///< sources, included files, what build scripts read
  /// Whose list of files counts too, all the way down (`files_below`).
  std::set<std::filesystem::path> directories;
  /// Files of registry packages that lie in a folder of the user's (`cargo vendor`), where they can
  /// change: cargo does not look at them again.
  std::set<std::filesystem::path> vendored;
  std::set<std::filesystem::path> manifests;  ///< of the packages that are not from a registry
  std::set<std::string> variables;            ///< of the environment
};

/// Reads the dep-info of rustc and cargo, and what build scripts said.
///
/// Errors: the dep-info of the library is not there, so that nobody can say what it was made from.
Result<BuildInputs> find_build_inputs(const Built& built, const Package& package);

/// What rustc wrote down of the package's own library, in this build and in others into the same
/// directory; nothing if it is not where cargo puts it.
std::vector<DepInfo> dep_infos_of_library(const std::filesystem::path& library,
                                          const Package& package);

/// Whether it is from a registry, but not where cargo puts what it fetches.
bool is_vendored(const Artifact& artifact);

/// Whether a path is the directory or lies in it, by their texts.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& directory);

/// Set by cargo for the package at hand; its manifest decides them all but those that hold a path.
bool is_set_by_cargo(const std::string& variable);

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

/// Whether it is one that linkers or C compilers read, which many build scripts start: cargo does
/// not see it, so it would take for fresh what was made with another value.
bool is_unseen_setting(const std::string& variable);

}  // namespace prebind::cargo
