#pragma once

#include <string>
#include <string_view>

#include "hosts/julia/naming.h"
#include "hosts/julia/types.h"
#include "model/type.h"

namespace prebind::hosts::julia {

/// `*const T` and `*mut T` are `Ptr{T}` alike; empty if T cannot be behind a pointer.
std::string pointer(const model::Type& type);

/// What a function of Julia's that crosses packed returns and takes: two types of the run time.
std::string packed_signature(const model::Type& function, const TypeNames& names);

/// A function of Julia as an argument: a C function pointer, a function that Rust borrows for the
/// call, or one that it keeps; or an object with the methods of a trait.
Lowered lower_function(const model::Type& type, std::string_view variable, const TypeNames& names);

}  // namespace prebind::hosts::julia
