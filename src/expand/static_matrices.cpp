// Reads vectors, matrices and points whose sizes are part of their types, as nalgebra has them.

#include <fmt/format.h>

#include <algorithm>

#include "expand/carried.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Type;
using model::TypeKind;

namespace {

/// How a type is named and how many sizes are written behind its elements.
struct Named {
  bool is_matrix = false;
  bool is_row = false;
  std::vector<std::size_t> sizes = {};  ///< those in the name
};

/// `3`, and `2x3` of a matrix: at most 6, as nalgebra names them. One size of a matrix is both.
std::optional<std::vector<std::size_t>> sizes_in(std::string_view digits, bool is_square) {
  const auto size_at = [&](std::size_t i) -> std::size_t {
    return digits[i] >= '1' && digits[i] <= '6' ? static_cast<std::size_t>(digits[i] - '0') : 0;
  };
  std::vector<std::size_t> sizes;
  if (digits.size() == 1) sizes.assign(is_square ? 2 : 1, size_at(0));
  if (digits.size() == 3 && digits[1] == 'x') sizes = {size_at(0), size_at(2)};
  const bool is_good = !sizes.empty() && std::ranges::find(sizes, 0) == sizes.end();
  return is_good ? std::optional(sizes) : std::nullopt;
}

std::optional<Named> named_matrix(std::string_view name) {
  if (name == "SVector" || name == "Point") return Named{};
  if (name == "RowSVector") return Named{.is_matrix = true, .is_row = true};
  if (name == "SMatrix") return Named{.is_matrix = true};
  constexpr std::string_view kHeads[] = {"RowVector", "Vector", "Matrix", "Point"};
  for (const std::string_view head : kHeads) {
    if (!name.starts_with(head)) continue;
    const bool is_square = head == "Matrix";
    const auto sizes = sizes_in(name.substr(head.size()), is_square);
    if (!sizes || (sizes->size() == 2 && !is_square)) return std::nullopt;
    return Named{.is_matrix = is_square || head == "RowVector",
                 .is_row = head == "RowVector",
                 .sizes = *sizes};
  }
  return std::nullopt;
}

std::size_t sizes_behind(const Named& named) {
  if (!named.sizes.empty()) return 0;
  return named.is_matrix && !named.is_row ? 2 : 1;
}

std::string spelled(const Cursor& cursor) {
  Cursor behind = cursor;
  skip_type(behind);
  return spell(cursor.tokens(), {cursor.position(), behind.last()});
}

}  // namespace

/// A path that says whose type it is, and a struct that the crate exports, mean no other crate's.
bool TypeReader::may_be_foreign(const Path& path) const {
  const std::string& first = path.segments.front();
  return first != "crate" && first != "self" && first != "super" &&
         !tokens_.generic_structs.contains(path.name());
}

bool TypeReader::is_static_matrix(const Path& path) const {
  const auto named = named_matrix(path.name());
  if (!named || path.lifetime || !may_be_foreign(path)) return false;
  return path.arguments.size() == 1 + sizes_behind(*named);
}

std::optional<Type> TypeReader::read_static_matrix(const Path& path, Position position) {
  Named named = named_matrix(path.name()).value();
  auto element = read_element(path.arguments[0], position, path.range);
  if (!element) return std::nullopt;
  if (!model::is_element(element->kind)) {
    return cannot_cross(path.range,
                        "its elements can be numbers of at most 64 bits, `bool` and complex "
                        "numbers");
  }
  std::string behind;
  for (std::size_t i = 1; i < path.arguments.size(); ++i) {
    const auto size = literal_number(path.arguments[i]);
    if (!size) {
      return cannot_cross(path.range,
                          "write its sizes as numbers, because Prebind does not know the values of "
                          "constants");
    }
    if (*size == 0) return cannot_cross(path.range, "remove it: it has no elements");
    named.sizes.push_back(*size);
    behind += ", " + spelled(path.arguments[i]);
  }
  if (named.is_row) named.sizes = {1, named.sizes[0]};
  Type type = std::move(*element);
  for (const std::size_t size : named.sizes) {
    type = {.kind = TypeKind::fixed_array, .arguments = {std::move(type)}, .length = size};
    if (size > model::kLongestFixedArray || model::leaves_of(type) > model::kLongestFixedArray) {
      return cannot_cross(
          path.range,
          fmt::format("those of up to {} elements can cross; write `{}`", model::kLongestFixedArray,
                      named.is_matrix ? "DMatrix" : "DVector"));
    }
  }
  type.name = named.is_matrix ? "SMatrix" : "SVector";
  type.reference = references_.size();
  Cursor cursor(tokens_, path.range.first, path.range.last + 1);
  while (!cursor.at_punctuation('<')) cursor.take();
  TokenIndex last = cursor.last();
  while (tokens_.tokens[last].text == ":") --last;
  references_.push_back(
      {.first = path.range.first,
       .last = last,
       .arguments = fmt::format("<{}{}>", value_type(model::leaf_of(type)), behind)});
  return type;
}

}  // namespace prebind::expand
