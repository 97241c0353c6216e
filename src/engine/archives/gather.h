#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "assembler/target.h"
#include "cargo/package.h"
#include "engine/archives/archive.h"
#include "engine/archives/declared_archives.h"
#include "engine/archives/gathered_archives.h"
#include "engine/context.h"
#include "util/process.h"
#include "util/result.h"

namespace prebind::engine {

/// One run of cargo that finds out what archives a package asks for, and what for.
struct Gathering {
  std::string target;                 ///< of Rust, whose standard library is installed
  std::vector<std::string> features;  ///< of the target
  std::vector<assembler::Variant> variants;
};

/// The runs that it takes for these variants, given the targets that are installed. Where there is
/// none for a variant's machine, one of the same architecture stands in; where there is none
/// either, that is an error.
Result<std::vector<Gathering>> plan_gatherings(const std::vector<assembler::Variant>& variants,
                                               const std::vector<std::string>& installed);

using OnArchive = std::function<void(const GatheredArchivePointer& archive)>;

/// Lets rustc check a package for the targets of gatherings, once with each set of features, with
/// all macros at work.
struct Gatherer {
  const Context& context;
  const cargo::Cargo& cargo;
  const cargo::Package& package;
  const ArchiveOptions& options;
  const ArchiveBuilds& builds;

  /// What the macros ask for, by name. `on_found` gets each archive as soon as it is known, while
  /// compilers still run, in a thread of its own and in no order: if this fails, all of that was in
  /// vain.
  Result<std::vector<GatheredArchivePointer>> gather(const Gathering& gathering,
                                                     const OnArchive& on_found) const;

  /// Has each text assembled for all variants on the way, so that rustc shows what is wrong with it
  /// where it is in the sources: that is an error.
  Result<void> show_errors(const Gathering& gathering) const;

 private:
  Result<void> check(const Gathering& gathering, const std::filesystem::path& folder,
                     const std::string& variants) const;
  Command command(const Gathering& gathering, const FeatureSet& set,
                  const std::filesystem::path& folder, const std::string& variants) const;
};

}  // namespace prebind::engine
