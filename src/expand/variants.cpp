// Reads the variants of enums, and what they have of data.

#include <fmt/format.h>

#include <utility>

#include "expand/item_reader.h"

namespace prebind::expand {

void ItemReader::read_variants(Cursor cursor, EnumSyntax& item) {
  TypeReader types(tokens_, diagnostics_);
  types.set_owner({item.place, item.place});
  while (!cursor.at_end()) {
    VariantSyntax variant{.attributes = read_attributes(cursor, diagnostics_)};
    refuse_function_options(variant.attributes, "remove this option");
    refuse_prefix(variant.attributes);
    if (!cursor.at_identifier()) return;
    variant.place = cursor.take();
    variant.name = text(variant.place);
    if (variant.attributes.options.skip || variant.attributes.options.hosts_place) {
      say(variant.attributes.mark, "a variant cannot be left out: Rust may return it",
          variant.attributes.options.skip ? "remove `skip`" : "remove `hosts`");
    } else if (!variant.attributes.cfg.empty()) {
      say(variant.attributes.cfg[0], "a variant of an exported enum cannot have `#[cfg]`",
          "write two enums, each with its own `#[cfg]`");
    }
    if (cursor.at_group("(") || cursor.at_group("{")) {
      item.has_data = true;
      variant.data = cursor.at_group("(") ? VariantSyntax::Data::tuple : VariantSyntax::Data::named;
      read_variant_fields(cursor.inside(), variant, types);
    }
    while (!cursor.at_end() && !cursor.at_punctuation(',')) cursor.take();
    cursor.take_punctuation(',');
    item.variants.push_back(std::move(variant));
  }
  item.references = types.references();
}

void ItemReader::read_variant_fields(Cursor cursor, VariantSyntax& variant, TypeReader& types) {
  const bool is_tuple = variant.data == VariantSyntax::Data::tuple;
  while (!cursor.at_end()) {
    FieldSyntax field{.attributes = read_attributes(cursor, diagnostics_)};
    check_variant_field(field);
    take_visibility(cursor);
    field.place = cursor.here();
    field.name = fmt::format("_{}", variant.fields.size());
    if (!is_tuple) {
      if (!cursor.at_identifier()) return;
      field.place = cursor.take();
      field.name = text(field.place);
      cursor.take_punctuation(':');
    }
    if (!field.attributes.options.skip) {
      const std::size_t before = diagnostics_.size();
      if (auto type = types.read_owned(cursor, "a field of a variant")) {
        field.type = std::move(*type);
      } else if (diagnostics_.size() > before) {
        std::string& help = diagnostics_.back().help;
        help += std::string(help.empty() ? "" : "; or ") + "skip the field with `#[julia(skip)]`";
      }
    }
    variant.fields.push_back(std::move(field));
    skip_field(cursor);
  }
}

void ItemReader::check_variant_field(const FieldSyntax& field) {
  const Attributes& attributes = field.attributes;
  refuse_function_options(attributes, "remove this option");
  refuse_prefix(attributes);
  if (attributes.options.hosts_place) {
    say(attributes.mark, "a field of a variant cannot be left out of single hosts",
        "write `#[julia(skip)]`, which leaves it out of all");
  } else if (!attributes.cfg.empty()) {
    say(attributes.cfg[0], "a field of a variant of an exported enum cannot have `#[cfg]`",
        "write two enums, each with its own `#[cfg]`");
  }
}

}  // namespace prebind::expand
