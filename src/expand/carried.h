#pragma once

#include <string>

#include "model/type.h"

namespace prebind::expand {

/// What both directions say about a type: words of Rust source, for lift.cpp and convert.cpp.

/// A scalar or a pointer as glue takes it: `char` as its number.
std::string register_type(const model::Type& type);

/// In a signature nothing can be inferred: a pointer goes as bytes and is cast where it is used.
std::string parameter_type(const model::Type& type);

bool is_wide(const model::Type& type);

bool is_text_array(const model::Type& type);

/// `__PrebindT<n>`, the type that reference n names.
std::string type_reference(const model::Type& type);

/// An element as Rust names it.
std::string element_type(const model::Type& array);

/// A `Vec` of the elements of the slice `prebind_s`. Those of a named type are plain data, but need
/// not be `Clone` for the crate to compile: what is no plain data, the engine refuses later.
std::string copied_elements(const model::Type& array);

}  // namespace prebind::expand
