#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cargo/build_inputs.h"
#include "cargo/package.h"
#include "cargo/place.h"
#include "engine/build.h"
#include "engine/context.h"
#include "engine/last_build.h"
#include "fingerprint/input.h"

namespace prebind::engine {

/// Asks rustc what it is, as it would run in the directory of a manifest.
Result<Compiler> find_compiler(const Context& context, const std::filesystem::path& manifest);

/// Everything that can be an input of a build of one package: where files lie, and what they are
/// called in records and keys (docs/freshness.md).
class BuildScene {
 public:
  BuildScene(const Context& context, const BuildOptions& options, const cargo::Package& package,
             const Compiler& compiler);
  BuildScene(const BuildScene&) = delete;
  BuildScene& operator=(const BuildScene&) = delete;

  const fingerprint::Surroundings& surroundings() const { return surroundings_; }

  /// What is known before the build: manifests, configuration, toolchain, environment, options. All
  /// of it belongs to this place; lists of inputs from elsewhere do not name it.
  std::vector<fingerprint::InputName> fixed_names() const;

  /// The file that has the compiler in it.
  fingerprint::InputName compiler_name() const;

  /// The files of the package: those that a first build will probably read.
  std::vector<fingerprint::InputName> probable_names() const;

  /// What the build turned out to have read beside that, and what
  /// told it the place where it ran.
  std::vector<fingerprint::InputName> names_of(const cargo::BuildInputs& inputs,
                                               std::string told_place);
  /// For `what_told_the_place`.
  cargo::Homes homes() const;

  /// Of a file that the build writes.
  fingerprint::InputName output_name(const std::filesystem::path& path) const;

  /// Makes the values that names from a record or a list ask for.
  void prepare(const std::vector<fingerprint::InputName>& names);
  /// Makes them anew; the changes since.
  std::vector<fingerprint::Change> prepare_again();

  /// Files that are no inputs, though they lie in the package: what the build writes.
  void leave_out(std::set<std::filesystem::path> files) { left_out_ = std::move(files); }

  /// Settings in the environment that were not there, and are not named, when a record was made.
  std::vector<fingerprint::Change> new_settings(const fingerprint::Record& record) const;

  /// The key of what is known before anybody knows which files are read: which results to look at.
  fingerprint::Digest request() const;

 private:
  std::string place() const;
  std::string listing(const fingerprint::InputName& name) const;
  bool is_rooted(const std::filesystem::path& path) const;

  const Context& context_;
  const cargo::Package& package_;
  const Compiler& compiler_;
  std::filesystem::path cargo_home_, rustup_home_;
  fingerprint::RealFileSystem files_;
  fingerprint::Surroundings surroundings_;
  std::set<std::filesystem::path> left_out_;
};

/// The roles of inputs, which are part of keys.
inline constexpr const char* kSourceRole = "source";
inline constexpr const char* kManifestRole = "manifest";
inline constexpr const char* kVendoredRole = "vendored";  ///< cargo does not look at it twice

}  // namespace prebind::engine
