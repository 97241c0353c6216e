#pragma once

#include <string>
#include <string_view>

#include "hosts/julia/naming.h"
#include "hosts/julia/types.h"
#include "model/type.h"

namespace prebind::hosts::julia {

/// What lies in the memory of a packed type or a part of one, as `runtime/packed.jl` has it:
/// `_prebind.List{Base.Float64, Base.Float64}`.
std::string schema(const model::Type& type, const TypeNames& names);

/// The Julia type of such a value: `Base.Vector{Base.Float64}`; with a `holder`, as the module of
/// that type refers to it.
std::string packed_type(const model::Type& type, const TypeNames& names,
                        const TypeName* holder = nullptr);

/// A type as the module of another one refers to it.
std::string seen_from(const TypeName& holder, const TypeName& held);

/// What a caller may pass as this packed type, `Base.AbstractArray`; and that for the docstring.
std::string packed_dispatch(const model::Type& type);
std::string packed_documented(const model::Type& type, const TypeNames& names);

/// An array of enums with data, which are packed one after the other.
bool is_tagged_array(const model::Type& array, const TypeNames& names);
Lowered lower_tagged_array(const model::Type& array, std::string_view variable,
                           const TypeNames& names);
Lifted lift_tagged_array(const model::Type& array, const std::string& value,
                         const TypeNames& names);

}  // namespace prebind::hosts::julia
