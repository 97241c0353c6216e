#include "hosts/julia/object_arrays.h"

#include <fmt/format.h>

#include "hosts/julia/naming.h"

namespace prebind::hosts::julia {

using model::Passing;
using model::Type;

Lowered lower_object_array(const Type& array, std::string_view variable, const TypeNames& names) {
  const Type& element = array.arguments.at(0);
  const std::string& path = names.at(element.reference).path;
  const std::string_view prepare =
      element.passing == Passing::value ? "owned_objects" : "borrowed_objects";
  return {.dispatch = "Base.AbstractArray",
          .exact = fmt::format("Base.AbstractArray{{<:{}}}", written(path)),
          .documented = fmt::format("AbstractArray{{<:{}}}", unqualified(path)),
          .prepared = fmt::format("_prebind.{}({}, {})", prepare, written(path), variable),
          .c_types = {"Base.Ptr{Base.Cvoid}", "Base.UInt"},
          .values = {fmt::format("_prebind.address_of({})", variable),
                     fmt::format("_prebind.count_of({})", variable)},
          .preserve = true};
}

Lifted lift_object_array(const Type& array, const std::string& value, const TypeNames& names) {
  const std::string& path = names.at(array.arguments.at(0).reference).path;
  return {.slot = "_prebind.Elements",
          .value = fmt::format("_prebind.taken_objects({}, {})", written(path), value),
          .documented = fmt::format("Vector{{{}}}", unqualified(path))};
}

}  // namespace prebind::hosts::julia
