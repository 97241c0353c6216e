#include "hosts/julia/packed.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "hosts/julia/elements.h"
#include "hosts/julia/text.h"

namespace prebind::hosts::julia {

using model::Family;
using model::Shape;
using model::Type;
using model::TypeKind;

namespace {

/// `Base.Char`, `Base.Int128`, `Base.String` or the path of a named type; else empty.
std::string whole_type(const Type& type, const TypeNames& names, const TypeName* holder = nullptr) {
  switch (model::family_of(type)) {
    case Family::scalar:
      if (type.kind == TypeKind::usize) return "Base.Int";
      return type.kind == TypeKind::character ? "Base.Char" : std::string(scalar(type.kind));
    case Family::wide:
      return type.kind == TypeKind::i128 ? "Base.Int128" : "Base.UInt128";
    case Family::time:
      return time_type(type.kind);
    case Family::complex:
      return element_type(type, names);
    case Family::text:
      return "Base.String";
    case Family::named:
      return holder ? seen_from(*holder, names.at(type.reference))
                    : written(names.at(type.reference).path);
    default:
      return {};
  }
}

std::string_view marker_of(Shape shape) {
  switch (shape) {
    case Shape::handle:
      return "Object";
    case Shape::enumeration:
      return "Variant";
    case Shape::tagged:
      return "Tagged";
    case Shape::value:
      break;
  }
  return "Value";
}

std::string option_schema(const Type& option, const TypeNames& names) {
  const Type& value = option.arguments.at(0);
  const std::string own = schema(value, names);
  if (value.kind != TypeKind::option) return fmt::format("_prebind.Maybe{{{}}}", own);
  return fmt::format("_prebind.MaybeSome{{{}, {}}}", packed_type(value, names), own);
}

}  // namespace

std::string schema(const Type& type, const TypeNames& names) {
  if (type.kind == TypeKind::usize) return "_prebind.Count";
  if (model::family_of(type.kind) == Family::time) return time_schema(type.kind);
  if (type.kind == TypeKind::named) {
    return fmt::format("_prebind.{}{{{}}}", marker_of(names.at(type.reference).shape),
                       whole_type(type, names));
  }
  if (type.kind == TypeKind::option) return option_schema(type, names);
  if (type.kind == TypeKind::tuple) {
    std::string members = "Base.Tuple{}";
    for (std::size_t i = type.arguments.size(); i > 0; --i) {
      members =
          fmt::format("_prebind.Members{{{}, {}}}", schema(type.arguments[i - 1], names), members);
    }
    return members;
  }
  if (type.arguments.empty()) return whole_type(type, names);
  if (model::is_static_matrix(type)) {
    const Type& leaf = model::leaf_of(type);
    return fmt::format("_prebind.Matrices{{{}, {}, {}}}", sizes_text(type),
                       packed_type(leaf, names), schema(leaf, names));
  }
  if (type.kind == TypeKind::fixed_array) {
    const Type& element = type.arguments.at(0);
    return fmt::format("_prebind.Fixed{{{}, {}, {}}}", type.length, packed_type(element, names),
                       schema(element, names));
  }
  std::vector<std::string> types, schemas;
  for (const Type& each : type.arguments) {
    types.push_back(packed_type(each, names));
    schemas.push_back(schema(each, names));
  }
  const std::string_view head = model::is_map(type.kind)   ? "Pairs"
                                : model::is_set(type.kind) ? "Group"
                                                           : "List";
  return fmt::format("_prebind.{}{}{{{}, {}}}", model::has_order(type.kind) ? "Ordered" : "", head,
                     fmt::join(types, ", "), fmt::join(schemas, ", "));
}

std::string seen_from(const TypeName& holder, const TypeName& held) {
  const std::string around = holder.path.substr(0, holder.path.size() - holder.name.size());
  if (held.path == around + held.name) return written(held.name);
  return around.empty() ? written(held.path)
                        : fmt::format("Base.parentmodule(_prebind).{}", written(held.path));
}

std::string packed_type(const Type& type, const TypeNames& names, const TypeName* holder) {
  if (type.arguments.empty()) return whole_type(type, names, holder);
  std::vector<std::string> parts;
  for (const Type& each : type.arguments) parts.push_back(packed_type(each, names, holder));
  if (type.kind == TypeKind::option) {
    const bool is_nested = type.arguments.at(0).kind == TypeKind::option;
    return is_nested ? fmt::format("Base.Union{{Base.Some{{{}}}, Base.Nothing}}", parts[0])
                     : fmt::format("Base.Union{{{}, Base.Nothing}}", parts[0]);
  }
  if (model::is_static_matrix(type)) {
    return matrix_type("Base.Array", type, packed_type(model::leaf_of(type), names, holder));
  }
  if (type.kind == TypeKind::fixed_array) {
    return fmt::format("Base.NTuple{{{}, {}}}", type.length, parts[0]);
  }
  const std::string_view head = type.kind == TypeKind::tuple ? "Tuple"
                                : model::is_map(type.kind)   ? "Dict"
                                : model::is_set(type.kind)   ? "Set"
                                                             : "Vector";
  return fmt::format("{}{}{{{}}}", model::has_order(type.kind) ? "_prebind.Rust" : "Base.", head,
                     fmt::join(parts, ", "));
}

std::string packed_dispatch(const Type& type) {
  if (type.kind == TypeKind::option) return "Base.Union{Base.Some, Base.Nothing}";
  if (type.kind == TypeKind::fixed_array) return "Base.Union{Base.Tuple, Base.AbstractArray}";
  if (model::is_map(type.kind)) return "Base.AbstractDict";
  return model::is_set(type.kind) ? "Base.AbstractSet" : "Base.AbstractArray";
}

std::string packed_documented(const Type& type, const TypeNames& names) {
  const std::string own = unqualified(packed_type(type, names));
  if (type.kind == TypeKind::option || type.kind == TypeKind::fixed_array) return own;
  return unqualified(packed_dispatch(type)) + own.substr(own.find('{'));
}

bool is_tagged_array(const Type& array, const TypeNames& names) {
  const Type& element = array.arguments.at(0);
  return element.kind == TypeKind::named && names.at(element.reference).shape == Shape::tagged;
}

// Whatever the type of the array's elements is, packing finds out if one is no such value.
Lowered lower_tagged_array(const Type& array, std::string_view variable, const TypeNames& names) {
  const Type& element = array.arguments.at(0);
  return {
      .dispatch = "Base.AbstractArray",
      .exact = "Base.AbstractArray",
      .documented =
          fmt::format("AbstractArray{{<:{}}}", unqualified(names.at(element.reference).path)),
      .prepared = fmt::format("_prebind.packed_elements({}, {})", schema(element, names), variable),
      .c_types = {"Base.Ptr{Base.Cvoid}", "Base.UInt"},
      .values = {fmt::format("_prebind.address_of({})", variable),
                 fmt::format("_prebind.count_of({})", variable)},
      .preserve = true};
}

Lifted lift_tagged_array(const Type& array, const std::string& value, const TypeNames& names) {
  const Type& element = array.arguments.at(0);
  const std::string& path = names.at(element.reference).path;
  return {.slot = "_prebind.Elements",
          .value = fmt::format("_prebind.taken_packed_elements({}, {}, {})", written(path),
                               schema(element, names), value),
          .documented = fmt::format("Vector{{{}}}", path)};
}

}  // namespace prebind::hosts::julia
