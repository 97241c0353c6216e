#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prebind::model {

/// A part of an item's docs, one line or more.
struct DocPart {
  std::string text = {};  ///< of an expression, its Rust source until the text is known
  /// It is none of a doc comment, but of an expression that rustc evaluates: `include_str!("…")`.
  bool is_expression = false;
  std::size_t number = 0;  ///< of an expression: among those of the record

  bool operator==(const DocPart&) const = default;
};

/// Docs without the indentation that all lines share, and without empty lines at both ends.
std::string unindent(const std::string& text);

/// The docs whose parts these are, each with its text, unindented as rustdoc does: comments have a
/// space more in front of each line than texts of expressions.
std::string docs_of(const std::vector<DocPart>& parts);

}  // namespace prebind::model
