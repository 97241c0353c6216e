#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/build/build.h"

namespace prebind::engine {

struct PackageOptions {
  std::filesystem::path crate;            ///< its folder, or its Cargo.toml
  std::vector<std::string> targets = {};  ///< of Rust; empty: what cargo builds for by itself
  /// Where the tarballs will be found: the address of the folder that they are uploaded to.
  std::string url;
  std::filesystem::path output = {};  ///< folder of the tarballs; empty: `dist` beside `artifacts`
  std::filesystem::path artifacts = {};  ///< Artifacts.toml; empty: of the Julia package around it
  std::string glibc = {};  ///< for targets with glibc: the oldest to load with; empty: any
  std::vector<std::string> features = {};
  bool locked = false;
  bool offline = false;
  bool with_libraries = false;  ///< ship what it needs and the system does not have, too
};

struct Tarball {
  std::string target = {};     ///< of Rust
  std::string tree_hash = {};  ///< the name of the artifact in Julia's depots
  std::string sha256 = {};
  std::uint64_t size = 0;
  WrittenFile file = {};
  Origin origin = Origin::built;   ///< of the library in it
  model::LibraryNeeds needs = {};  ///< of all libraries in it
  bool is_for_host = false;
};

/// A target that no tarball was made for.
struct FailedTarget {
  std::string target;
  Failure failure;
};

struct PackageReport {
  std::string package, version;
  std::vector<Tarball> tarballs;
  std::vector<FailedTarget> failed_targets = {};
  WrittenFile artifacts;
  /// Where Pkg puts artifacts, `HASH` in there; and the Julia package, if it has a Project.toml.
  std::filesystem::path artifact_folder = {}, julia_package = {};
};

/// Makes a tarball with the library for each target, and tells Julia's package manager of them in
/// `Artifacts.toml`; entries for other targets stay. Nothing is built before the tools for all
/// targets are found, and nothing is written before all is built. What could be built is written;
/// it is an error only if that is nothing.
tl::expected<PackageReport, Failure> package(const Context& context, const PackageOptions& options);

}  // namespace prebind::engine
