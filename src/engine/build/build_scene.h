#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cargo/build_inputs.h"
#include "cargo/linking.h"
#include "cargo/package.h"
#include "cargo/place.h"
#include "cargo/tree.h"
#include "engine/build/build.h"
#include "engine/build/last_build.h"
#include "engine/context.h"
#include "fingerprint/input.h"

namespace prebind::engine {

/// Asks rustc what it is, as it would run in the directory of a manifest.
Result<Compiler> find_compiler(const Context& context, const std::filesystem::path& manifest);

/// How a build of a package links, and which folder of the target directory is for such builds.
Result<cargo::Linking> find_linking(const Context& context, const BuildOptions& options,
                                    const cargo::Package& package, const Compiler& compiler);
/// The configuration files of cargo for a package.
std::vector<std::filesystem::path> configuration_of(const Environment& environment,
                                                    const cargo::Package& package);
std::string variant_of(const cargo::Linking& linking);

/// Everything that can be an input of a build of one package: where files lie, and what they are
/// called in records and keys (docs/freshness.md).
class BuildScene {
 public:
  BuildScene(const Context& context, const BuildOptions& options, const cargo::Package& package,
             const Compiler& compiler);
  BuildScene(const BuildScene&) = delete;
  BuildScene& operator=(const BuildScene&) = delete;

  /// How the build links. Error: it cannot.
  const Result<cargo::Linking>& linking() const { return linking_; }

  const fingerprint::Surroundings& surroundings() const { return surroundings_; }

  /// What is known before the build: manifests, configuration, toolchain, environment, options. All
  /// of it belongs to this place; lists of inputs from elsewhere do not name it.
  std::vector<fingerprint::InputName> fixed_names() const;

  /// The file that has the compiler in it.
  fingerprint::InputName compiler_name() const;

  /// Programs and files that every crate is compiled by, and cargo does not look at: if one of
  /// these changes, cargo would take all of its earlier results for right. Part of the fixed ones.
  std::vector<fingerprint::InputName> foundation_names() const;

  /// The files of the package: those that a first build will probably read.
  std::vector<fingerprint::InputName> probable_names() const;

  /// What the build turned out to have read beside that, what told it the place where it ran, and
  /// whether it was told the folders of cargo and of the toolchain.
  std::vector<fingerprint::InputName> names_of(const cargo::BuildInputs& inputs,
                                               std::string told_place, bool told_homes);
  /// The files of cargo's configuration.
  std::vector<std::filesystem::path> configuration() const;
  /// For `what_told_the_place`.
  cargo::Homes homes() const;

  /// Of a file that the build writes.
  fingerprint::InputName output_name(const std::filesystem::path& path) const;

  /// Makes the values that names from a record or a list ask for.
  void prepare(const std::vector<fingerprint::InputName>& names);
  /// Makes them again; the changes since.
  std::vector<fingerprint::Change> prepare_again();

  /// Files that are no inputs, though they lie in the package: what the build writes.
  void leave_out(std::set<std::filesystem::path> files) { left_out_ = std::move(files); }

  /// Settings in the environment that were not there, and are not named, when a record was made.
  std::vector<fingerprint::Change> new_settings(const fingerprint::Record& record) const;

  /// The key of what is known before anybody knows which files are read: which results to look at.
  fingerprint::Digest request() const;

 private:
  std::string place() const;
  fingerprint::InputName file_name(const char* role, const std::filesystem::path& path) const;
  void add_manifests(std::vector<fingerprint::InputName>& names) const;
  std::string value_of(const std::string& name) const;
  std::string listing(std::string_view place, cargo::Reading reading) const;
  bool is_left_out(const std::filesystem::path& path) const;
  bool is_rooted(const std::filesystem::path& path) const;

  const Context& context_;
  const cargo::Package& package_;
  const Compiler& compiler_;
  std::filesystem::path cargo_home_, rustup_home_;
  Result<cargo::Linking> linking_;
  fingerprint::RealFileSystem files_;
  fingerprint::Surroundings surroundings_;
  std::set<std::filesystem::path> left_out_;
};

/// The roles of inputs, which are part of keys.
inline constexpr const char* kSourceRole = "source";
inline constexpr const char* kManifestRole = "manifest";
inline constexpr const char* kListingRole = "listing";  ///< which files there are
/// Cargo does not look at these, or not at all of them.
inline constexpr const char* kVendoredRole = "vendored";
inline constexpr const char* kPackageRole = "package";

}  // namespace prebind::engine
