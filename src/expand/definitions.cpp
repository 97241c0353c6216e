// Reads what defines types and constants: structs, enums, `const` and `static`.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/generic_items.h"
#include "expand/item_reader.h"
#include "expand/operations.h"

namespace prebind::expand {

using model::TypeKind;

namespace {

constexpr std::string_view kHandleInstead =
    "or write `#[julia]` without `value`, so that hosts get a handle";

std::optional<TypeKind> integer_named(const std::string& name) {
  for (int i = static_cast<int>(TypeKind::i8); i <= static_cast<int>(TypeKind::usize); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    if (model::name_of(kind) == name) return kind;
  }
  return {};
}

}  // namespace

void skip_field(Cursor& cursor) {
  int depth = 0;
  while (!cursor.at_end()) {
    if (cursor.take_operator("->")) continue;
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    const bool ends = depth == 0 && cursor.at_punctuation(',');
    cursor.take();
    if (ends) return;
  }
}

std::optional<ItemSyntax> ItemReader::read_struct(Cursor cursor, Attributes attributes) {
  StructSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  cursor.take();  // struct
  if (!cursor.at_identifier()) return std::nullopt;
  item.place = cursor.take();
  item.name = text(item.place);
  read_arguments(cursor, item);
  while (!cursor.at_end() && !cursor.at_group("{") && !cursor.at_group("(") &&
         !cursor.at_punctuation(';')) {
    cursor.take();  // where …
  }
  if (item.attributes.options.value) return read_value(std::move(item), cursor);
  if (cursor.at_group("{")) read_fields(cursor.inside(), item);
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

/// The types of an instance, in the place of the `<T>` here.
void ItemReader::read_arguments(Cursor& cursor, StructSyntax& item) {
  item.references = {{item.place, item.place}};
  if (tokens_.arguments.empty()) {
    refuse_generics(cursor, "struct", false);
    return;
  }
  if (item.attributes.options.value) {
    const TokenIndex place = *item.attributes.options.value;
    say({place, place}, "a generic struct cannot be a value struct: hosts rely on one layout",
        fmt::format("write a struct for each type, {}", kHandleInstead));
  }
  skip_generics(cursor);
  std::string written;
  for (const TypeArgument& each : tokens_.arguments) {
    const auto kind = kind_of_argument(each.text);
    item.arguments.push_back({.kind = kind.value_or(TypeKind::named),
                              .reference = kind ? 0 : item.references.size(),
                              .name = kind ? "" : plain_name(each.text)});
    written += (written.empty() ? "" : ", ") + each.type.source;
    if (kind) continue;
    const TokenIndex place = each.type.place;
    item.references.push_back({.first = place, .last = place, .made = each.type.source});
  }
  item.references[0].made = fmt::format("{}<{}>", original({item.place, item.place}), written);
}

std::string name_of_instance(const StructSyntax& item) {
  return item.name + model::arguments_text(item.arguments);
}

void ItemReader::read_fields(Cursor cursor, StructSyntax& item) {
  while (!cursor.at_end()) {
    FieldSyntax field{.attributes = read_attributes(cursor, diagnostics_)};
    refuse_function_options(field.attributes, "remove this option");
    refuse_prefix(field.attributes);
    const bool is_public = take_visibility(cursor);
    if (!cursor.at_identifier()) return;
    field.place = cursor.take();
    field.name = text(field.place);
    cursor.take_punctuation(':');
    const bool exported =
        !field.attributes.options.skip && (is_public || field.attributes.is_marked);
    if (exported) {
      TypeReader types(tokens_, diagnostics_);
      types.set_owner(item.references[0], name_of_instance(item));
      const std::size_t before = diagnostics_.size();
      auto type = types.read(cursor, Position::field);
      if (type) {
        field.type = std::move(*type);
        field.references = types.references();
        item.fields.push_back(std::move(field));
      } else if (diagnostics_.size() > before) {
        diagnostics_.back().help += "; or skip the field with `#[julia(skip)]`";
      }
    }
    skip_field(cursor);
  }
}

/// The layout that a host relies on has to be one that rustc keeps to.
void ItemReader::check_representation(const StructSyntax& head) {
  const auto& words = head.attributes.representation;
  const auto find = [&](std::string_view word) {
    return std::find_if(words.begin(), words.end(),
                        [&](TokenIndex token) { return text(token) == word; });
  };
  if (const auto packed = find("packed"); packed != words.end()) {
    say({*packed, *packed},
        "a packed struct cannot be a value struct: hosts do not support packed layouts",
        fmt::format("remove `packed`, {}", kHandleInstead));
  } else if (const auto align = find("align"); align != words.end()) {
    say({*align, *align}, "a value struct cannot have `repr(align)`: hosts do not support it",
        fmt::format("remove `align`, {}", kHandleInstead));
  } else if (find("C") == words.end() && find("transparent") == words.end()) {
    say({head.place, head.place},
        fmt::format("a value struct needs a fixed layout, but rustc chooses the layout of `{}`",
                    head.name),
        "write `#[repr(C)]` on it");
  }
}

std::optional<ItemSyntax> ItemReader::read_value(StructSyntax head, Cursor cursor) {
  ValueSyntax item{.name = head.name, .place = head.place};
  const std::size_t before = diagnostics_.size();
  check_representation(head);
  item.attributes = std::move(head.attributes);
  if (cursor.at_group("{") && !cursor.inside().at_end()) {
    read_value_fields(cursor.inside(), item);
  } else {
    say({item.place, item.place},
        fmt::format("`{}` cannot be a value struct: it has no named fields", item.name),
        fmt::format("give its fields names, {}", kHandleInstead));
  }
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

void ItemReader::read_value_fields(Cursor cursor, ValueSyntax& item) {
  TypeReader types(tokens_, diagnostics_);
  types.set_owner({item.place, item.place});
  while (!cursor.at_end()) {
    FieldSyntax field{.attributes = read_attributes(cursor, diagnostics_)};
    refuse_function_options(field.attributes, "remove this option");
    refuse_prefix(field.attributes);
    take_visibility(cursor);
    if (!cursor.at_identifier()) return;
    field.place = cursor.take();
    field.name = text(field.place);
    cursor.take_punctuation(':');
    if (auto type = types.read(cursor, Position::field)) {
      field.type = std::move(*type);
      check_value_field(field);
      item.fields.push_back(std::move(field));
    }
    skip_field(cursor);
  }
  item.references = types.references();
}

void ItemReader::check_value_field(const FieldSyntax& field) {
  const Attributes& attributes = field.attributes;
  if (attributes.options.skip) {
    say(attributes.mark, "a field of a value struct cannot be left out: hosts use the same layout",
        fmt::format("remove `skip`, {}", kHandleInstead));
  } else if (attributes.options.hosts_place) {
    say(attributes.mark, "a field of a value struct cannot be left out: hosts use the same layout",
        fmt::format("remove `hosts`, {}", kHandleInstead));
  } else if (!attributes.cfg.empty()) {
    say(attributes.cfg[0], "a field of a value struct cannot have `#[cfg]`",
        "write two structs, each with its own `#[cfg]`");
  }
  if (model::is_member(field.type.type)) return;
  say(field.type.range,
      fmt::format("`{}` cannot be a field of a value struct", spell(tokens_, field.type.range)),
      model::leaf_of(field.type.type).kind == TypeKind::character
          ? "write `u32`: hosts store a `char` differently"
          : fmt::format("write numbers, `bool`, enums and other values, {}", kHandleInstead));
}

std::optional<ItemSyntax> ItemReader::read_enum(Cursor cursor, Attributes attributes) {
  EnumSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  cursor.take();  // enum
  if (!cursor.at_identifier()) return std::nullopt;
  item.place = cursor.take();
  item.name = text(item.place);
  for (const TokenIndex word : item.attributes.representation) {
    if (const auto kind = integer_named(text(word))) item.representation = kind;
    if (text(word) != "align") continue;
    say({word, word}, "an exported enum cannot have `repr(align)`: hosts do not support it",
        "remove `align`");
  }
  refuse_generics(cursor, "enum", false);
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (!cursor.at_end()) read_variants(cursor.inside(), item);
  if (diagnostics_.size() > before) return std::nullopt;
  if (item.variants.empty()) {
    say({item.place, item.place},
        fmt::format("`{}` cannot be exported to the host: it has no variants", item.name),
        "add a variant");
    return std::nullopt;
  }
  return item;
}

std::optional<ItemSyntax> ItemReader::read_constant(Cursor cursor, Attributes attributes) {
  ConstantSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  item.is_static = cursor.at_identifier("static");
  cursor.take();
  if (cursor.at_identifier("mut")) {
    say({cursor.position(), cursor.position()},
        "a `static mut` cannot be exported: its value can change",
        "write functions that read and change it");
    return std::nullopt;
  }
  if (!cursor.at_identifier() || cursor.peek().text == "_") {
    say({cursor.here(), cursor.here()}, "a constant without a name cannot be exported",
        "give it a name");
    return std::nullopt;
  }
  item.place = cursor.take();
  item.name = text(item.place);
  cursor.take_punctuation(':');
  TypeReader types(tokens_, diagnostics_);
  auto type = types.read(cursor, Position::returns);
  if (!type) return std::nullopt;
  item.type = std::move(*type);
  const TypeKind kind = item.type.type.kind;
  const bool is_wide = model::family_of(kind) == model::Family::wide;
  if (!model::is_scalar(kind) && !is_wide && kind != TypeKind::str) {
    say(item.type.range,
        fmt::format("a constant of type `{}` cannot be exported", spell(tokens_, item.type.range)),
        "constants can be numbers, `bool`, `char` and `&str`; for other types write a function "
        "that returns it");
  }
  if (!cursor.take_punctuation('=') || cursor.at_end()) return std::nullopt;
  item.value.first = cursor.position();
  while (!cursor.at_end() && !cursor.at_punctuation(';')) item.value.last = cursor.take();
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

}  // namespace prebind::expand
