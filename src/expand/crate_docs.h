#pragma once

#include <filesystem>
#include <string>

namespace prebind::expand {

/// What a crate says of itself, from the file that its library begins with: the text of `//!` and
/// `/*! … */`, of `#![doc = "…"]` and `#![doc = include_str!("…")]`, in their order, unindented.
/// Empty if it says nothing, or if a file cannot be read. What `cfg_attr` adds is not seen.
///
/// Source: <https://doc.rust-lang.org/reference/comments.html#doc-comments>
std::string crate_docs(const std::filesystem::path& file);

}  // namespace prebind::expand
