#pragma once

#include <string>

#include "expand/lift.h"
#include "model/type.h"

namespace prebind::expand {

/// Rust source for packed types: one piece of memory with all that a value is nested of
/// (docs/formats/glue-abi.md, "Packed"). The names are those of lift.h.

/// A block that takes the packed value `value` to pieces and makes its slot: an expression.
std::string packed_slot(const model::Type& type, const std::string& value);

/// The packed value in the memory that the parameter `name` has the address of: an expression. What
/// it borrows is borrowed as `prebind_call`. A borrowed type is made as an owned one.
std::string lift_packed(const model::Type& type, const std::string& name, const Refusal& refused);

/// The keys of such a map and what stands for its values until they are taken: a pair of vectors.
/// Each value that is an object is claimed.
std::string lift_claimed_map(const model::Type& type, const std::string& name,
                             const Refusal& refused);

/// A block that appends the value of the variable `name` to `prebind_o`. `prebind_d` says how many
/// enums with data are around it.
std::string pack_part(const model::Type& type, const std::string& name);

/// The value at `prebind_i`, which it leaves behind it: an expression. `prebind_d` as above.
std::string unpack_part(const model::Type& type, const Refusal& refused);

}  // namespace prebind::expand
