#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cargo/toolchain.h"
#include "util/result.h"

namespace prebind::cargo {

/// The package that has our macros.
inline constexpr std::string_view kMacroPackage = "prebind";

/// A package that another one depends on by its path.
struct PathDependency {
  std::string name;
  std::filesystem::path directory;
};

/// The package that a person names with a path, as `cargo metadata` describes it.
struct Package {
  std::string name;  ///< with its hyphens: `my-geometry`
  std::string version;
  std::filesystem::path manifest;  ///< absolute path of its Cargo.toml
  std::string library;             ///< crate name of its library: `my_geometry`, or what [lib] says
  std::string dependency;          ///< what its manifest calls the package `prebind`
  std::filesystem::path workspace;         ///< root of the workspace, or its own directory
  std::filesystem::path target_directory;  ///< where its builds go
  std::filesystem::path source = {};       ///< the file that its library begins with
  std::vector<PathDependency> path_dependencies = {};  ///< of all members of its workspace
  std::vector<std::filesystem::path> members = {};     ///< manifests of the workspace's packages
  /// Part of the name of our folder in the target directory, for builds that would take each
  /// other's results for their own.
  std::string variant = {};
};

/// The name of a package or library in Rust's sources: without hyphens.
std::string crate_name(std::string package_name);

/// The manifest that `crate` means: a folder with a Cargo.toml, or a Cargo.toml itself. Absolute.
Result<std::filesystem::path> find_manifest(const std::filesystem::path& crate);

/// Asks cargo about the workspace of a manifest: the JSON of `cargo metadata --no-deps`. Cargo
/// reads the manifests of its workspace for that and nothing else; it needs neither network nor
/// lock file. If the manifest is wrong, cargo's own words go to `on_message`.
Result<std::string> read_metadata(const Cargo& cargo, const std::filesystem::path& manifest);

/// A package of a workspace.
struct Member {
  std::string name;
  std::filesystem::path directory;
};

/// The packages of cargo's answer; none if it is no such answer.
std::vector<Member> members_in(std::string_view metadata);

/// What is known of a package that need not depend on `prebind`.
struct Outline {
  std::string name, version;
  std::filesystem::path source;  ///< the root of its library: `src/lib.rs`
  std::filesystem::path workspace, target_directory;
};

/// The same as `parse_metadata`, with its errors but for the last.
Result<Outline> parse_outline(std::string_view text, const std::filesystem::path& manifest);

/// The package of a manifest, of cargo's answer.
///
/// Errors: the manifest is that of a workspace without a package (names the members), the package
/// has no library, or it does not depend on `prebind` (says what to add, with `macro_crate` for
/// where that package lies).
Result<Package> parse_metadata(std::string_view text, const std::filesystem::path& manifest,
                               const std::filesystem::path& macro_crate);

}  // namespace prebind::cargo
