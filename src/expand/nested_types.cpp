// Types that are nested of others and cross packed: collections, arrays of what is no element.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

constexpr std::array kCollections = {TypeKind::deque, TypeKind::hash_set, TypeKind::btree_set,
                                     TypeKind::hash_map, TypeKind::btree_map};
constexpr std::array kIndexed = {TypeKind::index_set, TypeKind::index_map};

}  // namespace

std::string help_for_part(const Type& part) {
  switch (part.kind) {
    case TypeKind::unit:
      return "remove it";
    case TypeKind::result:
      return "return a `Result` of the whole";
    case TypeKind::function:
      return "a function of the host has to be an argument by itself";
    case TypeKind::pointer:
      return "pass it as `usize`";
    case TypeKind::strided:
      return "take or return each by itself, or several in a tuple";
    case TypeKind::c_str:
      return "write `CString`";
    case TypeKind::slice:
      return fmt::format("write `Vec<{}>`", to_string(part.arguments[0]));
    default:
      break;
  }
  if (part.is_cow) return fmt::format("write `Vec<{}>`", to_string(part.arguments[0]));
  if (part.is_dyn) return "put it into a `#[julia] struct`, and write the methods that hosts need";
  if (part.is_shared) return "take it by itself, or a list of them";
  if (part.passing != Passing::value) return "write it without the `&`";
  for (const Type& each : part.arguments) {
    if (!model::is_nestable(each)) return help_for_part(each);
  }
  return {};
}

std::optional<TypeKind> collection_kind(std::string_view name) {
  const auto* found = std::ranges::find_if(
      kCollections, [&](TypeKind kind) { return model::head_of_collection(kind) == name; });
  return found == kCollections.end() ? std::nullopt : std::optional(*found);
}

std::optional<TypeKind> TypeReader::indexed_kind(const Path& path) const {
  const auto* found = std::ranges::find_if(
      kIndexed, [&](TypeKind kind) { return model::head_of_collection(kind) == path.name(); });
  const bool is_one = found != kIndexed.end() && !path.arguments.empty() && may_be_foreign(path);
  return is_one ? std::optional(*found) : std::nullopt;
}

std::optional<Type> TypeReader::read_nested(Cursor cursor, Position position,
                                            std::string_view where) {
  const TokenIndex first = cursor.position();
  Cursor behind = cursor;
  skip_type(behind);
  const TokenRange range{first, behind.last()};
  std::optional<Type> type = read_type(cursor, position);
  if (!type) return std::nullopt;
  if (cursor.position() != behind.position() || !behind.at_end()) {
    return cannot_cross(range, std::string(kListOfTypes));
  }
  if (model::is_nestable(*type)) return type;
  return refuse(range, fmt::format("`{}` cannot be {}", spell(tokens_, range), where),
                help_for_part(*type));
}

std::optional<TypedRange> TypeReader::read_owned(Cursor& cursor, std::string_view where) {
  allows_boxes_ = true;
  auto type = read(cursor, Position::field);
  allows_boxes_ = false;
  if (!type || model::is_nestable(type->type)) return type;
  refuse(type->range, fmt::format("`{}` cannot be {}", spell(tokens_, type->range), where),
         help_for_part(type->type));
  return std::nullopt;
}

/// `Box<Expr>`: to hosts, what is in it.
std::optional<Type> TypeReader::read_boxed(const Path& path, Position position) {
  Cursor inside = path.arguments[0];
  std::optional<Type> type = read_type(inside, position);
  if (!type) return std::nullopt;
  if (type->kind != TypeKind::named || type->is_boxed) {
    return cannot_cross(path.range, "write the type without the `Box`");
  }
  type->is_boxed = true;
  return type;
}

/// `HashMap<K, V>`, whatever its hasher is; the arguments are those in the angle brackets.
std::optional<Type> TypeReader::read_collection(TypeKind kind, const std::vector<Cursor>& arguments,
                                                TokenRange range, Position position) {
  const bool is_hashed =
      kind == TypeKind::hash_map || kind == TypeKind::hash_set || model::is_indexed(kind);
  const std::size_t count = model::is_map(kind) ? 2 : 1;
  if (arguments.size() < count || arguments.size() > count + (is_hashed ? 1 : 0)) {
    return cannot_cross(range, model::is_map(kind)
                                   ? fmt::format("name the types of keys and values: `{}<String, "
                                                 "f64>`",
                                                 model::head_of_collection(kind))
                                   : fmt::format("name the type of the elements: `{}<String>`",
                                                 model::head_of_collection(kind)));
  }
  Type type{.kind = kind};
  for (std::size_t i = 0; i < count; ++i) {
    auto part = read_nested(arguments[i], position,
                            fmt::format("in a `{}`", model::head_of_collection(kind)));
    if (!part) return std::nullopt;
    type.arguments.push_back(std::move(*part));
  }
  return type;
}

}  // namespace prebind::expand
