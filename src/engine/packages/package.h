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
  Origin origin = Origin::built;  ///< of the library in it
};

struct PackageReport {
  std::string package, version;
  std::vector<Tarball> tarballs;
  WrittenFile artifacts;
};

/// Makes a tarball with the library for each target, and tells Julia's package manager of them in
/// `Artifacts.toml`; entries for other targets stay. Nothing is written before all is built.
tl::expected<PackageReport, Failure> package(const Context& context, const PackageOptions& options);

}  // namespace prebind::engine
