#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/context.h"
#include "engine/packages/undo.h"
#include "util/result.h"

namespace prebind::engine {

struct NewOptions {
  /// The Julia package's name; a `.jl` at its end does not count. For `add_package` it may be
  /// empty: then it comes from the crate's.
  std::string name;
  std::filesystem::path directory = {};  ///< empty: the name, in the current directory
  std::string language = "julia";        ///< of what is laid out
};

/// A Julia package that was laid out, and how its bindings are built.
struct Scaffold {
  std::string name, language;
  std::filesystem::path directory, crate;  ///< absolute
  std::vector<std::string> files;          ///< written, relative to `directory`; sorted
  /// Of those, the folder with the crate `prebind` in it, relative to `directory`; or empty.
  std::string macro_crate = {};
  std::filesystem::path module, library_directory;  ///< what `build` makes; absolute
  bool adds_dependency = false;                     ///< the crate's manifest was changed
  /// What cargo makes besides, in a first build: its lock file and target directory.
  std::filesystem::path lock_file = {}, target_directory = {};
  std::filesystem::path library_source = {};  ///< that got a first function then
  bool is_part = false;   ///< of a project that there was; `name` is the namespace then
  std::string note = {};  ///< what the person has to know; one line or more
};

/// Lays out a Julia package with a Rust crate in it, build script, tests and a CI file, or a CMake
/// project with one. The macro
/// crate is copied into it, so that the package can be moved and built elsewhere. All files appear
/// in one step; if anything fails there are none. `undo` takes them away again, and what a first
/// build makes beside them.
///
/// Errors: the name is none that a Julia package can have; the directory is there and not empty.
Result<Scaffold> new_package(const Context& context, const NewOptions& options, Undo& undo);

/// The same around a crate that exists. If it does not depend on the macro crate yet, its manifest
/// gets the dependency (by `cargo add`) on a copy of it in the package, and its sources a function
/// to begin with. `undo` takes back all of it. For C++, a CMake
/// project gets a file that builds the crate; `directory` is its folder, `name` the namespace.
///
/// Errors: those of `new_package`; there is no CMake project; it has the file.
Result<Scaffold> add_package(const Context& context, const std::filesystem::path& crate,
                             const NewOptions& options, Undo& undo);

}  // namespace prebind::engine
