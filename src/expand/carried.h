#pragma once

#include <string>
#include <string_view>

#include "abi/layout.h"
#include "model/type.h"

namespace prebind::expand {

/// What both directions say about a type: words of Rust source, for lift.cpp and convert.cpp.

/// A scalar or a pointer as glue takes it: `char` as its number.
std::string register_type(const model::Type& type);

/// A word as glue has it. In a signature nothing can be inferred: a pointer goes as bytes and is
/// cast where it is used.
std::string_view rust_name(abi::Word word);

/// `__PrebindT<n>`, the type that reference n names.
std::string type_reference(const model::Type& type);

/// An element of an array as Rust names it; `value_type` an element by itself.
std::string element_type(const model::Type& array);
std::string value_type(const model::Type& element);

/// The whole type as Rust names it; a hasher is left to inference.
std::string rust_type(const model::Type& type);

/// A static matrix of nalgebra's made of the array that it is like, and the other way round: both
/// sides are expressions. Any type that has these conversions will do.
std::string matrix_of_array(const model::Type& type, const std::string& array);
std::string array_of_matrix(const model::Type& type, const std::string& matrix);

/// The kind of what owns the text or the elements that this kind borrows: `String` of `&str`, a
/// `Vec` of a slice. Of others the kind itself.
model::TypeKind owned_kind(model::TypeKind kind);

/// Text of its own, made of the borrowed `prebind_s`; or that, if Rust borrows it.
std::string_view text_value(model::TypeKind kind);

/// A value for an argument of this type, in the `Cow`s that Rust takes.
std::string in_cows(const model::Type& type, const std::string& value);

/// The bytes of a path or another text of the operating system (`os_out.rs`): a `Vec`.
std::string os_bytes(const std::string& value);

/// A `Vec` of the elements of the slice `prebind_s`. Those of a named type are plain data, but need
/// not be `Clone` for the crate to compile: what is no plain data, the engine refuses later.
std::string copied_elements(const model::Type& array);

}  // namespace prebind::expand
