// Types whose names say nothing: rustc is asked what they are.

#include <string>

#include "expand/inquiry.h"
#include "expand/type_path.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;

bool TypeReader::ask(TokenRange range, const std::vector<Cursor>& arguments) {
  if (tokens_.inquiry == nullptr) return false;
  const Token& last = tokens_.tokens[range.last];
  Cursor path(tokens_, range.first, range.last + 1);
  std::string name;
  while (path.at_identifier() || path.at_punctuation(':')) name = tokens_.tokens[path.take()].text;
  if (tokens_.inquiry->is_exported(plain_name(name))) return false;
  TokenIndex end = range.last;
  if (last.kind == Token::Kind::open) end = last.match;
  for (TokenIndex i = range.first; i <= end; ++i) {
    const std::string& text = tokens_.tokens[i].text;
    // What rustc infers, or nothing outside of the item has.
    const bool is_inferred = text == "_" && tokens_.tokens[i - 1].text != "'";
    if (bounds_.contains(text) || is_inferred || text == "impl" || text == "dyn") return false;
    if (text == "Self" && owner_.empty()) return false;
  }
  return tokens_.inquiry->ask(tokens_, range, arguments, owner_source_);
}

/// A type that rustc is asked about: until it answers, one that is not exported.
std::optional<Type> TypeReader::read_asked(const Path& path, Position position) {
  // What stands within it may be asked at the same time.
  const std::size_t messages = diagnostics_.size();
  const std::size_t references = references_.size();
  for (Cursor argument : path.arguments) (void)read_type(argument, position);
  diagnostics_.resize(messages);
  references_.resize(references);
  for (TokenIndex i = path.range.first; i <= path.range.last; ++i) {
    const std::string& text = tokens_.tokens[i].text;
    if (text == "&" || text == "'") return cannot_cross(path.range, "");  // not in an alias
  }
  return named(path.range, Passing::value);
}

/// `<P as Trait>::Out`
std::optional<Type> TypeReader::read_qualified(TokenRange range) {
  bool has_self = false;
  for (TokenIndex i = range.first; i <= range.last; ++i) {
    const std::string& text = tokens_.tokens[i].text;
    has_self = has_self || text == "Self";
    if (bounds_.contains(text)) return cannot_cross(range, "write the type that it stands for");
  }
  if (has_self && owner_.empty()) {
    return cannot_cross(range,
                        "write the name of the type: `Self` works only in a `#[julia] impl`");
  }
  Type type = named(range, Passing::value);
  if (has_self) references_.back().made = anywhere(tokens_, range, owner_source_);
  return type;
}

}  // namespace prebind::expand
