#pragma once

#include <string>
#include <vector>

#include "cargo/build.h"
#include "engine/build/build_scene.h"
#include "engine/build/last_build.h"
#include "fingerprint/snapshot.h"

namespace prebind::engine {

/// What cargo made, and from what.
struct CargoBuilt {
  std::filesystem::path library;
  std::vector<fingerprint::InputName> names;  ///< that only the build could tell
  fingerprint::Sealed sealed;
  std::string generation;
  fingerprint::FileTime ended = 0;
  double seconds = 0;
  std::string stays = {};  ///< why other machines cannot use it; empty: they can
};

/// Whether cargo would take its last result for fresh in spite of this change.
bool is_missed_by_cargo(const BuildScene& scene, const LastBuild& last,
                        const fingerprint::Change& change);

/// Runs cargo so that its result is what the inputs are, and so that these are known.
///
/// - Cargo takes a file for unchanged whose mtime is older than its last build, whatever is in it.
///   Where the record of the last build shows such a change, or the target directory was used by a
///   build that the record knows nothing of (its `generation`), the local packages are compiled
///   again.
/// - A target directory that was moved or copied holds what was told its old place, and cargo does
///   not see variables that linkers and C compilers read; where they differ, all packages are
///   compiled again.
/// - Cargo itself may have written the lock file, and which files a first build reads is known only
///   after it. Then cargo runs once more, which has nothing to do, while all of them are watched.
Result<CargoBuilt> run_cargo(const cargo::Cargo& cargo, const cargo::Package& package,
                             const cargo::BuildOptions& options, BuildScene& scene,
                             const LastBuild& last, const std::vector<fingerprint::Change>& changes,
                             fingerprint::Trust trust);

}  // namespace prebind::engine
