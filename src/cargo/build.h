#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cargo/dep_info.h"
#include "cargo/linking.h"
#include "cargo/package.h"
#include "cargo/package_id.h"
#include "cargo/toolchain.h"
#include "util/process.h"
#include "util/result.h"

namespace prebind::cargo {

struct BuildOptions {
  bool release = true;
  std::vector<std::string> features = {};
  Linking linking = {};  ///< also names the target; empty: what cargo builds for by itself
  bool locked = false;
  bool offline = false;
  bool quiet = false;         ///< without cargo's progress
  bool looks_beside = false;  ///< the library finds those that it needs in its own folder, too
  std::filesystem::path
      engine;             ///< the program `prebind`, which the macro starts as `engine expand`
  std::string engine_id;  ///< differs for engines that may answer differently
  std::filesystem::path meanings = {};  ///< the file that tells the engine what types mean
};

/// Where cargo is made to build: a directory of our own in the user's target directory, so that
/// neither our builds nor theirs make the other ones start again.
std::filesystem::path build_directory(const Package& package);

/// The command that `build_library` runs, without what is done with its output.
Command build_command(const Cargo& cargo, const Package& package, const BuildOptions& options);

enum class ArtifactKind { library, macro, build_script };

/// Something that rustc made, as cargo reports it.
struct Artifact {
  std::string name;               ///< of the package
  std::filesystem::path package;  ///< the directory of its manifest
  std::filesystem::path file;
  bool is_local = false;  ///< from a path, not from a registry or repository
  PackageId id = {};
  ArtifactKind kind = ArtifactKind::library;
};

/// A build script that was run, in this build or in an earlier one.
struct ScriptRun {
  std::filesystem::path package;
  std::filesystem::path out_directory;
  std::vector<std::string> variables = {};  ///< that it set for its crate
  bool is_local = false;
  PackageId id = {};
  ScriptSyntax syntax = ScriptSyntax::both;
};

struct Built {
  std::filesystem::path library;
  std::vector<Artifact> artifacts = {};
  std::vector<ScriptRun> scripts = {};
};

/// Builds the package's library as a shared library, whatever crate types its manifest names, with
/// the engine at work in the macros. Cargo runs in the package's directory, so that its
/// configuration and toolchain do not depend on where a person stands. Cargo's progress and rustc's
/// diagnostics go to `on_progress`, else to standard error, as they come. The library is in the
/// target directory; the next build replaces that file.
///
/// Errors: cargo failed (and has said why), it was interrupted, no shared library came of it, two
/// copies of the macros were at work. `parts` is told what cargo had made until then.
Result<Built> build_library(const Cargo& cargo, const Package& package, const BuildOptions& options,
                            Built* parts = nullptr);

/// Makes cargo compile the packages of these names again, next time it builds in our directory. For
/// changes that it would not notice, because the files that changed look older than their build.
void forget_packages(const Package& package, const std::vector<std::string>& names);

/// The same for all packages.
void forget_all_packages(const Package& package);

}  // namespace prebind::cargo
