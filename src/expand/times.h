#pragma once

#include <string>

#include "expand/lift.h"
#include "model/type.h"

namespace prebind::expand {

/// Rust source for times, which cross as seconds and nanoseconds (docs/formats/glue-abi.md). Those
/// of other crates are made by public functions of theirs.

/// A time as `[u64; 2]`: an expression.
std::string time_words(const model::Type& type, const std::string& value);

/// The time of a `u64` and a `u32`, which are expressions too.
std::string time_value(const model::Type& type, const std::string& seconds,
                       const std::string& nanoseconds, const Refusal& refused);

/// The functions that such source calls, but for those in `known`.
std::string time_helpers(const std::string& source, const std::string& known = {});

}  // namespace prebind::expand
