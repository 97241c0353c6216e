#pragma once

#include <string>
#include <vector>

#include "assembler/target.h"
#include "cargo/package.h"
#include "engine/archives/archive.h"
#include "engine/archives/declared_archives.h"
#include "engine/archives/gathered_archives.h"
#include "engine/context.h"

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

/// What is done with the texts that the macros hand over.
enum class Texts { kept, assembled };

/// Lets rustc check the package for a target, once with each set of features, with all macros at
/// work, and returns what they asked for. With `Texts::assembled` each is assembled on the way, for
/// all variants of the gathering: then rustc shows what is wrong with it where it is in the
/// sources, and that is an error.
Result<std::vector<GatheredArchive>> gather_archives(const Context& context,
                                                     const cargo::Cargo& cargo,
                                                     const cargo::Package& package,
                                                     const ArchiveOptions& options,
                                                     const ArchiveBuilds& builds,
                                                     const Gathering& gathering, Texts texts);

}  // namespace prebind::engine
