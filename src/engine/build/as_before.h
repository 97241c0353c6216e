#pragma once

#include "engine/build/build.h"
#include "util/result.h"

namespace prebind::engine {

/// The same build into the module of this language that the crate was built into before, with its
/// name and folders, and with its features where none are given.
///
/// Errors: no such build is known, or several are. They say how to name the module.
Result<BuildOptions> as_before(const Context& context, BuildOptions options);

}  // namespace prebind::engine
