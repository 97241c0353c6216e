#pragma once

#include <string>
#include <string_view>

#include "hosts/julia/types.h"

namespace prebind::hosts::julia {

/// Arrays of n dimensions, which Rust looks at where they are, whatever their strides.
Lowered lower_strided(const model::Type& type, std::string_view variable, bool lends);
Lifted lift_strided(const model::Type& type, const std::string& value);

}  // namespace prebind::hosts::julia
