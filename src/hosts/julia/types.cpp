#include "hosts/julia/types.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "abi/failure.h"
#include "abi/layout.h"
#include "hosts/julia/elements.h"
#include "hosts/julia/host_functions.h"
#include "hosts/julia/object_arrays.h"
#include "hosts/julia/packed.h"
#include "hosts/julia/strided.h"
#include "hosts/julia/text.h"

namespace prebind::hosts::julia {

using model::Family;
using model::Shape;
using model::Type;
using model::TypeKind;

namespace {

tl::unexpected<Error> unsupported(const Type& type, std::string_view position) {
  return fail(fmt::format("`{}` cannot be {} in Julia", model::to_string(type), position), "",
              "change the signature, or leave the item out with `#[export(hosts = …)]` or "
              "`--skip-unsupported`");
}

// What `ccall` turns into such a pointer by itself, without reinterpreting one number as another.
std::string pointer_dispatch(std::string_view pointer) {
  if (pointer == "Base.Ptr{Base.Cvoid}") return "Base.Union{Base.Ref, Base.Array}";
  const std::string_view inner = pointer.substr(9, pointer.size() - 10);
  return fmt::format("Base.Union{{Base.Ref{{{0}}}, Base.Array{{{0}}}, Base.Ptr{{Base.Cvoid}}}}",
                     inner);
}

Lowered lower_scalar(TypeKind kind, std::string_view variable) {
  const std::string c_type(scalar(kind));
  Lowered lowered{.dispatch = "Base.Real",
                  .exact = c_type,
                  .documented = kind == TypeKind::usize ? "Int" : unqualified(c_type),
                  .c_types = {c_type},
                  .values = {std::string(variable)}};
  if (kind == TypeKind::boolean) {
    lowered.dispatch = c_type;
  } else if (kind == TypeKind::character) {
    lowered.dispatch = lowered.exact = "Base.AbstractChar";
    lowered.documented = "Char";
    lowered.prepared = fmt::format("_prebind.code({})", variable);
  } else {
    lowered.prepared_early = fmt::format("Base.convert({}, {})", c_type, variable);
  }
  return lowered;
}

Lowered lower_text(TypeKind kind, std::string_view variable) {
  // Only a whole `String` has a NUL behind it.
  const std::string_view prepare = kind == TypeKind::c_str ? "whole_text" : "text";
  return {.dispatch = "Base.AbstractString",
          .exact = "Base.AbstractString",
          .documented = "AbstractString",
          .prepared = fmt::format("_prebind.{}({})", prepare, variable),
          .c_types = {"Base.Ptr{Base.UInt8}", "Base.UInt"},
          .values = {fmt::format("_prebind.address_of({})", variable),
                     fmt::format("_prebind.length_of({})", variable)},
          .preserve = true};
}

Result<Lowered> lower_pointer(const Type& type, std::string_view variable) {
  const std::string c_type = pointer(type);
  if (c_type.empty()) return unsupported(type, "an argument");
  return Lowered{.dispatch = pointer_dispatch(c_type),
                 .exact = pointer_dispatch(c_type),
                 .documented = unqualified(c_type),
                 .c_types = {c_type},
                 .values = {std::string(variable)}};
}

// What is borrowed is passed as it lies; what Rust copies anyway may be collected first. Any array
// is taken, so that one of other elements is refused with words that help.
Lowered lower_array(const Type& type, std::string_view variable, const TypeNames& names,
                    bool lends) {
  const bool is_slice = type.kind == TypeKind::slice;
  const bool is_mutable = is_slice && type.passing == model::Passing::mutable_reference;
  const std::string_view prepare = is_mutable ? "writable" : is_slice ? "elements" : "collected";
  bool is_counted = false;
  Lowered lowered;
  lowered.dispatch = "Base.AbstractArray";
  if (model::is_text_array(type)) {
    lowered.exact = "Base.AbstractArray{<:Base.AbstractString}";
    lowered.prepared = fmt::format("_prebind.texts({})", variable);
  } else {
    const std::string element = element_type(type.arguments.at(0), names);
    lowered.exact = fmt::format("Base.AbstractArray{{{}}}", element);
    is_counted = type.arguments.at(0).kind == TypeKind::usize && !is_mutable;
    lowered.prepared = fmt::format("_prebind.{}({}, {})", prepare,
                                   is_counted ? "_prebind.Size" : element, variable);
    lowered.is_borrowed = is_slice;
    if (is_slice && lends) lowered.prepared = fmt::format("_prebind.lent({})", lowered.prepared);
  }
  lowered.documented = is_counted ? "AbstractArray{Int}" : unqualified(lowered.exact);
  lowered.c_types = {"Base.Ptr{Base.Cvoid}", "Base.UInt"};
  lowered.values = {fmt::format("_prebind.address_of({})", variable),
                    fmt::format("_prebind.count_of({})", variable)};
  lowered.preserve = true;
  return lowered;
}

// The values of a map may be objects, which Rust takes.
Lowered lower_packed(const Type& type, std::string_view variable, const TypeNames& names) {
  if (is_object_map(type, names)) {
    return {
        .dispatch = packed_dispatch(type),
        .exact = packed_dispatch(type),
        .documented = packed_documented(type, names),
        .prepared = fmt::format("_prebind.owned_map({}, {}, {})", schema(type.arguments[0], names),
                                written(names.at(type.arguments[1].reference).path), variable),
        .c_types = {"Base.Ptr{Base.UInt8}", "Base.UInt"},
        .values = {fmt::format("_prebind.address_of({})", variable),
                   fmt::format("_prebind.length_of({})", variable)},
        .preserve = true};
  }
  return {.dispatch = packed_dispatch(type),
          .exact = packed_dispatch(type),
          .documented = packed_documented(type, names),
          .prepared = fmt::format("_prebind.packed({}, {})", schema(type, names), variable),
          .c_types = {"Base.Ptr{Base.UInt8}", "Base.UInt"},
          .values = {fmt::format("_prebind.address_of({})", variable),
                     fmt::format("_prebind.length_of({})", variable)},
          .preserve = true};
}

Lowered lower_named(const Type& named, std::string_view variable, const TypeNames& names) {
  const TypeName& type = names.at(named.reference);
  Lowered lowered{.dispatch = written(type.path),
                  .exact = written(type.path),
                  .documented = unqualified(type.path)};
  switch (type.shape) {
    case Shape::handle:
      lowered.c_types = {"Base.Ptr{Base.UInt8}"};
      lowered.values = {fmt::format("_prebind.handle({})", variable)};
      lowered.preserve = true;
      lowered.is_borrowed = true;
      break;
    case Shape::enumeration:
      lowered.c_types = {"Base.UInt"};
      lowered.values = {fmt::format("_prebind.word({})", variable)};
      break;
    case Shape::tagged:
      lowered.prepared = fmt::format("_prebind.packed({}, {})", schema(named, names), variable);
      lowered.c_types = {"Base.Ptr{Base.UInt8}"};
      lowered.values = {fmt::format("_prebind.address_of({})", variable)};
      lowered.preserve = true;
      break;
    case Shape::value:
      lowered.c_types = {fmt::format("Base.Ref{{{}}}", lowered.dispatch)};
      lowered.values = {std::string(variable)};
      break;
  }
  return lowered;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// The members one after the other. Preparing makes a new tuple, whose members have types of their
// own.
Result<Lowered> lower_tuple(const Type& type, std::string_view variable, const TypeNames& names,
                            bool lends) {
  Lowered whole;
  std::vector<std::string> dispatches, exacts, documented, prepared;
  bool is_prepared = false;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    const std::string own = fmt::format("{}[{}]", variable, i + 1);
    PREBIND_TRY(member, lower(type.arguments[i], own, names, lends));
    if (member.c_types.empty()) return unsupported(type, "an argument");
    dispatches.push_back(member.dispatch);
    exacts.push_back(member.exact);
    documented.push_back(member.documented);
    if (member.prepared.empty()) member.prepared = member.prepared_early;
    is_prepared = is_prepared || !member.prepared.empty();
    prepared.push_back(member.prepared.empty() ? own : member.prepared);
    whole.preserve = whole.preserve || member.preserve;
    whole.is_borrowed = whole.is_borrowed || member.is_borrowed;
    append(whole.c_types, member.c_types);
    append(whole.values, member.values);
  }
  whole.dispatch = fmt::format("Base.Tuple{{{}}}", fmt::join(dispatches, ", "));
  whole.exact = fmt::format("Base.Tuple{{{}}}", fmt::join(exacts, ", "));
  whole.documented = fmt::format("Tuple{{{}}}", fmt::join(documented, ", "));
  if (is_prepared) whole.prepared = tuple(prepared);
  return whole;
}

// What a tuple's members become where there is no tuple.
void make_optional_tuple(Lowered& lowered, std::string_view variable) {
  const auto if_there = [&](std::string_view otherwise, std::string_view value) {
    return fmt::format("{} === Base.nothing ? {} : {}", variable, otherwise, value);
  };
  if (!lowered.prepared.empty()) lowered.prepared = if_there("Base.nothing", lowered.prepared);
  for (std::size_t i = 0; i < lowered.values.size(); ++i) {
    const std::string none = fmt::format("_prebind.none({})", lowered.c_types[i]);
    lowered.values[i] = if_there(none, lowered.values[i]);
  }
}

Result<Lowered> lower_option(const Type& option, std::string_view variable, const TypeNames& names,
                             bool lends) {
  const Type& type = option.arguments.at(0);
  PREBIND_TRY(lowered, lower(type, variable, names, lends));
  if (lowered.c_types.empty()) return unsupported(option, "an argument");
  lowered.dispatch = fmt::format("Base.Union{{{}, Base.Nothing}}", lowered.dispatch);
  lowered.exact = fmt::format("Base.Union{{{}, Base.Nothing}}", lowered.exact);
  lowered.documented = fmt::format("Union{{{}, Nothing}}", lowered.documented);
  if (!lowered.assigned.empty()) lowered.assigned = lowered.dispatch;
  if (model::is_scalar(type.kind)) {
    const std::string& c_type = lowered.c_types[0];
    lowered.prepared = type.kind == TypeKind::character
                           ? fmt::format("_prebind.code({})", variable)
                           : fmt::format("_prebind.optional({}, {})", c_type, variable);
    lowered.prepared_early.clear();
    lowered.values = {fmt::format("_prebind.some({}, {})", c_type, variable)};
  } else if (type.kind == TypeKind::i128 || type.kind == TypeKind::u128) {
    lowered.prepared = fmt::format("_prebind.optional({}, {})", wide(type.kind), variable);
  } else if (model::family_of(type) == Family::fixed) {
    lowered.values = {
        fmt::format("_prebind.fixed_reference({}, {})", element_type(type, names), variable)};
  } else if (type.kind == TypeKind::pointer) {
    lowered.values = {fmt::format("_prebind.some_pointer({})", variable)};
  } else if (type.kind == TypeKind::tuple) {
    make_optional_tuple(lowered, variable);
  }
  if (type.kind == TypeKind::named && names.at(type.reference).shape == Shape::value) {
    lowered.values = {fmt::format("_prebind.reference({}, {})",
                                  written(names.at(type.reference).path), variable)};
  }
  if (!abi::is_null_if_absent(type)) {
    lowered.c_types.push_back("Base.Bool");
    lowered.values.push_back(fmt::format("{} !== Base.nothing", variable));
  }
  return lowered;
}

Lifted lift_scalar(TypeKind kind, const std::string& value) {
  const std::string slot(scalar(kind));
  if (kind == TypeKind::character) {
    return {.slot = slot, .value = fmt::format("Base.Char({})", value), .documented = "Char"};
  }
  if (kind == TypeKind::usize) {
    return {.slot = slot, .value = fmt::format("_prebind.Size({})", value), .documented = "Int"};
  }
  return {.slot = slot, .value = value, .documented = unqualified(slot)};
}

Result<Lifted> lift_pointer(const Type& type, const std::string& value) {
  const std::string slot = pointer(type);
  if (slot.empty()) return unsupported(type, "a return value");
  return Lifted{.slot = slot, .value = value, .documented = unqualified(slot)};
}

// The memory itself: a `usize` in it is no `Int`, since nothing looks at each element.
Result<Lifted> lift_view(const Type& type, const std::string& value, const TypeNames& names) {
  if (is_object_array(type, names) || is_tagged_array(type, names)) {
    return unsupported(type, "a return value");
  }
  const bool is_mutable = type.passing == model::Passing::mutable_reference;
  const std::string own = fmt::format("{}{{{}}}", is_mutable ? "RustViewMut" : "RustView",
                                      element_type(type.arguments.at(0), names));
  return Lifted{.slot = "_prebind.Seen",
                .value = fmt::format("_prebind.viewed(_prebind.{}, {})", own, value),
                .documented = unqualified(own)};
}

Lifted lift_array(const Type& type, const std::string& value, const TypeNames& names) {
  if (model::is_text_array(type)) {
    return {.slot = "Base.Tuple{_prebind.Elements, _prebind.Elements}",
            .value = fmt::format("_prebind.taken_texts({}...)", value),
            .documented = "Vector{String}"};
  }
  if (type.arguments.at(0).kind == TypeKind::usize) {
    return {.slot = "_prebind.Elements",
            .value = fmt::format("_prebind.Sizes(_prebind.taken_elements(Base.Int, {}))", value),
            .documented = "Vector{Int}"};
  }
  const std::string element = element_type(type.arguments.at(0), names);
  return {.slot = "_prebind.Elements",
          .value = fmt::format("_prebind.taken_elements({}, {})", element, value),
          .documented = fmt::format("Vector{{{}}}", unqualified(element))};
}

bool is_time(const Type& type) {
  return family_of(type) == Family::time ||
         (type.kind == TypeKind::option && is_time(type.arguments.at(0)));
}

// Whether what is lifted has a `Size` or a time in it that may be refused, or is one.
bool has_size(const Type& type) {
  if (type.kind == TypeKind::pointer || model::is_packed(type) || type.is_view) return false;
  return type.kind == TypeKind::usize || is_time(type) ||
         std::ranges::any_of(type.arguments, has_size);
}

// The value of `lifted`, in which no count is marked any more. A tuple is taken whole before a part
// of it is refused: else Rust's memory behind the others would leak.
std::string settled(const Type& type, const std::string& lifted) {
  if (!has_size(type)) return lifted;
  if (type.kind == TypeKind::tuple) {
    std::vector<std::string> members;
    for (std::size_t i = 0; i < type.arguments.size(); ++i) {
      members.push_back(settled(type.arguments[i], fmt::format("whole[{}]", i + 1)));
    }
    return fmt::format("let whole = {}; {} end", lifted, tuple(members));
  }
  if (type.kind == TypeKind::option && type.arguments[0].kind == TypeKind::tuple) {
    return fmt::format("let whole = {}; whole === Base.nothing ? Base.nothing : {} end", lifted,
                       settled(type.arguments[0], "whole"));
  }
  return fmt::format("_prebind.{}({})", is_time(type) ? "timed" : "settled", lifted);
}

Result<Lifted> lift_slot(const Type& type, const std::string& value, const TypeNames& names);

Result<Lifted> lift_tuple(const Type& type, const std::string& value, const TypeNames& names) {
  std::vector<std::string> slots, values, documented;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    const std::string own = fmt::format("{}[{}]", value, i + 1);
    PREBIND_TRY(member, lift_slot(type.arguments[i], own, names));
    if (member.slot.empty()) return unsupported(type, "a return value");
    slots.push_back(member.slot);
    values.push_back(member.value);
    documented.push_back(member.documented);
  }
  return Lifted{.slot = fmt::format("Base.Tuple{{{}}}", fmt::join(slots, ", ")),
                .value = tuple(values),
                .documented = fmt::format("Tuple{{{}}}", fmt::join(documented, ", "))};
}

// In a tuple there is no status, so a flag stands beside the value.
Result<Lifted> lift_flagged(const Type& option, const std::string& value, const TypeNames& names) {
  PREBIND_TRY(lifted, lift_slot(option.arguments.at(0), value + "[1]", names));
  if (lifted.slot.empty()) return unsupported(option, "a return value");
  return Lifted{.slot = fmt::format("Base.Tuple{{{}, Base.Bool}}", lifted.slot),
                .value = fmt::format("({}[2] ? {} : Base.nothing)", value, lifted.value),
                .documented = fmt::format("Union{{{}, Nothing}}", lifted.documented)};
}

Result<Lifted> lift_named(const Type& type, const std::string& value, const TypeNames& names) {
  if (type.passing != model::Passing::value) return unsupported(type, "a return value");
  const TypeName& named = names.at(type.reference);
  const std::string name = written(named.path);
  Lifted lifted{.slot = "Base.UInt64", .value = {}, .documented = unqualified(named.path)};
  switch (named.shape) {
    case Shape::handle:
      lifted.value = fmt::format("{}(_prebind.handle_at({}))", name, value);
      break;
    case Shape::enumeration:
      lifted.value = fmt::format("_prebind.member({}, {})", name, value);
      break;
    case Shape::tagged:
      lifted.slot = "Base.NTuple{3, Base.UInt64}";
      lifted.value = fmt::format("_prebind.taken_words({}, {})", schema(type, names), value);
      break;
    case Shape::value:
      lifted.slot = fmt::format("Base.NTuple{{{}, Base.UInt64}}", named.words);
      lifted.value = fmt::format("_prebind.copied({}, {})", name, value);
      break;
  }
  return lifted;
}

// The Julia type of an E whose value fits into a failure; empty where it does not, or has none.
std::string error_type(const Type& error, const TypeNames& names) {
  if (error.kind == TypeKind::character) return "Base.Char";
  if (error.kind == TypeKind::usize) return "_prebind.Size";
  if (error.kind != TypeKind::named) return std::string(scalar(error.kind));
  const TypeName& named = names.at(error.reference);
  if (named.shape == Shape::tagged) return schema(error, names);
  return named.words <= abi::kFailureWords ? written(named.path) : "";
}

Result<Lifted> lift_slot(const Type& type, const std::string& value, const TypeNames& names) {
  switch (family_of(type)) {
    case Family::unit:
      return Lifted{.value = "Base.nothing", .documented = "Nothing"};
    case Family::scalar:
      return lift_scalar(type.kind, value);
    case Family::wide:
      return Lifted{.slot = "Base.NTuple{2, Base.UInt64}",
                    .value = fmt::format("_prebind.wide({}, {}...)", wide(type.kind), value),
                    .documented = unqualified(wide(type.kind))};
    case Family::time:
      return lift_time(type.kind, value);
    case Family::complex:
      return Lifted{.slot = element_type(type, names),
                    .value = value,
                    .documented = unqualified(element_type(type, names))};
    case Family::fixed:
      return lift_fixed(type, value);
    case Family::strided:
      return lift_strided(type, value);
    case Family::text:
      return Lifted{.slot = "_prebind.Text",
                    .value = fmt::format("_prebind.taken_text({})", value),
                    .documented = "String"};
    case Family::pointer:
      return lift_pointer(type, value);
    case Family::array:
      if (type.is_view) return lift_view(type, value, names);
      if (is_object_array(type, names)) return lift_object_array(type, value, names);
      if (is_tagged_array(type, names)) return lift_tagged_array(type, value, names);
      return lift_array(type, value, names);
    case Family::packed:
      return Lifted{
          .slot = "_prebind.Text",
          .value = fmt::format("_prebind.taken_packed({}, {})", schema(type, names), value),
          .documented = unqualified(packed_type(type, names))};
    case Family::tuple:
      return lift_tuple(type, value, names);
    case Family::named:
      return lift_named(type, value, names);
    case Family::option:
      return lift_flagged(type, value, names);
    case Family::result:
    case Family::function:
    case Family::part:
      return unsupported(type, "a return value");
  }
  return unsupported(type, "a return value");
}

Result<Lifted> lift_option(const Type& option, std::string_view returned, const TypeNames& names) {
  const Type& type = option.arguments.at(0);
  if (type.kind == TypeKind::result) {
    return unsupported(option, "a return value");
  }
  PREBIND_TRY(lifted, lift(type, returned, names));
  if (type.kind == TypeKind::unit) {
    // `Some(())` has to differ from `None`; this is Julia's own way to say it.
    lifted.value = "Base.Some(Base.nothing)";
    lifted.documented = "Some{Nothing}";
  }
  lifted.optional = true;
  lifted.documented = fmt::format("Union{{{}, Nothing}}", lifted.documented);
  return lifted;
}

Result<Lifted> lift_result(const Type& result, std::string_view returned, const TypeNames& names) {
  const Type& type = result.arguments.at(0);
  const Type& error = result.arguments.at(1);
  if (type.kind == TypeKind::result) {
    return unsupported(result, "a return value");
  }
  PREBIND_TRY(lifted, lift(type, returned, names));
  lifted.error = error_type(error, names);
  const bool has_text_only = error.kind == TypeKind::display || error.kind == TypeKind::named;
  if (lifted.error.empty() && !has_text_only) return unsupported(result, "a return value");
  return lifted;
}

}  // namespace

Result<Lowered> lower(const Type& type, std::string_view variable, const TypeNames& names,
                      bool lends) {
  switch (family_of(type)) {
    case Family::unit:
      return Lowered{.dispatch = "Base.Nothing", .exact = "Base.Nothing", .documented = "Nothing"};
    case Family::scalar:
      return lower_scalar(type.kind, variable);
    case Family::wide:
      return lower_wide(type.kind, variable);
    case Family::time:
      return lower_time(type.kind, variable);
    case Family::complex:
      return lower_complex(type, variable);
    case Family::fixed:
      return lower_fixed(type, variable);
    case Family::strided:
      return lower_strided(type, variable, lends);
    case Family::text:
      return lower_text(type.kind, variable);
    case Family::pointer:
      return lower_pointer(type, variable);
    case Family::array:
      if (is_object_array(type, names)) return lower_object_array(type, variable, names);
      if (is_tagged_array(type, names)) return lower_tagged_array(type, variable, names);
      return lower_array(type, variable, names, lends);
    case Family::packed:
      return lower_packed(type, variable, names);
    case Family::tuple:
      return lower_tuple(type, variable, names, lends);
    case Family::named:
      return lower_named(type, variable, names);
    case Family::option:
      return lower_option(type, variable, names, lends);
    case Family::function:
      return lower_function(type, variable, names);
    case Family::result:
    case Family::part:
      return unsupported(type, "an argument");
  }
  return unsupported(type, "an argument");
}

Result<Lifted> lift(const Type& type, std::string_view returned, const TypeNames& names) {
  if (family_of(type) == Family::option) return lift_option(type, returned, names);
  if (type.kind == TypeKind::result) return lift_result(type, returned, names);
  const std::string value = field(returned, "value");
  PREBIND_TRY(lifted, lift_slot(type, value, names));
  if (type.kind == TypeKind::usize) {
    lifted.value = fmt::format("_prebind.int({})", value);
  } else {
    lifted.value = settled(type, lifted.value);
  }
  return lifted;
}

std::string unqualified(std::string_view type) {
  std::string out;
  while (!type.empty()) {
    if (type.starts_with("Base.")) {
      type.remove_prefix(5);
    } else if (type.starts_with("_prebind.")) {
      type.remove_prefix(9);
    } else {
      out += type.front();
      type.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace prebind::hosts::julia
