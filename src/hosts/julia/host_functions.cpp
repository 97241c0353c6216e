#include "hosts/julia/host_functions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "hosts/julia/packed.h"
#include "hosts/julia/text.h"

namespace prebind::hosts::julia {

using model::Type;
using model::TypeKind;

namespace {

// The C type of what a function of the host takes or returns.
std::string callable(const Type& type) {
  if (type.kind == TypeKind::unit) return "Base.Nothing";
  return type.kind == TypeKind::pointer ? pointer(type) : std::string(scalar(type.kind));
}

// The function itself, or one that gets an `Int` for each `usize` and calls it.
std::string counted(const Type& type, std::string_view variable) {
  std::vector<std::string> flags;
  for (std::size_t i = 1; i < type.arguments.size(); ++i) {
    flags.emplace_back(type.arguments[i].kind == TypeKind::usize ? "true" : "false");
  }
  if (std::ranges::find(flags, "true") == flags.end()) return std::string(variable);
  return fmt::format("_prebind.counted(Base.Val({}), {})", tuple(flags), variable);
}

// An object with the methods of a trait.
Lowered lower_implementor(const Type& type, std::string_view variable, const TypeNames& names) {
  const TypeName& name = names.at(type.arguments.at(0).reference);
  std::vector<std::string> types = {written(name.trait)};
  for (const std::string& each : name.implementors) types.push_back(written(each));
  const std::string all =
      types.size() == 1 ? types[0] : fmt::format("Base.Union{{{}}}", fmt::join(types, ", "));
  return {.dispatch = all,
          .exact = all,
          .documented = name.trait,
          .prepared = fmt::format("_prebind.implementor({}, {})", name.methods, variable),
          .c_types = {"Base.Ptr{Base.Cvoid}", "Base.Any", "Base.Ptr{Base.Cvoid}"},
          .values = {fmt::format("_prebind.kept_trampoline({})", variable), std::string(variable),
                     fmt::format("_prebind.holder({})", variable)},
          .is_function = true};
}

}  // namespace

// What a function takes and returns in packed form.
std::string packed_signature(const Type& function, const TypeNames& names) {
  const Type arguments{.kind = TypeKind::tuple,
                       .arguments = {function.arguments.begin() + 1, function.arguments.end()}};
  const Type& returned = function.arguments.at(0);
  const bool is_fallible = returned.kind == TypeKind::result;
  const Type& value = is_fallible ? returned.arguments.at(0) : returned;
  const std::string own = value.kind == TypeKind::unit ? "Base.Nothing" : schema(value, names);
  return fmt::format("{}, {}", is_fallible ? fmt::format("_prebind.Fallible{{{}}}", own) : own,
                     schema(arguments, names));
}

std::string pointer(const Type& type) {
  const Type& target = type.arguments.at(0);
  if (target.kind == TypeKind::opaque) return "Base.Ptr{Base.Cvoid}";
  const std::string inner =
      target.kind == TypeKind::pointer ? pointer(target) : std::string(scalar(target.kind));
  return inner.empty() ? "" : fmt::format("Base.Ptr{{{}}}", inner);
}

Lowered lower_function(const Type& type, std::string_view variable, const TypeNames& names) {
  if (model::is_implementor(type)) return lower_implementor(type, variable, names);
  if (model::is_kept(type)) {
    return {
        .dispatch = "Base.Any",
        .exact = "Base.Any",
        .documented = "Function",
        .prepared = fmt::format("_prebind.kept({}, {})", packed_signature(type, names), variable),
        .c_types = {"Base.Ptr{Base.Cvoid}", "Base.Any", "Base.Ptr{Base.Cvoid}"},
        .values = {fmt::format("_prebind.kept_trampoline({})", variable), std::string(variable),
                   fmt::format("_prebind.holder({})", variable)},
        .is_function = true};
  }
  if (model::is_packed_call(type)) {
    return {.dispatch = "Base.Any",
            .exact = "Base.Any",
            .documented = "Function",
            .prepared = fmt::format("_prebind.callback({})", variable),
            .c_types = {"Base.Ptr{Base.Cvoid}", "Base.Any"},
            .values = {fmt::format("_prebind.packed_trampoline({}, {})",
                                   packed_signature(type, names), variable),
                       std::string(variable)},
            .is_function = true};
  }
  std::vector<std::string> arguments;
  for (std::size_t i = 1; i < type.arguments.size(); ++i) {
    arguments.push_back(callable(type.arguments[i]));
  }
  const std::string signature = fmt::format("{}, Base.Tuple{{{}}}", callable(type.arguments.at(0)),
                                            fmt::join(arguments, ", "));
  const std::string function = counted(type, variable);
  Lowered lowered{
      .dispatch = "Base.Any", .exact = "Base.Any", .documented = "Function", .is_function = true};
  if (model::is_closure(type)) {
    lowered.prepared = fmt::format("_prebind.callback({})", function);
    lowered.c_types = {"Base.Ptr{Base.Cvoid}", "Base.Any"};
    lowered.values = {fmt::format("_prebind.trampoline({}, {})", signature, variable),
                      std::string(variable)};
  } else {
    lowered.prepared = fmt::format("_prebind.function_pointer({}, {})", signature, function);
    lowered.c_types = {"Base.Ptr{Base.Cvoid}"};
    lowered.values = {std::string(variable)};
  }
  return lowered;
}

}  // namespace prebind::hosts::julia
