// `Option` and `Result`: values that need not be there.

#include <string>
#include <utility>

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// Whether glue, which stands beside the impl or the function, can write this type down.
bool is_nameable(const Tokens& tokens, TokenRange range) {
  TokenIndex end = range.last;
  if (tokens.tokens[end].kind == Token::Kind::open) end = tokens.tokens[end].match;
  for (TokenIndex i = range.first; i <= end; ++i) {
    const Token& token = tokens.tokens[i];
    if (token.kind == Token::Kind::identifier && token.text == "Self") return false;
    if (tokens.substituted.contains(i)) return false;
    if (!tokens.origins.empty() && tokens.origins[i].is_made) return false;
    const bool lifetime = token.kind == Token::Kind::punctuation && token.text == "'";
    if (lifetime && i < end && tokens.tokens[i + 1].text != "static") return false;
  }
  return true;
}

}  // namespace

std::optional<Type> TypeReader::read_option(const Path& path, Position position) {
  if (path.arguments.size() != 1) {
    return cannot_cross(path.range, "name the type of the value: `Option<f64>`");
  }
  Cursor inside = path.arguments[0];
  std::optional<Type> value = read_type(inside, position);
  if (!value) return std::nullopt;
  if (value->kind == TypeKind::result) {
    return cannot_cross(path.range,
                        "swap the two: `Result<Option<…>, E>` (see `Option::transpose`)");
  }
  if (value->kind == TypeKind::unit) return cannot_cross(path.range, "write `bool`");
  if (value->kind == TypeKind::function) {
    return cannot_cross(path.range, own_argument(*value));
  }
  if (value->kind == TypeKind::option) {
    value = read_nested(path.arguments[0], position, "in an `Option` of an `Option`");
    if (!value) return std::nullopt;
  }
  return Type{.kind = TypeKind::option, .arguments = {std::move(*value)}};
}

std::optional<TypedRange> TypeReader::read_fallible(Cursor success, Cursor error,
                                                    TokenRange range) {
  const Path path{.segments = {"Result"}, .arguments = {success, error}, .range = range};
  std::optional<Type> type = read_result(path, Position::returns);
  return type ? std::optional(TypedRange{std::move(*type), range, error_}) : std::nullopt;
}

std::optional<Type> TypeReader::read_result(const Path& path, Position position) {
  if (position != Position::returns) {
    return cannot_cross(path.range, "a `Result` can only be returned");
  }
  if (path.arguments.empty() || path.arguments.size() > 2) {
    return cannot_cross(path.range, "name the type of the value too: `Result<(), Error>`");
  }
  Type error{.kind = TypeKind::display};
  // The error of what a function of the host returns is made of a text, whatever its type.
  const bool is_answer = std::exchange(is_answer_, false);
  if (path.arguments.size() == 2 && !is_answer) {
    Cursor probe = path.arguments[1];
    const TokenIndex first = probe.position();
    skip_type(probe);
    const TokenRange range{first, probe.last()};
    if (at_bounded(path.arguments[1])) return needs_one_type(path.arguments[1], range, position);
    const auto kind = standard_kind(Cursor(tokens_, first, probe.position()));
    if (kind && model::is_scalar(*kind)) error.kind = *kind;
    if (is_nameable(tokens_, range)) error_ = range;
    if (!kind && expand::may_be_exported(tokens_, range)) error = named(range, Passing::value);
  }
  Cursor inside = path.arguments[0];
  if (receiver_place_ == path.range.first) receiver_place_ = inside.position();
  std::optional<Type> value = read_type(inside, position);
  if (!value) return std::nullopt;
  if (value->kind == TypeKind::result) {
    return cannot_cross(path.range, "give both errors one type: `Result<T, E>`");
  }
  return Type{.kind = TypeKind::result, .arguments = {std::move(*value), std::move(error)}};
}

}  // namespace prebind::expand
