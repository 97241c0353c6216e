#pragma once

#include <string>
#include <vector>

#include "assembler/target.h"
#include "cargo/package.h"
#include "engine/archive.h"
#include "engine/context.h"
#include "engine/gathered_archives.h"

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

/// Lets rustc check the package for a target, with all macros at work, and returns what they asked
/// for. The texts have been assembled for all variants of the gathering by then, for errors are
/// best shown by rustc where they are in the sources.
Result<std::vector<GatheredArchive>> gather_archives(const Context& context,
                                                     const cargo::Cargo& cargo,
                                                     const cargo::Package& package,
                                                     const ArchiveOptions& options,
                                                     const Gathering& gathering);

}  // namespace prebind::engine
