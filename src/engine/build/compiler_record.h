#pragma once

#include "engine/build/build_scene.h"
#include "fingerprint/observer.h"
#include "fingerprint/record.h"
#include "util/environment.h"

namespace prebind::engine {

/// Puts the compiler, as it is now, among the inputs of `record`, the one that a build compares
/// with. It is a file of some 150 MB, the only large one that every build has to know the content
/// of; so what is known of it is kept for the builds of all crates, as `compilers/…` in the cache
/// directory, a record of that one input.
void recall_compiler(const Environment& environment, const BuildScene& scene,
                     fingerprint::Record& record, fingerprint::Trust trust);

}  // namespace prebind::engine
