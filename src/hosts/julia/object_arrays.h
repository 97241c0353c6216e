#pragma once

#include <string>
#include <string_view>

#include "hosts/julia/types.h"
#include "hosts/surface.h"

namespace prebind::hosts::julia {

/// Arrays of handles, `Vec<Counter>` and `&[&Counter]`: the handles lie in memory of the call.
Lowered lower_object_array(const model::Type& array, std::string_view variable,
                           const TypeNames& names);
Lifted lift_object_array(const model::Type& array, const std::string& value,
                         const TypeNames& names);

}  // namespace prebind::hosts::julia
