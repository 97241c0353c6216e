#include "hosts/julia/elements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "hosts/julia/text.h"

namespace prebind::hosts::julia {

using model::Type;
using model::TypeKind;

namespace {

/// With `leaf` as the type of the innermost elements.
std::string nested(const Type& type, const std::string& leaf) {
  if (model::is_static_matrix(type)) {
    return fmt::format("Base.NTuple{{{}, {}}}", model::leaves_of(type), leaf);
  }
  if (type.kind != TypeKind::fixed_array) return leaf;
  return fmt::format("Base.NTuple{{{}, {}}}", type.length, nested(type.arguments.at(0), leaf));
}

/// The same as a tuple of its members, as Julia's dispatch sees it.
std::string as_tuple(const Type& type, const std::string& leaf) {
  if (type.kind != TypeKind::fixed_array) return leaf;
  const std::vector<std::string> members(type.length, as_tuple(type.arguments.at(0), leaf));
  return fmt::format("Base.Tuple{{{}}}", fmt::join(members, ", "));
}

std::string leaf_type(const Type& leaf) {
  if (leaf.kind == TypeKind::complex32) return "Base.Complex{Base.Float32}";
  if (leaf.kind == TypeKind::complex64) return "Base.Complex{Base.Float64}";
  return std::string(scalar(leaf.kind));
}

}  // namespace

std::string element_type(const Type& element, const std::string& name) {
  const Type& leaf = model::leaf_of(element);
  return nested(element, leaf.kind == TypeKind::named ? name : leaf_type(leaf));
}

std::string element_type(const Type& element, const TypeNames& names) {
  const Type& leaf = model::leaf_of(element);
  return element_type(element, leaf.kind == TypeKind::named ? written(names.at(leaf.reference).path)
                                                            : std::string());
}

std::string type_arguments(const std::vector<Type>& arguments, const TypeNames& names) {
  if (arguments.empty()) return {};
  std::vector<std::string> all;
  for (const Type& each : arguments) {
    const bool is_wide = model::family_of(each.kind) == model::Family::wide;
    all.push_back(each.kind == TypeKind::character ? "Base.Char"
                  : each.kind == TypeKind::string  ? "Base.String"
                  : is_wide                        ? std::string(wide(each.kind))
                                                   : element_type(each, names));
  }
  return fmt::format("{{{}}}", fmt::join(all, ", "));
}

std::string counted_type(const Type& type) {
  const Type& leaf = model::leaf_of(type);
  return nested(type, leaf.kind == TypeKind::usize ? "Base.Int" : leaf_type(leaf));
}

std::string_view wide(TypeKind kind) {
  return kind == TypeKind::i128 ? "Base.Int128" : "Base.UInt128";
}

Lowered lower_wide(TypeKind kind, std::string_view variable) {
  return {.dispatch = "Base.Real",
          .exact = std::string(wide(kind)),
          .documented = unqualified(wide(kind)),
          .prepared = fmt::format("Base.convert({}, {})", wide(kind), variable),
          .c_types = {"Base.UInt64", "Base.UInt64"},
          .values = {fmt::format("_prebind.low({})", variable),
                     fmt::format("_prebind.high({})", variable)}};
}

namespace {

/// `Nanosecond` of a duration, `Date` of a day, else `DateTime`.
std::string_view name_in_dates(TypeKind kind) {
  if (kind == TypeKind::duration) return "Nanosecond";
  const bool is_day = kind == TypeKind::chrono_date || kind == TypeKind::jiff_date;
  return is_day ? "Date" : "DateTime";
}

}  // namespace

std::string time_type(TypeKind kind) {
  return fmt::format("_prebind.Dates.{}", name_in_dates(kind));
}

std::string time_schema(TypeKind kind) {
  return fmt::format("_prebind.Time{{{}}}", time_type(kind));
}

Lowered lower_time(TypeKind kind, std::string_view variable) {
  const bool is_span = kind == TypeKind::duration;
  const std::string taken = is_span
                                ? "Base.Union{_prebind.Dates.Period, _prebind.Dates.CompoundPeriod}"
                                : time_type(kind);
  return {.dispatch = taken,
          .exact = taken,
          .documented = is_span ? "Dates.Period" : fmt::format("Dates.{}", name_in_dates(kind)),
          .prepared = fmt::format("_prebind.since({})", variable),
          .c_types = {"Base.UInt64", "Base.UInt32"},
          .values = {fmt::format("_prebind.seconds({})", variable),
                     fmt::format("_prebind.nanoseconds({})", variable)}};
}

Lifted lift_time(TypeKind kind, const std::string& value) {
  return {.slot = "Base.NTuple{2, Base.UInt64}",
          .value = fmt::format("_prebind.marked({}, {})", time_type(kind), value),
          .documented = fmt::format("Dates.{}", name_in_dates(kind))};
}

Lowered lower_complex(const Type& type, std::string_view variable) {
  const std::string own = element_type(type, std::string());
  return {.dispatch = "Base.Number",
          .exact = own,
          .documented = unqualified(own),
          .prepared = fmt::format("_prebind.complex_of({}, {})", own, variable),
          .c_types = std::vector<std::string>(
              2, type.kind == TypeKind::complex32 ? "Base.Float32" : "Base.Float64"),
          .values = {fmt::format("_prebind.real_of({}, {})", own, variable),
                     fmt::format("_prebind.imaginary_of({}, {})", own, variable)}};
}

std::string matrix_type(const std::string& head, const Type& type, const std::string& element) {
  return fmt::format("{}{{{}, {}}}", head, element, model::sizes_of_matrix(type).size());
}

std::string sizes_text(const Type& type) {
  return fmt::format("({},)", fmt::join(model::sizes_of_matrix(type), ", "));
}

namespace {

// Its elements as one tuple, in the order of an `Array`.
Lowered lower_matrix(const Type& type, std::string_view variable) {
  const std::string own = element_type(type, std::string());
  const std::string leaf = leaf_type(model::leaf_of(type));
  return {.dispatch = matrix_type("Base.AbstractArray", type, "<:Base.Any"),
          .exact = matrix_type("Base.AbstractArray", type, leaf),
          .assigned = matrix_type("Base.AbstractArray", type, "<:Base.Any"),
          .documented =
              unqualified(matrix_type("AbstractArray", type, counted_type(model::leaf_of(type)))),
          .prepared =
              fmt::format("_prebind.matrix_elements({}, {}, {})", own, sizes_text(type), variable),
          .c_types = {fmt::format("Base.Ref{{{}}}", own)},
          .values = {std::string(variable)}};
}

Lifted lift_matrix(const Type& type, const std::string& value) {
  const std::string leaf = counted_type(model::leaf_of(type));
  const bool is_count = model::leaf_of(type).kind == TypeKind::usize;
  const std::string array =
      fmt::format("_prebind.matrix_of({}, {}, {})", leaf, sizes_text(type), value);
  return {.slot = element_type(type, std::string()),
          .value = is_count ? fmt::format("_prebind.Sizes({})", array) : array,
          .documented = unqualified(matrix_type("Array", type, leaf))};
}

}  // namespace

// Any sequence of as many elements; of a `usize` it has the bytes that Rust's has.
Lowered lower_fixed(const Type& type, std::string_view variable) {
  if (model::is_static_matrix(type)) return lower_matrix(type, variable);
  const std::string own = element_type(type, std::string());
  return {.dispatch = "Base.Union{Base.Tuple, Base.AbstractArray}",
          .exact = fmt::format("Base.Union{{{}, Base.AbstractArray{{{}}}}}",
                               as_tuple(type, leaf_type(model::leaf_of(type))),
                               as_tuple(type.arguments.at(0), leaf_type(model::leaf_of(type)))),
          .assigned = "Base.Union{Base.Tuple, Base.AbstractArray}",
          .documented = unqualified(counted_type(type)),
          .prepared = fmt::format("_prebind.fixed({}, {})", own, variable),
          .c_types = {fmt::format("Base.Ref{{{}}}", own)},
          .values = {std::string(variable)}};
}

Lifted lift_fixed(const Type& type, const std::string& value) {
  if (model::is_static_matrix(type)) return lift_matrix(type, value);
  const bool is_count = model::leaf_of(type).kind == TypeKind::usize;
  return {.slot = element_type(type, std::string()),
          .value = is_count ? fmt::format("_prebind.Counts({})", value) : value,
          .documented = unqualified(counted_type(type))};
}

}  // namespace prebind::hosts::julia
