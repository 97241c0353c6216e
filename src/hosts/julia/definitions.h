#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hosts/julia/naming.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// The indices of a library's named types in an order in which Julia can define them: enums, then
/// structs of plain data after those that they hold, then handles.
std::vector<std::size_t> in_order_of_definition(const model::Library& library);

/// An `@enum` with its docstring, and what its values have to be in the library. `variants` are
/// their Julia names.
std::string render_enum(const model::Object& object, const std::string& name,
                        const std::vector<std::string>& variants);

/// An immutable struct. `is_constructed`: a Rust function is its constructor, so that Julia's own
/// ones are left out.
Result<std::string> render_value(const model::Object& object, const std::string& name,
                                 bool is_constructed, const TypeNames& names);

/// A Julia constant.
std::string render_constant(const model::Constant& constant, const std::string& name);

/// For people: `const LIMIT: u32 = 5`.
std::string readable(const model::Constant& constant);

}  // namespace prebind::hosts::julia
