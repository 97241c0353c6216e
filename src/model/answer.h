#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prebind::model {

/// What rustc said of a type that a signature names by a word of its own
/// (docs/formats/records.md, "Questions").
struct Answer {
  std::string package;  ///< whose item it is
  std::string key;
  std::string meaning;      ///< in Rust's notation; `?` if nothing is known
  bool is_awaited = false;  ///< there is no glue before it is known
};

/// The bytes of an answer, and whatever follows them. If they are cut off, nothing is known; if
/// even the question is, there is no answer.
std::optional<Answer> parse_answer(std::string_view bytes);

}  // namespace prebind::model
