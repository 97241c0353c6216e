#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "expand/cursor.h"
#include "expand/tokens.h"

namespace prebind::expand {

/// What rustc said of types that are no words of a signature (docs/formats/expansion-protocol.md,
/// "Meanings"): by their keys, in Rust's notation.
class Meanings {
 public:
  /// Nothing but `?`: what rustc knows of it is no more than its name.
  static constexpr std::string_view kNone = "?";

  Meanings() = default;
  explicit Meanings(std::string_view file);

  const std::string* find(const std::string& key) const;
  /// The meanings of an item, by first and last token.
  struct Known {
    TokenRange range;
    std::string text;
  };
  std::vector<Known> of_item(const std::string& item) const;

 private:
  std::map<std::string, std::string> by_key_ = {};
};

/// Asks rustc, while one item is read, what types are whose names say nothing.
class Inquiry {
 public:
  Inquiry(const Meanings& meanings, std::string item, const std::set<std::string>& exported)
      : meanings_(&meanings), item_(std::move(item)), exported_(&exported) {}

  struct Question {
    std::string key;
    TokenRange range;
    std::string source;                     ///< the type, as glue writes it
    std::vector<TokenRange> parts = {};     ///< the types in its `<…>`
    std::vector<std::string> sources = {};  ///< these, as glue writes them
    bool has_parameters = false;            ///< of something generic, a type that differs
  };

  /// Asks what the type is, if that is neither known nor asked. `owner` is what glue writes for
  /// `Self`. Returns whether the answer is still to come.
  bool ask(const Tokens& tokens, TokenRange range, const std::vector<Cursor>& arguments,
           const std::string& owner);

  bool is_exported(const std::string& name) const { return exported_->contains(name); }
  bool has_asked() const { return !questions_.empty(); }
  /// Whether it touches what was asked: it may be otherwise when the answer is there.
  bool concerns(TokenRange range) const;
  /// What the item has that rustc shall answer. `is_put_off`: glue waits for the answers.
  std::string glue(const Tokens& tokens, const std::string& package, bool is_put_off) const;

 private:
  const Meanings* meanings_;
  std::string item_;
  const std::set<std::string>* exported_;
  std::vector<Question> questions_ = {};
  std::set<std::string> asked_ = {};
};

/// The tokens of the item with what is known of its types in their places.
Tokens with_meanings(const Tokens& tokens, const Meanings& meanings, const std::string& item);

/// A range of these tokens as one of those that were sent.
TokenRange as_sent(const Tokens& tokens, TokenRange range);
/// The same for all holes of a source.
std::string as_sent(const Tokens& tokens, std::string_view source);

/// A type as source that can stand anywhere: with lifetimes that all have, and a name for `Self`.
std::string anywhere(const Tokens& tokens, TokenRange range, const std::string& owner);

/// The part of a type whose meaning is known that this token stands for, as glue writes it.
std::string source_of_part(const Tokens& tokens, TokenIndex token);

}  // namespace prebind::expand
