#pragma once

#include <string>

#include "hosts/julia/functions.h"
#include "hosts/julia/naming.h"

namespace prebind::hosts::julia {

/// The line that has the method compiled while its package is, for arguments of the types that
/// most callers pass (`Float64` for an `f64`, `Int` for any integer): `_prebind.@ready(add,
/// (Base.Float64,))`. Empty if it takes a function of the host: it is compiled for each of them.
std::string ready(const Method& method, const TypeNames& names);

}  // namespace prebind::hosts::julia
