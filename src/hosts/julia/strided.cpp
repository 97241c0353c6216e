#include "hosts/julia/strided.h"

#include <fmt/format.h>

#include "hosts/julia/elements.h"

namespace prebind::hosts::julia {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// `Array{Float64, 2}` of the head `Array`; of any rank, `Array{Float64}`.
std::string array_of(std::string_view head, const std::string& element, std::size_t rank) {
  return rank == 0 ? fmt::format("{}{{{}}}", head, element)
                   : fmt::format("{}{{{}, {}}}", head, element, rank);
}

}  // namespace

Lowered lower_strided(const Type& type, std::string_view variable, bool lends) {
  const std::string element = element_type(type.arguments.at(0), std::string());
  const bool is_view = type.passing != Passing::value;
  const bool is_written = type.passing == Passing::mutable_reference;
  const bool is_count = type.arguments.at(0).kind == TypeKind::usize && !is_written;
  const std::string_view prepare = is_written ? "writable_strided"
                                   : is_view  ? "strided"
                                              : "collected";
  Lowered lowered{
      .dispatch = type.length == 0 ? "Base.AbstractArray"
                                   : array_of("Base.AbstractArray", "<:Base.Any", type.length),
      .exact = array_of("Base.AbstractArray", element, type.length),
      .documented = array_of("AbstractArray", is_count ? "Int" : unqualified(element), type.length),
      .prepared = fmt::format("_prebind.{}({}, {})", prepare, is_count ? "_prebind.Size" : element,
                              variable),
      .c_types = {"Base.Ptr{Base.Cvoid}", "Base.Ptr{Base.Cvoid}"},
      .values = {fmt::format("_prebind.address_of({})", variable),
                 fmt::format("_prebind.axes_of({})", variable)},
      .preserve = true,
      .is_borrowed = is_view};
  if (type.length == 0) {
    lowered.c_types.emplace_back("Base.UInt");
    lowered.values.push_back(fmt::format("_prebind.rank_of({})", variable));
  }
  if (is_view && lends) lowered.prepared = fmt::format("_prebind.lent({})", lowered.prepared);
  return lowered;
}

Lifted lift_strided(const Type& type, const std::string& value) {
  const bool is_count = type.arguments.at(0).kind == TypeKind::usize;
  const std::string element =
      is_count ? "Base.Int" : element_type(type.arguments.at(0), std::string());
  const std::string sizes = type.length == 0
                                ? "_prebind.Elements"
                                : fmt::format("Base.NTuple{{{}, Base.UInt}}", type.length);
  const std::string array = fmt::format("_prebind.taken_array({}, {}...)", element, value);
  return {.slot = fmt::format("Base.Tuple{{_prebind.Elements, {}}}", sizes),
          .value = is_count ? fmt::format("_prebind.Sizes({})", array) : array,
          .documented = array_of("Array", unqualified(element), type.length)};
}

}  // namespace prebind::hosts::julia
