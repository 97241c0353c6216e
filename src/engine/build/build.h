#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/context.h"
#include "engine/diagnostic.h"
#include "model/library_needs.h"

namespace prebind::engine {

struct BuildOptions {
  std::filesystem::path crate;   ///< its folder, or its Cargo.toml
  std::filesystem::path output;  ///< the module; empty: named after it, in the current directory
  std::string language = "julia";
  std::string module = {};                       ///< its name; empty: from the package's
  std::filesystem::path library_directory = {};  ///< empty: the module's
  bool release = true;
  std::vector<std::string> features = {};
  std::string target = {};
  std::string glibc = {};       ///< the oldest that the library is to load with; empty: as it comes
  std::string precompile = {};  ///< `all`, `used` or `none`; empty: by the number of functions
  bool locked = false;
  bool offline = false;
  bool force = false;     ///< build even if nothing has changed
  bool paranoid = false;  ///< read every input, whatever its time stamps say
  /// The library finds those that it needs in its own folder, too: it can go elsewhere with them.
  bool looks_beside = false;
  /// A session of the host asks for the module, to load it: nobody keeps it or ships it.
  bool for_session = false;
  bool skip_unsupported = false;  ///< leave out what the host cannot have, instead of an error
};

/// Where the result of a build came from.
enum class Origin {
  fresh,     ///< nothing has changed since the last build; nothing was done
  restored,  ///< the same was built before, perhaps elsewhere: taken from the store
  received,  ///< the same, taken from the team's cache
  built,     ///< by cargo
};

/// An item that the crate exports and the module does not have.
struct LeftOutItem {
  std::string item;   ///< "the function `f`"
  std::string place;  ///< `src/lib.rs:3:8`
  std::string reason;
  bool is_chosen = false;  ///< `#[export(hosts = …)]` says so
};

/// Public methods that are not exported, because others of their `impl` are marked.
struct UnmarkedMethods {
  std::string type;
  std::vector<std::string> names;
};

/// A file that is as it should be.
struct WrittenFile {
  std::filesystem::path path;
  bool changed = false;  ///< false: it had this content before
};

struct BuildReport {
  std::string package, version;  ///< of the crate
  std::string language, module;
  WrittenFile module_file, library_file;
  std::vector<WrittenFile> companions = {};  ///< in the library's folder: what tells others of it
  std::size_t objects = 0;                   ///< exported types
  std::size_t functions = 0;                 ///< with methods
  std::vector<LeftOutItem> left_out = {};
  std::vector<UnmarkedMethods> unmarked = {};
  /// Names that a program has to write with the module's in front; see `hosts::Rendered`.
  std::vector<std::string> qualified = {};
  Origin origin = Origin::built;
  double seconds = 0;  ///< that building took, now or then
  model::LibraryNeeds needs = {};
};

/// All that a build wrote.
std::set<std::filesystem::path> files_of(const BuildReport& report);

/// What a person types to use the module of a build, with the name of its file as they would write
/// it.
std::string usage_of(const BuildReport& report, const std::string& module_file);

/// Makes the bindings of a crate: builds it as a shared library with cargo, and writes the library
/// and a module for the host that describes it. Both are written when both are ready, each in one
/// step; if anything fails, the files from before stay.
///
/// What cargo and rustc say goes to the context's `on_progress` as it comes.
tl::expected<BuildReport, Failure> build(const Context& context, const BuildOptions& options);

}  // namespace prebind::engine
