#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cargo/package.h"
#include "engine/build/build.h"
#include "fingerprint/record.h"
#include "util/environment.h"
#include "util/result.h"

namespace prebind::engine {

/// The compiler that a build used.
struct Compiler {
  std::filesystem::path sysroot;
  std::filesystem::path driver;  ///< the file in there that decides what it does
  std::string version;           ///< what `rustc -vV` prints
};

/// What is known of the last build of a crate into one module. It lies in the cache directory, as
/// `records/<crate>/<output>`; if it is lost, the next build finds the result in the store, or
/// builds.
struct LastBuild {
  std::filesystem::path path = {};  ///< of the record; empty if there is no place for it
  bool is_known = false;            ///< there is a record
  std::string reason = {};          ///< if not: why

  fingerprint::Record record = {};
  BuildOptions options = {};  ///< paths are absolute
  BuildReport report = {};
  cargo::Package package = {};
  Compiler compiler = {};
  std::string generation = {};      ///< of cargo's target directory; see `run_cargo`
  fingerprint::FileTime ended = 0;  ///< when cargo had done, by the file system's clock
  /// Files and lists of files as they were then: all that cargo's results were made from, those of
  /// other features and profiles included. `record` may be of a result from the store, and cargo
  /// may have failed since. The stat data of a file prove nothing, but tell its mtime.
  std::vector<fingerprint::Input> seen = {};
  std::string key = {};       ///< in the store; empty if it is not there
  std::int64_t finished = 0;  ///< seconds since 1970
};

/// The record for a build with these options: where it lies, and what it says if there is one.
LastBuild load_last_build(const Environment& environment, const BuildOptions& options);

/// All that are known of a crate.
Result<std::vector<LastBuild>> load_last_builds(const Environment& environment,
                                                const std::filesystem::path& crate);

/// The last one into this module, of whatever crate; empty if none is known.
std::vector<LastBuild> load_last_builds_of_module(const Environment& environment,
                                                  const std::filesystem::path& module);

/// Whether its module was deleted.
bool is_gone(const LastBuild& build);

/// Whether `prebind package` built the module for itself: it lies in cargo's folder, and nobody has
/// asked for it.
bool is_for_packaging(const LastBuild& build);

/// Puts all of it but `is_known` and `reason` into its place. A record that cannot be written is
/// missed by nobody: the next build does without.
void save_last_build(LastBuild& build);

/// Only what cargo has seen; the rest stays as it was read.
void save_seen(LastBuild& build);

/// Removes the records of crates that are gone and those that were not used for so long; all of
/// them without an age. Returns how many.
std::size_t clean_last_builds(const Environment& environment,
                              std::optional<std::chrono::seconds> max_age);

}  // namespace prebind::engine
