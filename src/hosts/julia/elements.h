#pragma once

#include <string>

#include "hosts/julia/naming.h"
#include "hosts/julia/types.h"
#include "model/type.h"

namespace prebind::hosts::julia {

/// The Julia type with the same bytes as an element of an array, or as a field of a value:
/// `Base.NTuple{3, Base.Float64}`.
std::string element_type(const model::Type& element, const TypeNames& names);

/// `{Base.Float64}`: what stands behind the name of an instance of a generic struct; empty for what
/// is not generic.
std::string type_arguments(const std::vector<model::Type>& arguments, const TypeNames& names);

/// The same, where a named type is called what `name_of` says.
std::string element_type(const model::Type& element, const std::string& name);

/// The type of a fixed array or complex number by itself, where a `usize` is an `Int`.
std::string counted_type(const model::Type& type);

/// `Array{Base.Float64, 2}` of the head `Array`, for a static matrix; and its sizes as a tuple.
std::string matrix_type(const std::string& head, const model::Type& type,
                        const std::string& element);
std::string sizes_text(const model::Type& type);

/// The type of a number of 128 bits.
std::string_view wide(model::TypeKind kind);
Lowered lower_wide(model::TypeKind kind, std::string_view variable);

/// What Julia has for a time: `_prebind.Dates.DateTime`; and the schema where it is packed.
std::string time_type(model::TypeKind kind);
std::string time_schema(model::TypeKind kind);
Lowered lower_time(model::TypeKind kind, std::string_view variable);
Lifted lift_time(model::TypeKind kind, const std::string& value);

Lowered lower_complex(const model::Type& type, std::string_view variable);
Lowered lower_fixed(const model::Type& type, std::string_view variable);
Lifted lift_fixed(const model::Type& type, const std::string& value);

}  // namespace prebind::hosts::julia
