#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "model/model.h"

namespace prebind::model {

/// The named types that resolved types refer to, by `Type::reference`.
using NamedTypes = std::function<const NamedType&(std::size_t)>;

/// The first part of a resolved type that no host can pass as an argument, or null: an object in
/// what is packed, or an enum with data that a host cannot make.
const Type* unpassable_part(const Type& type, const NamedTypes& named);

/// What is wrong with an object in such a part, and the way out.
struct PartProblem {
  std::string message, help;
};
PartProblem problem_of_object(const Type& argument, const Type& object);

/// The function of the host that a method of a trait is to Rust.
Type as_told(const Function& method);

/// The first object in a type, which would have to be copied with it, or null.
const Type* object_in(const Type& type, const NamedTypes& named);

/// What is wrong with an array whose elements are objects or borrowed, and the way out.
struct ArrayProblem {
  std::string message, help;
};
std::optional<ArrayProblem> problem_of_array(const Type& array, const NamedTypes& named);

/// Whether a host can make all values of a named type. Of an enum with data, it cannot if a variant
/// has an object, at any depth, borrows, or has a field that is left out.
bool can_be_made(std::size_t type, const NamedTypes& named);

}  // namespace prebind::model
