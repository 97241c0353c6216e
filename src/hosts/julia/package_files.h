#pragma once

#include <map>
#include <string>
#include <string_view>

namespace prebind::hosts::julia {

/// What differs between Julia packages whose work is done by a Rust crate.
struct PackageDescription {
  std::string name;
  std::string uuid;
  std::string crate_path;       ///< from the package's folder, with forward slashes
  std::string package_command;  ///< that makes a release
  std::string build_command;    ///< that builds library and bindings
  std::string tests;            ///< Julia, at the top level of `test/runtests.jl`
};

/// The files of a new package but for its crate, by their paths from the package's folder.
std::map<std::string, std::string> package_files(const PackageDescription& package);

/// Tests of what a new crate has (engine/crate/lib.rs), whose struct is called `counter`.
std::string crate_tests(std::string_view counter);

}  // namespace prebind::hosts::julia
