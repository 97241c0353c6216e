#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expand/tokens.h"

namespace prebind::expand {

/// Walks over the tokens of one group, or of the whole item, from left to right.
///
/// Invisible groups are stepped into and out of without notice: for a reader of syntax they are not
/// there. At the end every question answers no and `take` must not be called.
class Cursor {
 public:
  Cursor(const Tokens& tokens, TokenIndex begin, TokenIndex end);

  bool at_end() const { return position_ >= end_; }
  TokenIndex position() const { return position_; }
  /// The last token that was taken, for ranges; `position()` if none was.
  TokenIndex last() const { return last_; }
  /// The token here, or the last one of the range if there is none: where to point an error.
  TokenIndex here() const;

  const Token& peek() const { return tokens_->tokens[position_]; }
  /// The token after this one (after the whole group, if this is an opening), or null.
  const Token* peek_next() const;

  bool at_identifier() const;
  bool at_identifier(std::string_view text) const;
  bool at_punctuation(char character) const;
  /// At these punctuation characters in a row, joined (`::`, `->`).
  bool at_operator(std::string_view text) const;
  bool at_group(std::string_view delimiter) const;
  bool at_literal() const;

  /// Takes a token; an opening takes its whole group. Returns its number.
  TokenIndex take();
  bool take_identifier(std::string_view text);
  bool take_punctuation(char character);
  bool take_operator(std::string_view text);
  /// `'a`; its name, or nothing if there is no lifetime here.
  std::optional<std::string> take_lifetime();

  /// The inside of the group here; take() then goes on behind the group.
  Cursor inside() const;

  const Tokens& tokens() const { return *tokens_; }

 private:
  void skip_invisible();

  const Tokens* tokens_;
  TokenIndex position_;
  TokenIndex end_;
  TokenIndex last_;
};

/// How deep the tokens of a type are nested: in angle brackets, in groups, and behind `&` and `*`.
int depth_of(const Tokens& tokens, TokenRange range);

/// The text of a range as Rust would print it, for messages: `Result<Vec<f64>, Error>`.
std::string spell(const Tokens& tokens, TokenRange range);

/// An identifier without its `r#`.
std::string plain_name(const std::string& identifier);

/// The value of a string literal (`"a\n"`, `r#"…"#`, as rustc hands them over), or nothing if it is
/// none.
std::optional<std::string> string_value(std::string_view literal);

}  // namespace prebind::expand
