#pragma once

#include <string>
#include <vector>

#include "hosts/julia/functions.h"
#include "hosts/julia/naming.h"

namespace prebind::hosts::julia {

/// What has the method compiled, for arguments of the types that most callers pass (`Float64` for
/// an `f64`, `Int` for any integer): `Base.precompile(add, (Base.Float64,))`. Nothing if it takes a
/// function of the host: it is compiled for each of them.
std::vector<std::string> ready(const Method& method, const TypeNames& names);

}  // namespace prebind::hosts::julia
