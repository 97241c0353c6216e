#pragma once

#include <string>

#include "hosts/julia/naming.h"
#include "model/type.h"

namespace prebind::hosts::julia {

/// What lies in the memory of a packed type or a part of one, as `runtime/packed.jl` has it:
/// `_prebind.List{Base.Float64, Base.Float64}`.
std::string schema(const model::Type& type, const TypeNames& names);

/// The Julia type of such a value: `Base.Vector{Base.Float64}`.
std::string packed_type(const model::Type& type, const TypeNames& names);

/// What a caller may pass as this packed type, `Base.AbstractArray`; and that for the docstring.
std::string packed_dispatch(const model::Type& type);
std::string packed_documented(const model::Type& type, const TypeNames& names);

}  // namespace prebind::hosts::julia
