#pragma once

#include <map>
#include <string>

namespace prebind::hosts::cpp {

/// What differs between CMake projects whose work is done by a Rust crate.
struct ProjectDescription {
  std::string name;        ///< of the project and its program
  std::string crate;       ///< its name, which the namespace has, too
  std::string crate_path;  ///< from the project's folder, with forward slashes
  std::string counter;     ///< the struct in engine/packages/crate/lib.rs
};

/// The files of a new project but for its crate, by their paths from the project's folder.
std::map<std::string, std::string> project_files(const ProjectDescription& project);

/// What a CMake project that exists includes to have a crate: `crate_path` is from the folder above
/// the file's, `space` the namespace.
std::string crate_file(const std::string& crate, const std::string& crate_path,
                       const std::string& space);

}  // namespace prebind::hosts::cpp
