#pragma once

#include "util/result.h"

namespace prebind::expand {

/// Answers the requests of one rustc process (docs/formats/expansion-protocol.md) until `input`
/// ends.
///
/// Errors: the descriptors fail, or what comes in is no request. Diagnostics of items are answers,
/// not errors.
Result<void> serve(int input, int output);

}  // namespace prebind::expand
