#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hosts/julia/naming.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// An `@enum` with its docstring, and what its values have to be in the library. `variants` are
/// their Julia names.
std::string render_enum(const model::NamedType& named, const std::string& name,
                        const std::vector<std::string>& variants);

/// An immutable struct. `is_constructed`: a Rust function is its constructor, so that Julia's own
/// ones are left out.
Result<std::string> render_value(const model::NamedType& named, const std::string& name,
                                 bool is_constructed, const TypeNames& names);

/// A Julia constant.
std::string render_constant(const model::Constant& constant, const std::string& name);

}  // namespace prebind::hosts::julia
