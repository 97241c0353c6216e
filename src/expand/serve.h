#pragma once

#include "expand/archive_request.h"
#include "util/result.h"

namespace prebind::expand {

/// Answers the requests of one rustc process (docs/formats/expansion-protocol.md) until `input`
/// ends. Requests for archives are answered by `make_archive`.
///
/// Errors: the descriptors fail, or what comes in is no request. Diagnostics of items are answers,
/// not errors.
Result<void> serve(int input, int output, const ArchiveMaker& make_archive);

}  // namespace prebind::expand
