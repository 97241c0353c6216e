#pragma once

#include <optional>

#include "expand/archive_request.h"
#include "expand/inquiry.h"
#include "util/result.h"

namespace prebind::expand {

/// Answers the requests of one rustc process (docs/formats/expansion-protocol.md) until `input`
/// ends. Requests for archives are answered by `make_archive`.
///
/// Errors: the descriptors fail, or what comes in is no request. Diagnostics of items are answers,
/// not errors.
/// `meanings`: what is known of the crate's types (inquiry.h).
Result<void> serve(int input, int output, const ArchiveMaker& make_archive,
                   const std::optional<Meanings>& meanings = {});

}  // namespace prebind::expand
