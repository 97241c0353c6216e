#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cargo/build.h"
#include "cargo/dep_info.h"
#include "cargo/package.h"
#include "util/environment.h"
#include "util/result.h"

namespace prebind::cargo {

/// What a build turned out to have read. Paths are absolute and otherwise as rustc or the build
/// script wrote them: `link/../x` is not `x` for the file system, and may be another file tomorrow.
/// Crates of a registry are not in here: they never change, and the lock file says which ones they
/// are. Nor is what build scripts wrote.
struct BuildInputs {
  /// Sources, included files, what build scripts read, and places where rustc or cargo would have
  /// found another file instead.
  std::set<std::filesystem::path> files;
  /// Those of vendored crates, which cargo takes for unchanged whatever becomes of them.
  std::set<std::filesystem::path> vendored;
  /// Files of packages whose build script names nothing, beside the others. Cargo does not look at
  /// all of them.
  std::set<std::filesystem::path> of_packages;
  /// Packages and folders whose list of files counts too, read like that (`read_tree`).
  std::set<std::filesystem::path> packages, folders;
  /// Of the packages that are not from a registry, with those of their workspaces.
  std::set<std::filesystem::path> manifests;
  std::set<std::string> variables;  ///< of the environment
  bool asks_for_cargo = false;      ///< a crate was told where cargo lies (`env!("CARGO")`)
  /// What was read, but nobody can say whether it has changed: after which no build is fresh. The
  /// path, and why.
  std::map<std::filesystem::path, std::string> unknown;
};

/// Reads the dep-info of rustc and cargo, and what build scripts said.
///
/// Errors: the dep-info of the library is not there, so that nobody can say what it was made from.
Result<BuildInputs> find_build_inputs(const Built& built, const Package& package);

/// The same of the parts that cargo had made before it failed.
BuildInputs find_inputs_of_parts(const Built& parts, const Package& package);

/// What rustc wrote down of the package's own library, in this build and in others into the same
/// directory; nothing if it is not where cargo puts it.
std::vector<DepInfo> dep_infos_of_library(const std::filesystem::path& library,
                                          const Package& package);

/// Whether a package is from a registry or repository, but not where cargo puts what it fetches.
bool is_vendored(const PackageId& id, const std::filesystem::path& package);

/// Whether a path is the directory or lies in it, by their texts.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& directory);

/// Set by cargo for the package at hand; its manifest decides them all but those that hold a path.
bool is_set_by_cargo(const std::string& variable);

/// Where rustc would look for a module that is in this file, beside it: `a/mod.rs` for `a.rs` and
/// the other way round. Nothing if the file is no Rust source.
std::optional<std::filesystem::path> other_place_of(const std::filesystem::path& source);

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

/// Whether it is one that cargo does not see, so that it would take for fresh what was made with
/// another value: linkers and C compilers read it, which many build scripts start, or rustc does.
bool is_unseen_setting(const std::string& variable);

/// The programs that such settings name, as in `NamedFiles::programs`.
std::vector<std::string> programs_named_in(const Environment& environment);

}  // namespace prebind::cargo
