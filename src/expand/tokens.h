#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prebind::expand {

/// Number of a token within a request: the attribute's tokens first, the item's after them.
using TokenIndex = std::uint32_t;

/// Stands for the attribute itself in diagnostics: the place of the macro call.
inline constexpr TokenIndex kAttributePlace = 0xffffffff;

struct Token {
  enum class Kind : std::uint8_t { identifier = 1, punctuation, literal, open, close };

  Kind kind = Kind::identifier;
  /// Identifier or literal as written. Punctuation: one character. Open and close: the delimiter
  /// `(`, `[` or `{` in both, empty for an invisible group (what a `macro_rules!` fragment is
  /// wrapped in).
  std::string text = {};
  bool joint = false;    ///< punctuation: the next character belongs to the same operator
  TokenIndex match = 0;  ///< open and close: the other one

  bool operator==(const Token&) const = default;
};

/// What stands in the place of a type parameter.
struct Substituted {
  std::string source;    ///< what glue writes for it
  TokenIndex place = 0;  ///< where the type was written
};

/// A type in the place of a type parameter: its text beside it.
struct TypeArgument {
  std::string text;
  Substituted type;
};

class Inquiry;

/// Which tokens that were sent a token stands for.
struct Origin {
  TokenIndex first = 0;
  TokenIndex last = 0;
  bool is_made = false;  ///< it is part of the meaning of a type (inquiry.h)
};

/// A range of siblings: first to last, both included.
struct TokenRange {
  TokenIndex first = 0;
  TokenIndex last = 0;
  /// Of a type whose path alone is in the range: `<f64>`.
  std::string arguments = {};
  /// Source that stands beside the alias of such a type (scope.h).
  std::string beside = {};
  /// Of a type that glue makes, or that has a type parameter in it: its name there, in the place of
  /// the tokens.
  std::string made = {};

  bool operator==(const TokenRange&) const = default;
};

/// A type in the meaning of another one that only glue can name.
struct Part {
  TokenRange path = {};  ///< of the other one; behind the item
  /// Which part: `0`, and which one of that: `0.1`.
  std::string numbers = {};
};

/// The tokens of one request; [0, item) are the attribute's arguments, [item, size) the item.
struct Tokens {
  std::vector<Token> tokens;
  TokenIndex item = 0;
  bool is_export = false;  ///< the attribute is `#[export]`, not `#[julia]`
  /// Of an instance of something generic: tokens that have the text of a type in the place of a
  /// type parameter.
  std::map<TokenIndex, Substituted> substituted = {};
  /// Of an instance of a generic struct or `impl`: what stands for each of its type parameters.
  std::vector<TypeArgument> arguments = {};
  /// The generic structs that the crate has exported so far. A name of theirs means no other type.
  std::set<std::string, std::less<>> generic_structs = {};
  TokenIndex end = 0;  ///< of the item, if something stands behind it; else 0
  /// Where meanings stand in the places of types: what each token stands for.
  std::vector<Origin> origins = {};
  std::map<TokenIndex, Part> parts = {};
  Inquiry* inquiry = nullptr;  ///< null: rustc is asked nothing

  TokenIndex item_end() const { return end != 0 ? end : static_cast<TokenIndex>(tokens.size()); }
};

/// An error to show at tokens. `message` one line, `help` the way out or empty.
struct Diagnostic {
  TokenRange range;
  std::string message;
  std::string help = {};
};

}  // namespace prebind::expand
