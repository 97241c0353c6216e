#include "hosts/julia/definitions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "hosts/julia/elements.h"
#include "hosts/julia/markdown.h"
#include "hosts/julia/packed.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

using model::NamedType;
using model::Shape;
using model::Type;
using model::TypeKind;
using model::ValueField;
using model::Variant;

template <typename Item>
std::string documentation(const Item& item) {
  return with_deprecation(item.docs, item.marks.deprecation);
}

// Without `#[repr]` the integers are `isize`; Julia's own enums have 32 bits.
std::string integer_of(const NamedType& named) {
  if (named.representation) return std::string(scalar(*named.representation));
  using Limits = std::numeric_limits<std::int32_t>;
  const bool fits =
      std::all_of(named.variants.begin(), named.variants.end(), [](const Variant& variant) {
        return variant.value >= Limits::min() && variant.value <= Limits::max();
      });
  return fits ? "Base.Int32" : "Base.Int64";
}

template <typename Float>
std::string float_literal(Float value) {
  if (std::isnan(value)) return "Base.NaN";
  if (std::isinf(value)) return value < 0 ? "-Base.Inf" : "Base.Inf";
  // Every `f32` is an `f64`: so this is exact.
  const std::string text = fmt::format("{}", static_cast<double>(value));
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string julia_value(const model::Constant& constant) {
  const TypeKind kind = constant.type.kind;
  if (kind == TypeKind::str) return literal(constant.bytes);
  const std::vector<std::uint64_t> words = model::words_of(constant);
  const std::uint64_t bits = words.at(0);
  if (model::family_of(kind) == model::Family::wide) {
    const std::string number = fmt::format("0x{:016x}{:016x}", words.at(1), bits);
    return kind == TypeKind::u128 ? number
                                  : fmt::format("Base.reinterpret(Base.Int128, {})", number);
  }
  if (kind == TypeKind::boolean) return bits != 0 ? "true" : "false";
  if (kind == TypeKind::character) return fmt::format("Base.Char({:#x})", bits);
  std::string number = model::value_text(constant);
  if (kind == TypeKind::f64) number = float_literal(std::bit_cast<double>(bits));
  if (kind == TypeKind::f32) {
    number = float_literal(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  // A count is an `Int`, if one can be it.
  const bool is_int = kind == TypeKind::usize && std::bit_cast<std::int64_t>(bits) >= 0;
  return fmt::format("{}({})", is_int ? "Base.Int" : scalar(kind), number);
}

}  // namespace

std::string expectation(const std::string& symbol, const std::string& signature,
                        const std::string& expected, bool is_open) {
  std::vector<std::string> items = {literal(symbol), literal(signature), expected};
  if (is_open) items.emplace_back("true");
  return wrap("_prebind.@expect(", items, ")\n", 4);
}

std::string list_item(const std::string& head, std::string docs) {
  for (std::size_t at = 0; (at = docs.find('\n', at)) != std::string::npos; at += 3) {
    docs.replace(at, 1, "\n  ");
  }
  return fmt::format("- `{}`{}{}\n", head, docs.empty() ? "" : ": ", docs);
}

std::string with_list(const std::string& docs, std::string_view title, const std::string& list) {
  return fmt::format("{}{}# {}\n\n{}", docs, docs.empty() ? "" : "\n\n", title, list);
}

Definition render_enum(const NamedType& named, const TypeName& name,
                       const std::vector<std::string>& variants) {
  std::string members;
  std::string list;
  std::vector<std::string> readable;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const Variant& variant = named.variants.at(i);
    const std::string value = model::value_text(variant, named);
    members += fmt::format("    {} = {}\n", written(variants[i]), value);
    list += list_item(written(variants[i]), listed_with_deprecation(variant.docs, variant.marks));
    readable.push_back(fmt::format("{} = {}", variant.name, value));
    values.push_back(fmt::format("{:#x}", static_cast<std::uint64_t>(variant.value)));
  }
  return {
      fmt::format("Base.@enum {}::{} begin\n{}end\n", written(name.name), integer_of(named),
                  members),
      document(name.path, written(name.path), with_list(documentation(named), "Members", list)) +
          expectation(named.definition,
                      fmt::format("enum {} {{ {} }}", named.name, fmt::join(readable, ", ")),
                      fmt::format("Base.UInt64[{}]", fmt::join(values, ", ")))};
}

Result<Definition> render_value(const NamedType& named, const TypeName& name, bool is_constructed,
                                const TypeNames& names) {
  UniqueNames unique;
  std::string fields;
  std::string list;
  std::vector<std::string> readable;
  std::vector<std::string> types;
  for (const ValueField& member : named.members) {
    PREBIND_TRY(lifted, lift(member.type, "returned", names));
    const std::string field = unique.underscored(identifier(member.host_name));
    const Type& leaf = model::leaf_of(member.type);
    const std::string type = element_type(member.type, names);
    const std::string seen =
        leaf.kind == TypeKind::named
            ? element_type(member.type, seen_from(name, names.at(leaf.reference)))
            : type;
    fields += fmt::format("    {}::{}\n", written(field), seen);
    types.push_back(type);
    // A field has the same bytes as Rust's: so a `usize` is no `Int` there.
    const bool is_named = member.type.kind == TypeKind::named;
    list += list_item(
        fmt::format("{}::{}", written(field), is_named ? lifted.documented : unqualified(type)),
        listed_with_deprecation(member.docs, member.marks));
    readable.push_back(fmt::format("{}: {}", member.name, model::to_string(member.type)));
  }
  if (is_constructed) {
    // In the place of Julia's own constructors: Rust's alone make one.
    fields += fmt::format("    {}(::_prebind.Handle) = new()\n", written(name.name));
  }
  const std::string path = written(name.path);
  std::vector<std::string> ready;
  if (!is_constructed) ready = {precompile(path, types)};
  return Definition{fmt::format("struct {}\n{}end\n", written(name.name), fields),
                    document(name.path, path, with_list(documentation(named), "Fields", list)) +
                        expectation(named.definition,
                                    fmt::format("struct {} {{ {} }} of {} bytes", named.name,
                                                fmt::join(readable, ", "), named.size),
                                    path),
                    std::move(ready)};
}

Definition render_constant(const model::Constant& constant, const std::string& name,
                           const std::string& path) {
  const std::string text = documentation(constant);
  const std::string docs = text.empty() ? "" : document(path, written(path), text);
  const bool is_text = constant.type.kind == TypeKind::str;
  const std::string expected =
      is_text ? written(path)
              : fmt::format("Base.UInt64[{:#x}]", fmt::join(model::words_of(constant), ", "));
  return {fmt::format("const {} = {}\n", written(name), julia_value(constant)),
          docs + expectation(constant.definition, readable(constant), expected)};
}

}  // namespace prebind::hosts::julia
