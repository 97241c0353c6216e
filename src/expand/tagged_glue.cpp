#include "expand/tagged_glue.h"

#include <fmt/format.h>

#include <vector>

#include "abi/failure.h"
#include "abi/layout.h"
#include "expand/carried.h"
#include "expand/definition_glue.h"
#include "expand/operations.h"
#include "expand/packed.h"
#include "expand/rust/templates.h"
#include "expand/symbols.h"
#include "expand/times.h"
#include "util/sha256.h"

namespace prebind::expand {

using model::NamedType;

namespace {

/// `Self::Circle { radius: a, }`, `Self::Square(a, )`: a pattern or an expression. `value` gives
/// what a field has there, by its number among those that are not left out.
template <typename Value>
std::string with_fields(const VariantSyntax& variant, std::string_view left_out,
                        const Value& value) {
  const bool is_tuple = variant.data == VariantSyntax::Data::tuple;
  std::string fields;
  std::size_t count = 0;
  for (const FieldSyntax& field : variant.fields) {
    if (!field.attributes.options.skip) {
      fields += fmt::format("{}{}, ", is_tuple ? "" : field.name + ": ", value(count++));
    } else if (is_tuple) {
      fields += fmt::format("{}, ", left_out);
    }
  }
  const std::string path = "Self::" + variant.name;
  if (variant.data == VariantSyntax::Data::none) return path;
  if (is_tuple) return fmt::format("{}({})", path, fields);
  const bool is_whole = count == variant.fields.size();
  return fmt::format("{} {{ {}{} }}", path, fields, is_whole ? "" : "..");
}

std::string field_name(std::size_t i) {
  return fmt::format("prebind_f{}", i);
}

/// A newer library may have variants that a host does not know: their length lets it go on.
std::string with_length(const std::string& packing) {
  return fmt::format(
      "let prebind_b = prebind_o.len(); let prebind_n = 0u64; "
      "prebind_put(&mut prebind_o, &prebind_n, 1); {}"
      "let prebind_n = (prebind_o.len() - prebind_b - 8) as u64; "
      "prebind_std::ptr::write_unaligned("
      "prebind_o.as_mut_ptr().add(prebind_b) as *mut u64, prebind_n); ",
      packing);
}

std::string packs(const NamedType& named, const EnumSyntax& syntax) {
  std::string arms;
  for (std::size_t i = 0; i < syntax.variants.size(); ++i) {
    std::string fields;
    for (std::size_t k = 0; k < named.variants[i].fields.size(); ++k) {
      fields += pack_part(named.variants[i].fields[k].type, field_name(k));
    }
    if (named.is_open) fields = with_length(fields);
    arms += fmt::format(
        "{} => {{ let prebind_n = {}u32; prebind_put(&mut prebind_o, &prebind_n, 1); {}}}\n",
        with_fields(syntax.variants[i], "_", field_name), i, fields);
  }
  return arms;
}

std::string unpack(const NamedType& named, const EnumSyntax& syntax) {
  const Refusal refused;
  if (named.is_returned_only) {
    return fmt::format("let _ = (prebind_at, prebind_d); {}", refused("cannot be an argument"));
  }
  std::string arms;
  for (std::size_t i = 0; i < syntax.variants.size(); ++i) {
    const auto value = [&](std::size_t k) {
      return unpack_part(named.variants[i].fields[k].type, refused);
    };
    arms += fmt::format("{} => {},\n", i, with_fields(syntax.variants[i], "", value));
  }
  return fmt::format(
      "if prebind_d == {} {{ return {}; }} "
      "let prebind_d = prebind_d + 1; let prebind_call = (); let mut prebind_i = *prebind_at; "
      "let prebind_n = prebind_get::<u32>(&mut prebind_i); {}\n"
      "let prebind_v = match prebind_n {{ {} _ => return {} }}; "
      "let _ = (prebind_d, prebind_call); *prebind_at = prebind_i; "
      "prebind_std::result::Result::Ok(prebind_v)",
      abi::kDeepestValue,
      refused(fmt::format("is nested deeper than {} levels", abi::kDeepestValue)),
      named.is_open ? "prebind_i = prebind_i.add(8); " : "", arms,
      refused(fmt::format("is not a value of `{}`", named.name)));
}

void add_ids(const model::Type& type, std::vector<std::string>& items) {
  if (type.kind == model::TypeKind::named) {
    items.push_back(fmt::format("<{}>::__PREBIND_TYPE", type_reference(type)));
  }
  for (const model::Type& each : type.arguments) add_ids(each, items);
}

/// Of each variant a digest of how it is written, and the ids of the types in its fields, which are
/// known to rustc. What an open enum gets more stands behind them.
RecordData contents(const NamedType& named) {
  std::vector<std::string> items;
  for (const model::Variant& variant : named.variants) {
    const std::string written =
        fmt::format("{}({})", variant.host_name, fields_text(variant.fields));
    items.push_back("*" + byte_string(sha256_hex(written).substr(0, 16)));
    for (const model::ValueField& field : variant.fields) add_ids(field.type, items);
  }
  RecordData data{fmt::format("[[u8; 16]; {}]", items.size()), "["};
  for (const std::string& item : items) data.value += item + ", ";
  data.value += "]";
  return data;
}

}  // namespace

std::string tagged_glue(const NamedType& named, const EnumSyntax& syntax,
                        const GlueContext& context) {
  const std::string packing = packs(named, syntax);
  const std::string unpacking = unpack(named, syntax);
  std::string body =
      type_definitions(context) + std::string(templates::kCopies) + std::string(templates::kPack);
  if (context.references.size() > 1) body += kFallback;
  if (unpacking.find("prebind_get") != std::string::npos) body += templates::kUnpack;
  if (packing.find("prebind_os_bytes(") != std::string::npos) body += templates::kOsOut;
  if (unpacking.find("prebind_os(") != std::string::npos) body += templates::kOsIn;
  body += time_helpers(packing + unpacking);
  if (unpacking.find("prebind_slice(") != std::string::npos) body += templates::kSlice;
  const std::string items =
      templates::TaggedItems{.deepest = std::to_string(abi::kDeepestValue),
                             .name = named.name,
                             .packs = packing,
                             .refused = std::to_string(abi::number_of(abi::Failure::refused)),
                             .unpack = unpacking}
          .text();
  const RecordData data = contents(named);
  const RecordData in_record{
      fmt::format("__PrebindData<{}>", data.type),
      fmt::format("__PrebindData(<__PrebindCopies<__PrebindT0>>::CLONE.to_le_bytes(), {})",
                  data.value)};
  body += "#[repr(C)] pub struct __PrebindData<T>([u8; 8], T);\n";
  return scope(context, body + travelling(named, "3", items) + definition(named.definition, data) +
                            record(named.definition, named, context, in_record));
}

}  // namespace prebind::expand
