// Reads `[T; N]` and `&[T; N]`.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// The number that a literal of Rust is: `3`, `1_000`, `0x10`, `3usize`.
std::optional<std::size_t> number_of(std::string text) {
  std::erase(text, '_');
  if (text.ends_with("usize")) text.resize(text.size() - 5);
  int base = 10;
  if (text.starts_with("0x")) base = 16;
  if (text.starts_with("0o")) base = 8;
  if (text.starts_with("0b")) base = 2;
  const char* const end = text.data() + text.size();
  std::size_t number = 0;
  const auto [last, error] = std::from_chars(text.data() + (base == 10 ? 0 : 2), end, number, base);
  return error == std::errc() && last == end ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> literal_number(Cursor cursor) {
  if (cursor.at_end() || cursor.peek().kind != Token::Kind::literal) return std::nullopt;
  const auto number = number_of(cursor.peek().text);
  cursor.take();
  return cursor.at_end() ? number : std::nullopt;
}

/// The cursor stands at the `[`.
std::optional<Type> TypeReader::read_fixed(Cursor& cursor, Position position, TokenRange whole) {
  Cursor inside = cursor.inside();
  const TokenIndex first = inside.position();
  skip_type(inside);
  const Cursor element(tokens_, first, inside.position());
  const std::string spelled =
      inside.position() == first ? "" : spell(tokens_, {first, inside.last()});
  if (!inside.take_punctuation(';')) {
    return cannot_cross(whole, fmt::format("write `&[{0}]` or `Vec<{0}>`", spelled));
  }
  cursor.take();
  const auto length = literal_number(inside);
  if (!length) {
    return cannot_cross(whole, fmt::format("write its length as a number, because Prebind does not "
                                           "know the values of constants; or write `Vec<{}>`",
                                           spelled));
  }
  auto type = read_nested(element, position, "an element of an array");
  if (!type) return std::nullopt;
  if (model::is_static_matrix(*type)) {
    return cannot_cross(whole, fmt::format("write `Vec<{}>`", spelled));
  }
  Type array{.kind = TypeKind::fixed_array, .arguments = {std::move(*type)}, .length = *length};
  if (*length == 0) return cannot_cross(whole, "remove it: it has no elements");
  if (*length > model::kLongestFixedArray || model::leaves_of(array) > model::kLongestFixedArray) {
    return cannot_cross(
        whole,
        fmt::format("arrays of up to {} elements can cross; write `{}`", model::kLongestFixedArray,
                    position == Position::argument ? fmt::format("&[{}]", spelled)
                                                   : fmt::format("Vec<{}>", spelled)));
  }
  return array;
}

/// Behind `&` or `&mut`; the cursor stands at the `[`.
std::optional<Type> TypeReader::read_borrowed_fixed(Cursor& cursor, Position position,
                                                    TokenRange whole, bool is_mutable) {
  if (is_mutable) {
    Cursor inside = cursor.inside();
    const TokenIndex first = inside.position();
    skip_type(inside);
    return cannot_cross(whole, fmt::format("write `&mut [{}]`, and look at its length",
                                           spell(tokens_, {first, inside.last()})));
  }
  std::optional<Type> type = read_fixed(cursor, position, whole);
  if (!type) return std::nullopt;
  if (position == Position::field) return cannot_cross(whole, "write it without the `&`");
  if (position == Position::returns && model::is_packed(*type)) {
    return refuse(whole,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, whole)),
                  "return it by value, for example with `.clone()`");
  }
  type->passing = Passing::reference;
  return type;
}

}  // namespace prebind::expand
