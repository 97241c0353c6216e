#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "abi/layout.h"

namespace prebind::abi {

/// The number of a named type's words in a slot, as C source; `N` where that is not known.
using Words = std::function<std::string(const model::Type& named)>;

/// One parameter in C: `size_t name_length`; a function with its own parameters.
std::string c_parameter(const Parameter& parameter, std::string_view name);

/// All parameters of an argument: `const uint8_t *name, size_t name_length`.
std::string c_parameters(const model::Type& type, std::string_view name);

/// The type of a slot in C: `struct { uint8_t *address; size_t length; size_t capacity; }`. Empty
/// for `()`.
std::string c_slot(const Slot& slot, const Words& words);

/// What a glue function returns, in C: `struct { double value; uint8_t *status; }`, or the status.
std::string c_returned(const model::Type& returns, const Words& words);

}  // namespace prebind::abi
