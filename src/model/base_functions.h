#pragma once

#include <optional>
#include <string_view>

namespace prebind::model {

/// The functions of Julia's Base that a library can add methods to, as `#[julia(as = "length")]`
/// asks for: what Base of every Julia from 1.5 to 1.12 exports.
///
/// The name under which Base defines it: `rem` of `%`; nothing if there is no such function.
std::optional<std::string_view> base_function(std::string_view name);

/// What to write instead, of a function whose methods have to follow rules that a function of
/// Rust cannot follow: `show`, which takes an `IO`. Nothing of all others.
std::optional<std::string_view> instead_of_base_function(std::string_view name);

/// The one of the most similar name; nothing if none is similar.
std::optional<std::string_view> nearest_base_function(std::string_view name);

}  // namespace prebind::model
