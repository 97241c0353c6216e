// The names of types that are Rust's own, by whatever path they were written.

#include <algorithm>
#include <array>
#include <utility>

#include "expand/type_words.h"

namespace prebind::expand {

using model::TypeKind;

namespace {

constexpr std::array kNamedKinds = {
    TypeKind::i128,      TypeKind::u128,       TypeKind::c_string, TypeKind::boolean,
    TypeKind::character, TypeKind::i8,         TypeKind::i16,      TypeKind::i32,
    TypeKind::i64,       TypeKind::isize,      TypeKind::u8,       TypeKind::u16,
    TypeKind::u32,       TypeKind::u64,        TypeKind::usize,    TypeKind::f32,
    TypeKind::f64,       TypeKind::string,     TypeKind::path_buf, TypeKind::os_string,
    TypeKind::duration,  TypeKind::system_time};

/// Those that are the same wherever there is a standard library. A single word may be another type.
constexpr std::pair<std::string_view, TypeKind> kKindsOfC[] = {
    {"c_schar", TypeKind::i8},     {"c_uchar", TypeKind::u8},   {"c_short", TypeKind::i16},
    {"c_ushort", TypeKind::u16},   {"c_int", TypeKind::i32},    {"c_uint", TypeKind::u32},
    {"c_float", TypeKind::f32},    {"c_double", TypeKind::f64}, {"c_longlong", TypeKind::i64},
    {"c_ulonglong", TypeKind::u64}};

}  // namespace

bool is_standard_crate(std::string_view segment) {
  return segment == "std" || segment == "core" || segment == "alloc";
}

std::string standard_name(Cursor cursor) {
  cursor.take_operator("::");
  if (!cursor.at_identifier()) return {};
  const bool is_path = is_standard_crate(cursor.peek().text);
  std::string name = plain_name(cursor.tokens().tokens[cursor.take()].text);
  while (is_path && cursor.take_operator("::")) {
    if (!cursor.at_identifier()) return {};
    name = plain_name(cursor.tokens().tokens[cursor.take()].text);
  }
  return cursor.at_end() ? name : std::string();
}

std::optional<TypeKind> standard_kind(Cursor cursor) {
  const std::string name = standard_name(cursor);
  const auto* found = std::find_if(kNamedKinds.begin(), kNamedKinds.end(),
                                   [&](TypeKind kind) { return model::name_of(kind) == name; });
  if (found != kNamedKinds.end()) return *found;
  cursor.take_operator("::");
  if (cursor.at_end() || !is_standard_crate(cursor.peek().text)) return std::nullopt;
  for (const auto& [c_name, kind] : kKindsOfC) {
    if (c_name == name) return kind;
  }
  return std::nullopt;
}

}  // namespace prebind::expand
