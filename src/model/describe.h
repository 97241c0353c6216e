#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/library.h"

namespace prebind::model {

/// A signature in Rust's notation: `fn find(&self, text: &str) -> Option<usize>`.
std::string signature(const Function& function);

/// With what the function belongs to: `impl shapes::Circle { fn area(&self) -> f64 }`,
/// `mod shapes { fn unit() -> Circle }`.
std::string whole_signature(const Function& function, const Library& library);

/// The trait that a method was made of: `PartialEq`.
std::string_view trait_of(TraitMethod trait_method);

/// The integer of a variant of an enum.
std::string value_text(const Variant& variant, const NamedType& named);

/// A constant's value as Rust writes it: `5`, `f64::INFINITY`, `'\u{df}'`.
std::string value_text(const Constant& constant);

/// The bytes of a constant that is no text, eight in a word: one word, or two if it has 128 bits.
std::vector<std::uint64_t> words_of(const Constant& constant);

/// What a library exports, for a person to read, in Rust's notation: for each crate its name and
/// version, its named types with fields and functions, its free functions, with the first line of
/// each doc comment. Fit for a terminal: no control characters from the library.
std::string describe(const Library& library);

/// All of it for programs: one JSON object in one line, members in a fixed order. Types are text in
/// Rust's notation.
std::string describe_json(const Library& library);

}  // namespace prebind::model
