#pragma once

#include <cstddef>
#include <functional>

#include "model/model.h"

namespace prebind::model {

/// The named types that resolved types refer to, by `Type::reference`.
using NamedTypes = std::function<const NamedType&(std::size_t)>;

/// The first part of a resolved type that no host can pass as an argument, or null: an object in
/// what is packed, or an enum with data that a host cannot make.
const Type* unpassable_part(const Type& type, const NamedTypes& named);

/// Whether a host can make all values of a named type. Of an enum with data, it cannot if a variant
/// has an object, at any depth, borrows, or has a field that is left out.
bool can_be_made(std::size_t type, const NamedTypes& named);

}  // namespace prebind::model
