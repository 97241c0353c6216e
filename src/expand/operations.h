#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "expand/tokens.h"

namespace prebind::expand {

/// One step of building the answer's tokens (docs/formats/expansion-protocol.md).
struct Operation {
  enum class Kind : std::uint8_t { text = 1, original, spanned_text, open, close };

  Kind kind;
  std::string text = {};  ///< source; of open the delimiter
  TokenRange range = {};  ///< original: which; spanned text: `first`, whose span

  bool operator==(const Operation&) const = default;
};

/// Holes in a text of Rust source: original tokens, or source with the span of an original token.
/// A text with holes is plain text until `to_operations` makes operations of it.
std::string original(TokenRange range);
std::string spanned(TokenIndex token, std::string_view text);

/// Splits a text with holes into operations. Only the groups that have a hole in them are opened
/// and closed by operations; everything else stays text, which rustc's own lexer reads fastest.
/// `text` is Rust source of ours: balanced, without comments, character literals of delimiters or
/// raw strings.
std::vector<Operation> to_operations(std::string_view text);

/// The text with other ranges in its holes.
std::string map_holes(std::string_view text, const std::function<TokenRange(TokenRange)>& map);

/// The text with its holes filled, as rustc will see it; for people and tests.
std::string to_source(std::string_view text, const Tokens& tokens);

}  // namespace prebind::expand
