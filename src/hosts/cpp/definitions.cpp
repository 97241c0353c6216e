#include "hosts/cpp/definitions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "hosts/cpp/functions.h"
#include "hosts/cpp/spelling.h"
#include "hosts/cpp/text.h"
#include "hosts/surface.h"
#include "model/describe.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

using model::TypeKind;

/// Without `#[repr]` the integers are `isize`; C++'s own enums have 32 bits.
std::string integer_of(const model::NamedType& named) {
  if (named.representation) return std::string(scalar(*named.representation));
  using Limits = std::numeric_limits<std::int32_t>;
  const bool fits = std::ranges::all_of(named.variants, [](const model::Variant& variant) {
    return variant.value >= Limits::min() && variant.value <= Limits::max();
  });
  return fits ? "std::int32_t" : "std::int64_t";
}

/// An integer of any width, of the text that Rust writes it with.
std::string integer(const std::string& text) {
  if (text == std::to_string(std::numeric_limits<std::int64_t>::min())) {
    return "-9223372036854775807 - 1";
  }
  const bool is_large = !text.starts_with('-') && text.size() >= 19 &&
                        (text.size() > 19 || text > "9223372036854775807");
  return is_large ? text + "U" : text;
}

template <typename Float>
std::string float_literal(Float value, std::string_view type, std::string_view suffix) {
  if (std::isnan(value)) return fmt::format("std::numeric_limits<{}>::quiet_NaN()", type);
  if (std::isinf(value)) {
    return fmt::format("{}std::numeric_limits<{}>::infinity()", value < 0 ? "-" : "", type);
  }
  const std::string text = fmt::format("{}", value);
  const bool is_whole = text.find_first_of(".e") == std::string::npos;
  return fmt::format("{}{}{}", text, is_whole ? ".0" : "", suffix);
}

std::string value_of(const model::Constant& constant) {
  const TypeKind kind = constant.type.kind;
  const std::vector<std::uint64_t> words = model::words_of(constant);
  const std::uint64_t bits = words.at(0);
  if (model::family_of(kind) == model::Family::wide) {
    const std::string number =
        fmt::format("static_cast<uint128>({:#x}U) << 64 | {:#x}U", words.at(1), bits);
    return kind == TypeKind::u128 ? number : fmt::format("static_cast<int128>({})", number);
  }
  if (kind == TypeKind::boolean) return bits != 0 ? "true" : "false";
  if (kind == TypeKind::character) return fmt::format("{:#x}", bits);
  if (kind == TypeKind::f64) return float_literal(std::bit_cast<double>(bits), "double", "");
  if (kind == TypeKind::f32) {
    return float_literal(std::bit_cast<float>(static_cast<std::uint32_t>(bits)), "float", "F");
  }
  return integer(model::value_text(constant));
}

std::string type_of(const model::Constant& constant) {
  const TypeKind kind = constant.type.kind;
  if (kind == TypeKind::i128) return "int128";
  if (kind == TypeKind::u128) return "uint128";
  return std::string(scalar(kind));
}

/// Of an enumerator, which has its attributes behind its name.
std::string attribute_behind(const model::Marks& marks) {
  const std::string attribute = deprecated(marks);
  return attribute.empty() ? "" : " " + attribute.substr(0, attribute.size() - 1);
}

}  // namespace

std::string agreement_of(const std::string& symbol, const std::string& item,
                         const std::string& expected) {
  return fmt::format("  if (!detail::agrees(glue::{}, {})) {{\n    items += {};\n  }}\n", symbol,
                     expected, quote::cpp("\n  " + item));
}

Definition render_enum(const model::NamedType& named, const std::string& name,
                       const std::vector<std::string>& variants) {
  std::string members;
  std::vector<std::string> readable, words;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const model::Variant& variant = named.variants.at(i);
    const std::string value = model::value_text(variant, named);
    members += doxygen(variant.docs, 2);
    members +=
        fmt::format("  {}{} = {},\n", variants[i], attribute_behind(variant.marks), integer(value));
    readable.push_back(fmt::format("{} = {}", variant.name, value));
    words.push_back(fmt::format("{:#x}", static_cast<std::uint64_t>(variant.value)));
  }
  return {fmt::format("{}enum class {}{} : {} {{\n{}}};\n", doxygen(named.docs),
                      deprecated(named.marks), name, integer_of(named), members),
          agreement_of(named.definition,
                       fmt::format("enum {} {{ {} }}", named.name, fmt::join(readable, ", ")),
                       fmt::format("{{{}}}", fmt::join(words, ", ")))};
}

Definition render_value(const model::NamedType& named, const TypeName& type,
                        const std::vector<std::string>& fields, const std::string& methods,
                        const TypeNames& names) {
  const std::string& name = type.name;
  std::string members, asserts;
  std::vector<std::string> readable;
  std::vector<std::string> layout = {fmt::format("sizeof({})", type.path),
                                     fmt::format("alignof({})", type.path)};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::ValueField& member = named.members.at(i);
    members += doxygen(member.docs, 2);
    members += fmt::format("  {}{} {};\n", deprecated(member.marks), element(member.type, names),
                           fields[i]);
    readable.push_back(fmt::format("{}: {}", member.name, model::to_string(member.type)));
    layout.push_back(fmt::format("offsetof({}, {})", type.path, fields[i]));
    asserts +=
        fmt::format("static_assert(offsetof({}, {}) == {});\n", name, fields[i], member.offset);
  }
  std::string text = fmt::format("{}struct {}{} {{\n{}", doxygen(named.docs),
                                 deprecated(named.marks), name, members);
  if (!methods.empty()) text += "\n" + methods;
  text += "};\n";
  text += fmt::format(
      "static_assert(std::is_standard_layout_v<{0}> && "
      "std::is_trivially_copyable_v<{0}>);\n"
      "static_assert(sizeof({0}) == {1} && alignof({0}) == {2});\n",
      name, named.size, named.alignment);
  return {text + asserts, agreement_of(named.definition,
                                       fmt::format("struct {} {{ {} }} of {} bytes", named.name,
                                                   fmt::join(readable, ", "), named.size),
                                       fmt::format("{{{}}}", fmt::join(layout, ", ")))};
}

Definition render_constant(const model::Constant& constant, const std::string& name,
                           const std::string& path) {
  const std::string docs = doxygen(constant.docs) + deprecated(constant.marks);
  const std::string item = readable(constant);
  if (constant.type.kind == TypeKind::str) {
    const std::string literal = quote::cpp(constant.bytes);
    return {docs + fmt::format("inline constexpr std::string_view {}({}, {});\n", name, literal,
                               constant.bytes.size()),
            agreement_of(constant.definition, item, path)};
  }
  Definition definition = {
      docs + fmt::format("inline constexpr {} {} = {};\n", type_of(constant), name,
                         value_of(constant)),
      agreement_of(constant.definition, item,
                   fmt::format("{{{:#x}}}", fmt::join(model::words_of(constant), ", ")))};
  if (model::family_of(constant.type.kind) == model::Family::wide) {
    definition.text = only_with_wide(definition.text);
  }
  return definition;
}

}  // namespace prebind::hosts::cpp
