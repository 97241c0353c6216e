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
  double seconds = 0;
  std::string stays = {};  ///< why other machines cannot use it; empty: they can
};

/// Whether cargo would take a result for fresh that it made from something else, in a run that
/// ended before `ended`.
bool is_missed_by_cargo(const BuildScene& scene, fingerprint::FileTime ended,
                        const fingerprint::Input& seen, const fingerprint::Input& present);

/// Runs cargo so that its result is what the inputs are, and so that these are known.
///
/// - Cargo takes a file for unchanged whose mtime is older than its last build, whatever is in it.
///   Where there is such a change since cargo ran (`LastBuild::seen`), or the target directory was
///   used by a build that the record knows nothing of (its `generation`), the local packages are
///   compiled again. So they are if the mtime of a source has gone back: cargo may have compiled it
///   with other content in between, for other features, or before a result came from the store.
/// - A target directory that was moved or copied holds what was told its old place, and cargo does
///   not see variables that linkers and C compilers read; where they differ, all packages are
///   compiled again.
/// - Cargo itself may have written the lock file, and which files a first build reads is known only
///   after it. Then cargo runs once more, which has nothing to do, while all of them are watched.
///
/// `last` is told what cargo has seen, and keeps it on disk if cargo fails: what it had compiled by
/// then stays.
Result<CargoBuilt> run_cargo(const cargo::Cargo& cargo, const cargo::Package& package,
                             const cargo::BuildOptions& options, BuildScene& scene, LastBuild& last,
                             fingerprint::Trust trust);

}  // namespace prebind::engine
