#include "hosts/julia/ready.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "hosts/julia/elements.h"
#include "hosts/julia/packed.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"

namespace prebind::hosts::julia {
namespace {

using model::Type;
using model::TypeKind;

std::string natural_pointer(const Type& type) {
  const Type& target = type.arguments.at(0);
  if (target.kind == TypeKind::opaque) return "Base.Ptr{Base.Cvoid}";
  return fmt::format("Base.Ptr{{{}}}", target.kind == TypeKind::pointer
                                           ? natural_pointer(target)
                                           : std::string(scalar(target.kind)));
}

// The type of what most callers pass, where an integer may be of any type: an `Int`, as literals
// are. Empty where there is none.
std::string natural(const Type& type, const TypeNames& names, bool is_exact) {
  switch (model::family_of(type)) {
    case model::Family::packed:
      return packed_type(type, names);
    case model::Family::text:
      return "Base.String";
    case model::Family::wide:
      return type.kind == TypeKind::i128 ? "Base.Int128" : "Base.UInt128";
    case model::Family::time:
      return time_type(type.kind);
    case model::Family::complex:
      return element_type(type, names);
    case model::Family::fixed:
      if (model::is_static_matrix(type)) {
        return matrix_type("Base.Array", type, counted_type(model::leaf_of(type)));
      }
      return counted_type(type);
    case model::Family::strided: {
      if (type.length == 0) return "";
      const bool is_count = type.arguments.at(0).kind == TypeKind::usize && !is_exact &&
                            type.passing != model::Passing::mutable_reference;
      return fmt::format("Base.Array{{{}, {}}}",
                         is_count ? "Base.Int" : element_type(type.arguments.at(0), names),
                         type.length);
    }
    default:
      break;
  }
  if (type.kind == TypeKind::fixed_array) return element_type(type, names);
  switch (type.kind) {
    case TypeKind::character:
      return "Base.Char";
    case TypeKind::pointer:
      return natural_pointer(type);
    case TypeKind::option:
      return natural(type.arguments.at(0), names, is_exact);
    case TypeKind::named:
      return written(names.at(type.reference).path);
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice: {
      const bool is_count = type.arguments.at(0).kind == TypeKind::usize && !is_exact &&
                            type.passing != model::Passing::mutable_reference;
      const std::string element =
          is_count ? "Base.Int" : natural(type.arguments.at(0), names, true);
      return element.empty() ? "" : fmt::format("Base.Vector{{{}}}", element);
    }
    case TypeKind::tuple: {
      std::vector<std::string> members;
      for (const Type& member : type.arguments) {
        members.push_back(natural(member, names, is_exact));
        if (members.back().empty()) return "";
      }
      return fmt::format("Base.Tuple{{{}}}", fmt::join(members, ", "));
    }
    default:
      if (!model::is_scalar(type.kind)) return "";
      return is_exact || !model::is_integer(type.kind) ? std::string(scalar(type.kind))
                                                       : "Base.Int";
  }
}

}  // namespace

std::vector<std::string> ready(const Method& method, const TypeNames& names) {
  std::vector<std::string> types;
  for (const std::string& leading : method.leading) types.push_back(leading.substr(2));
  for (const Parameter& parameter : method.parameters) {
    if (parameter.is_keyword && parameter.otherwise) continue;
    if (parameter.is_keyword) return {};  // a call without it only throws
    if (parameter.service) continue;
    types.push_back(natural(parameter.type, names, parameter.is_exact));
    if (types.back().empty()) return {};
  }
  return {precompile(method.name, types)};
}

}  // namespace prebind::hosts::julia
