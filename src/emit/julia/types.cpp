#include "emit/julia/types.h"

#include <fmt/format.h>

namespace prebind::emit::julia {

using model::Shape;
using model::Type;
using model::TypeKind;

std::string_view scalar(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean:
      return "Base.Bool";
    case TypeKind::character:
      return "Base.UInt32";
    case TypeKind::i8:
      return "Base.Int8";
    case TypeKind::i16:
      return "Base.Int16";
    case TypeKind::i32:
      return "Base.Int32";
    case TypeKind::i64:
      return "Base.Int64";
    case TypeKind::isize:
      return "Base.Int";
    case TypeKind::u8:
      return "Base.UInt8";
    case TypeKind::u16:
      return "Base.UInt16";
    case TypeKind::u32:
      return "Base.UInt32";
    case TypeKind::u64:
      return "Base.UInt64";
    case TypeKind::usize:
      return "Base.UInt";
    case TypeKind::f32:
      return "Base.Float32";
    case TypeKind::f64:
      return "Base.Float64";
    case TypeKind::unit:
    case TypeKind::str:
    case TypeKind::string:
    case TypeKind::pointer:
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
    case TypeKind::option:
    case TypeKind::result:
    case TypeKind::object:
    case TypeKind::display:
    case TypeKind::opaque:
      return "";
  }
  return "";
}

namespace {

tl::unexpected<Error> unsupported(const Type& type, std::string_view position) {
  return fail(
      fmt::format("Julia bindings cannot have `{}` as {}", model::to_string(type), position), "",
      "change the signature, or leave the item out with `#[julia(skip)]`");
}

// `*const T` and `*mut T` are `Ptr{T}` alike; empty if T cannot be behind a pointer.
std::string pointer(const Type& type) {
  const Type& target = type.arguments.at(0);
  if (target.kind == TypeKind::opaque) return "Base.Ptr{Base.Cvoid}";
  const std::string inner =
      target.kind == TypeKind::pointer ? pointer(target) : std::string(scalar(target.kind));
  return inner.empty() ? "" : fmt::format("Base.Ptr{{{}}}", inner);
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
                  .documented = unqualified(c_type),
                  .c_types = {c_type},
                  .values = {std::string(variable)}};
  if (kind == TypeKind::boolean) {
    lowered.dispatch = c_type;
  } else if (kind == TypeKind::character) {
    lowered.dispatch = "Base.AbstractChar";
    lowered.documented = "Char";
    lowered.prepared = fmt::format("_prebind.code({})", variable);
  } else {
    lowered.prepared_early = fmt::format("Base.convert({}, {})", c_type, variable);
  }
  return lowered;
}

Lowered lower_text(std::string_view variable) {
  return {.dispatch = "Base.AbstractString",
          .documented = "AbstractString",
          .prepared = fmt::format("_prebind.text({})", variable),
          .c_types = {"Base.Ptr{Base.UInt8}", "Base.UInt"},
          .values = {fmt::format("_prebind.address_of({})", variable),
                     fmt::format("_prebind.length_of({})", variable)},
          .preserve = true};
}

Result<Lowered> lower_pointer(const Type& type, std::string_view variable) {
  const std::string c_type = pointer(type);
  if (c_type.empty()) return unsupported(type, "an argument");
  return Lowered{.dispatch = pointer_dispatch(c_type),
                 .documented = unqualified(c_type),
                 .c_types = {c_type},
                 .values = {std::string(variable)}};
}

// What is borrowed is passed as it lies; what Rust copies anyway may be collected first.
Lowered lower_array(const Type& type, std::string_view variable) {
  const std::string dispatch =
      fmt::format("Base.AbstractArray{{{}}}", scalar(type.arguments.at(0).kind));
  const bool is_mutable = type.passing == model::Passing::mutable_reference;
  const std::string_view prepare = type.kind != TypeKind::slice ? "collected"
                                   : is_mutable                 ? "writable"
                                                                : "elements";
  return {.dispatch = dispatch,
          .documented = unqualified(dispatch),
          .prepared = fmt::format("_prebind.{}({})", prepare, variable),
          .c_types = {"Base.Ptr{Base.Cvoid}", "Base.UInt"},
          .values = {fmt::format("_prebind.address_of({})", variable),
                     fmt::format("_prebind.count_of({})", variable)},
          .preserve = true};
}

Lowered lower_object(const TypeName& type, std::string_view variable) {
  Lowered lowered{.dispatch = written(type.name), .documented = type.name};
  switch (type.shape) {
    case Shape::handle:
      lowered.c_types = {"Base.Ptr{Base.UInt8}"};
      lowered.values = {fmt::format("_prebind.handle({})", variable)};
      lowered.preserve = true;
      break;
    case Shape::enumeration:
      lowered.c_types = {"Base.UInt"};
      lowered.values = {fmt::format("_prebind.word({})", variable)};
      break;
    case Shape::value:
      lowered.c_types = {fmt::format("Base.Ref{{{}}}", lowered.dispatch)};
      lowered.values = {std::string(variable)};
      break;
  }
  return lowered;
}

Result<Lowered> lower_option(const Type& option, std::string_view variable,
                             const TypeNames& names) {
  const Type& type = option.arguments.at(0);
  PREBIND_TRY(lowered, lower(type, variable, names));
  if (lowered.c_types.empty() || type.kind == TypeKind::option) {
    return unsupported(option, "an argument");
  }
  lowered.dispatch = fmt::format("Base.Union{{{}, Base.Nothing}}", lowered.dispatch);
  lowered.documented = fmt::format("Union{{{}, Nothing}}", lowered.documented);
  if (model::is_scalar(type.kind)) {
    const std::string& c_type = lowered.c_types[0];
    lowered.prepared = type.kind == TypeKind::character
                           ? fmt::format("_prebind.code({})", variable)
                           : fmt::format("_prebind.optional({}, {})", c_type, variable);
    lowered.prepared_early.clear();
    lowered.values = {fmt::format("_prebind.some({}, {})", c_type, variable)};
  }
  if (type.kind == TypeKind::pointer) {
    lowered.values = {fmt::format("_prebind.some_pointer({})", variable)};
  }
  if (type.kind == TypeKind::object && names.at(type.reference).shape == Shape::value) {
    lowered.values = {fmt::format("_prebind.reference({}, {})",
                                  written(names.at(type.reference).name), variable)};
  }
  if (type.kind != TypeKind::str && type.kind != TypeKind::string) {
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
  return {.slot = slot, .value = value, .documented = unqualified(slot)};
}

Result<Lifted> lift_pointer(const Type& type, const std::string& value) {
  const std::string slot = pointer(type);
  if (slot.empty()) return unsupported(type, "a return value");
  return Lifted{.slot = slot, .value = value, .documented = unqualified(slot)};
}

Lifted lift_array(const Type& type, const std::string& value) {
  const std::string element(scalar(type.arguments.at(0).kind));
  return {.slot = "_prebind.Elements",
          .value = fmt::format("_prebind.taken_elements({}, {})", element, value),
          .documented = fmt::format("Vector{{{}}}", unqualified(element))};
}

Result<Lifted> lift_object(const Type& type, const std::string& value, const TypeNames& names) {
  if (type.passing != model::Passing::value) return unsupported(type, "a return value");
  const TypeName& named = names.at(type.reference);
  const std::string name = written(named.name);
  Lifted lifted{.slot = "Base.UInt64", .value = {}, .documented = named.name};
  switch (named.shape) {
    case Shape::handle:
      lifted.value = fmt::format("{}(_prebind.Handle({}))", name, value);
      break;
    case Shape::enumeration:
      lifted.value = fmt::format("_prebind.member({}, {})", name, value);
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
  constexpr std::size_t kWordsOfFailure = 2;
  if (error.kind == TypeKind::character) return "Base.Char";
  if (error.kind != TypeKind::object) return std::string(scalar(error.kind));
  const TypeName& named = names.at(error.reference);
  return named.words <= kWordsOfFailure ? written(named.name) : "";
}

Result<Lifted> lift_option(const Type& option, std::string_view returned, const TypeNames& names) {
  const Type& type = option.arguments.at(0);
  if (type.kind == TypeKind::option || type.kind == TypeKind::result) {
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
  const bool has_text_only = error.kind == TypeKind::display || error.kind == TypeKind::object;
  if (lifted.error.empty() && !has_text_only) return unsupported(result, "a return value");
  return lifted;
}

}  // namespace

Result<Lowered> lower(const Type& type, std::string_view variable, const TypeNames& names) {
  switch (type.kind) {
    case TypeKind::unit:
      return Lowered{.dispatch = "Base.Nothing", .documented = "Nothing"};
    case TypeKind::boolean:
    case TypeKind::character:
    case TypeKind::i8:
    case TypeKind::i16:
    case TypeKind::i32:
    case TypeKind::i64:
    case TypeKind::isize:
    case TypeKind::u8:
    case TypeKind::u16:
    case TypeKind::u32:
    case TypeKind::u64:
    case TypeKind::usize:
    case TypeKind::f32:
    case TypeKind::f64:
      return lower_scalar(type.kind, variable);
    case TypeKind::str:
    case TypeKind::string:
      return lower_text(variable);
    case TypeKind::pointer:
      return lower_pointer(type, variable);
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
      return lower_array(type, variable);
    case TypeKind::object:
      return lower_object(names.at(type.reference), variable);
    case TypeKind::option:
      return lower_option(type, variable, names);
    case TypeKind::result:
    case TypeKind::display:
    case TypeKind::opaque:
      return unsupported(type, "an argument");
  }
  return unsupported(type, "an argument");
}

Result<Lifted> lift(const Type& type, std::string_view returned, const TypeNames& names) {
  const std::string value = fmt::format("{}.value", returned);
  switch (type.kind) {
    case TypeKind::unit:
      return Lifted{.value = "Base.nothing", .documented = "Nothing"};
    case TypeKind::boolean:
    case TypeKind::character:
    case TypeKind::i8:
    case TypeKind::i16:
    case TypeKind::i32:
    case TypeKind::i64:
    case TypeKind::isize:
    case TypeKind::u8:
    case TypeKind::u16:
    case TypeKind::u32:
    case TypeKind::u64:
    case TypeKind::usize:
    case TypeKind::f32:
    case TypeKind::f64:
      return lift_scalar(type.kind, value);
    case TypeKind::str:
    case TypeKind::string:
      return Lifted{.slot = "_prebind.Text",
                    .value = fmt::format("_prebind.taken_text({})", value),
                    .documented = "String"};
    case TypeKind::pointer:
      return lift_pointer(type, value);
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
      return lift_array(type, value);
    case TypeKind::object:
      return lift_object(type, value, names);
    case TypeKind::option:
      return lift_option(type, returned, names);
    case TypeKind::result:
      return lift_result(type, returned, names);
    case TypeKind::display:
    case TypeKind::opaque:
      return unsupported(type, "a return value");
  }
  return unsupported(type, "a return value");
}

const Type* handle_of(const Type& type, const TypeNames& names) {
  if (type.kind == TypeKind::option) return handle_of(type.arguments.at(0), names);
  const bool is_handle =
      type.kind == TypeKind::object && names.at(type.reference).shape == Shape::handle;
  return is_handle ? &type : nullptr;
}

const Type* array_of(const Type& type) {
  if (model::is_array(type.kind)) return &type;
  const bool wraps = type.kind == TypeKind::option || type.kind == TypeKind::result;
  return wraps ? array_of(type.arguments.at(0)) : nullptr;
}

std::string unqualified(std::string_view type) {
  constexpr std::string_view kPrefix = "Base.";
  std::string out;
  while (!type.empty()) {
    if (type.starts_with(kPrefix)) {
      type.remove_prefix(kPrefix.size());
    } else {
      out += type.front();
      type.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace prebind::emit::julia
