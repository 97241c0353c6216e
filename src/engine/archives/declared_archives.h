#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "assembler/target.h"
#include "cargo/toolchain.h"
#include "util/result.h"

namespace prebind::engine {

/// A package that carries archives, and the variants that its manifest declares.
struct ArchiveHome {
  std::filesystem::path root;  ///< its folder `archives`, whether that exists or not
  std::vector<assembler::Variant> variants;
};

/// Features of a package that are on in one run of cargo.
struct FeatureSet {
  std::vector<std::string> names = {};
  bool all = false;              ///< all there are, whatever the names say
  bool defaults = true;          ///< the default ones, too
  std::string in_words() const;  ///< `all features`, `the features a, b`, …
};

/// How the macros of a package are found, from [package.metadata.prebind].
struct ArchiveBuilds {
  /// `archive-features`: each set is built, so features need not go together. All features at once
  /// if it is not there.
  std::vector<FeatureSet> feature_sets = {{.all = true}};
  /// `archive-tests`: tests, examples and benchmarks are built, too.
  bool with_tests = false;
};
Result<ArchiveBuilds> read_archive_builds(std::string_view metadata,
                                          const std::filesystem::path& manifest);

/// Where the archives of a package go, from `archives` in [package.metadata.prebind]: its own
/// folder, and those of the packages that it depends on by path and that declare some
/// to pass on (`links`).
///
/// `metadata` is cargo's of that manifest; it is asked again about packages of other workspaces.
///
/// Errors: cargo cannot read a manifest; what is declared is not understood; nothing is.
Result<std::vector<ArchiveHome>> find_archive_homes(const cargo::Cargo& cargo,
                                                    const std::filesystem::path& manifest,
                                                    std::string_view metadata);

/// What one manifest says, of cargo's metadata about it.
struct ManifestArchives {
  bool is_described = false;  ///< the metadata has that package
  std::vector<assembler::Variant> variants = {};
  bool is_shared = false;  ///< has `links`: passes its archives on to those who depend on it
  /// Folders of those that are named by path and could pass archives on.
  std::vector<std::filesystem::path> dependencies = {};
};
Result<ManifestArchives> read_manifest_archives(std::string_view metadata,
                                                const std::filesystem::path& manifest);

}  // namespace prebind::engine
