#include "hosts/cpp/spelling.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "abi/layout.h"

namespace prebind::hosts::cpp {

using model::Family;
using model::Passing;
using model::Shape;
using model::Type;
using model::TypeKind;

std::string_view scalar(TypeKind kind) {
  if (!model::is_scalar(kind)) return "";
  if (kind == TypeKind::character) return "char32_t";
  switch (abi::word_of({.kind = kind})) {
    case abi::Word::boolean:
      return "bool";
    case abi::Word::character:
      return "char32_t";
    case abi::Word::i8:
      return "std::int8_t";
    case abi::Word::i16:
      return "std::int16_t";
    case abi::Word::i32:
      return "std::int32_t";
    case abi::Word::i64:
      return "std::int64_t";
    case abi::Word::isize:
      return "std::intptr_t";
    case abi::Word::u8:
      return "std::uint8_t";
    case abi::Word::u16:
      return "std::uint16_t";
    case abi::Word::u32:
      return "std::uint32_t";
    case abi::Word::u64:
      return "std::uint64_t";
    case abi::Word::usize:
      return "std::size_t";
    case abi::Word::f32:
      return "float";
    case abi::Word::f64:
      return "double";
    case abi::Word::address:
    case abi::Word::function:
      break;
  }
  return "";
}

namespace {

std::string complex(TypeKind kind) {
  return fmt::format("std::complex<{}>", kind == TypeKind::complex32 ? "float" : "double");
}

}  // namespace

std::string element(const Type& type, const TypeNames& names) {
  if (type.kind == TypeKind::fixed_array) {
    return fmt::format("std::array<{}, {}>", element(type.arguments.at(0), names), type.length);
  }
  if (model::is_complex(type.kind)) return complex(type.kind);
  return type.kind == TypeKind::named ? names.at(type.reference).path
                                      : std::string(scalar(type.kind));
}

std::string pointer(const Type& type) {
  const Type& target = type.arguments.at(0);
  std::string inner = target.kind == TypeKind::opaque    ? "void"
                      : target.kind == TypeKind::pointer ? pointer(target)
                                                         : std::string(scalar(target.kind));
  if (inner.empty()) return "";
  if (!type.is_mutable) {
    inner = target.kind == TypeKind::pointer ? inner + "const" : "const " + inner;
  }
  return fmt::format("{}{}*", inner, inner.ends_with('*') ? "" : " ");
}

namespace {

/// Empty of a day and of a time without a zone, for which C++ has no type before C++20.
std::string_view time(TypeKind kind) {
  if (kind == TypeKind::duration) return "std::chrono::nanoseconds";
  const bool is_point = kind == TypeKind::system_time || kind == TypeKind::chrono_utc ||
                        kind == TypeKind::jiff_timestamp;
  return is_point ? "std::chrono::system_clock::time_point" : "";
}

}  // namespace

bool has_calendar(const Type& type) {
  const bool is_time = model::family_of(type) == Family::time;
  return (is_time && time(type.kind).empty()) || std::ranges::any_of(type.arguments, has_calendar);
}

namespace {

std::string_view wide(TypeKind kind) {
  return kind == TypeKind::i128 ? "int128" : "uint128";
}

/// What a function of the host takes or returns.
std::string callable(const Type& type) {
  if (type.kind == TypeKind::unit) return "void";
  return type.kind == TypeKind::pointer ? pointer(type) : std::string(scalar(type.kind));
}

/// `double(std::int32_t)`
std::string signature_of(const Type& function) {
  std::vector<std::string> arguments;
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    arguments.push_back(callable(function.arguments[i]));
  }
  return fmt::format("{}({})", callable(function.arguments.at(0)), fmt::join(arguments, ", "));
}

}  // namespace

bool is_written(const Type& type) {
  return type.kind == TypeKind::slice && abi::custody_of(type) == abi::Custody::borrowed_mutably;
}

bool is_tagged(const Type& type, const TypeNames& names) {
  return type.kind == TypeKind::named && names.at(type.reference).shape == Shape::tagged;
}

bool is_tagged_array(const Type& type, const TypeNames& names) {
  return model::family_of(type) == Family::array && is_tagged(type.arguments.at(0), names);
}

bool is_handle(const Type& type, const TypeNames& names) {
  return type.kind == TypeKind::named && names.at(type.reference).shape == Shape::handle;
}

namespace {

bool has_order(const Type& key, const TypeNames& names) {
  const auto is_ordered = [&](const Type& each) { return has_order(each, names); };
  if (key.kind != TypeKind::named) return std::ranges::all_of(key.arguments, is_ordered);
  return names.at(key.reference).shape == Shape::enumeration;
}

}  // namespace

std::string nested_type(const Type& type, const TypeNames& names,
                        const std::set<std::size_t>* boxed) {
  if (type.kind == TypeKind::named) {
    const std::string& path = names.at(type.reference).path;
    const bool is_boxed = boxed != nullptr && boxed->contains(type.reference);
    return is_boxed ? fmt::format("boxed<{}>", path) : path;
  }
  if (model::family_of(type.kind) == Family::wide) return std::string(wide(type.kind));
  if (model::family_of(type.kind) == Family::time) return std::string(time(type.kind));
  if (model::family_of(type.kind) == Family::text) return "std::string";
  if (model::is_complex(type.kind)) return complex(type.kind);
  if (type.arguments.empty()) return std::string(scalar(type.kind));
  // C++ has no map in the order in which its keys came, so it is what such a map consists of.
  const bool is_indexed = model::is_indexed(type.kind);
  const bool is_map = model::is_map(type.kind) && !is_indexed;
  const bool is_set = model::is_set(type.kind) && !is_indexed;
  if ((is_map || is_set) && !has_order(type.arguments[0], names)) return "";
  std::vector<std::string> parts;
  for (const Type& each : type.arguments) {
    const bool is_element = model::is_array(type.kind) && each.kind == TypeKind::named;
    parts.push_back(nested_type(each, names, is_element ? nullptr : boxed));
    if (parts.back().empty()) return "";
  }
  if (type.kind == TypeKind::fixed_array)
    return fmt::format("std::array<{}, {}>", parts[0], type.length);
  if (type.kind == TypeKind::index_map) {
    return fmt::format("std::vector<std::tuple<{}, {}>>", parts[0], parts[1]);
  }
  const std::string_view head = type.kind == TypeKind::tuple    ? "tuple"
                                : type.kind == TypeKind::option ? "optional"
                                : type.kind == TypeKind::deque  ? "deque"
                                : is_map                        ? "map"
                                : is_set                        ? "set"
                                                                : "vector";
  return fmt::format("std::{}<{}>", head, fmt::join(parts, ", "));
}

std::string answer(const Type& type, const TypeNames& names) {
  if (type.kind == TypeKind::unit) return "void";
  if (type.kind != TypeKind::result) return nested_type(type, names);
  const std::string value = answer(type.arguments.at(0), names);
  return value.empty() ? "" : fmt::format("fallible<{}>", value);
}

namespace {

/// `std::string(std::string, std::vector<double>)`; empty if C++ has not all of these.
std::string packed_signature_of(const Type& function, const TypeNames& names) {
  std::vector<std::string> types = {answer(function.arguments.at(0), names)};
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    types.push_back(nested_type(function.arguments[i], names));
  }
  if (std::ranges::count(types, std::string()) != 0) return "";
  return fmt::format("{}({})", types[0], fmt::join(types.begin() + 1, types.end(), ", "));
}

/// Whether Rust calls no method that changes the object: `&dyn`, `Arc<dyn>`.
bool is_constant(std::string_view implementor) {
  return implementor != "&mut dyn" && implementor != "Box<dyn>";
}

std::string function_type(const Type& function, const TypeNames& names) {
  if (model::is_implementor(function)) {
    const TypeName& trait = names.at(function.arguments.at(0).reference);
    const std::string path = (is_constant(function.name) ? "const " : "") + trait.path;
    const bool is_lent = function.name.starts_with('&');
    return trait.can_be_implemented
               ? fmt::format("{}<{}>", is_lent ? "implementor_ref" : "implementor", path)
               : "";
  }
  if (model::is_packed_call(function)) {
    const std::string signature = packed_signature_of(function, names);
    const bool is_kept = model::is_kept(function);
    return signature.empty()
               ? ""
               : fmt::format("{}<{}>", is_kept ? "kept_function" : "packed_function_ref",
                             signature);
  }
  return fmt::format("{}<{}>", model::is_closure(function) ? "function_ref" : "c_function",
                     signature_of(function));
}

}  // namespace

std::string plain_type(const Type& type, const TypeNames& names) {
  switch (model::family_of(type)) {
    case Family::scalar:
      return std::string(scalar(type.kind));
    case Family::wide:
      return std::string(wide(type.kind));
    case Family::time:
      return std::string(time(type.kind));
    case Family::complex:
    case Family::fixed:
      return element(type, names);
    case Family::text:
      return type.kind == TypeKind::c_str ? "cstring_view" : "std::string_view";
    case Family::pointer:
      return pointer(type);
    case Family::array:
      if (model::is_text_array(type)) return "text_list";
      if (is_tagged_array(type, names)) {
        return fmt::format("packed_list<{}>", element(type.arguments.at(0), names));
      }
      return fmt::format("span<{}{}>", is_written(type) ? "" : "const ",
                         element(type.arguments.at(0), names));
    case Family::packed:
      return fmt::format("packed<{}>", nested_type(type, names));
    case Family::named:
      if (is_tagged(type, names)) return fmt::format("packed<{}>", names.at(type.reference).path);
      return names.at(type.reference).path;
    case Family::function:
      return function_type(type, names);
    case Family::unit:
    case Family::tuple:
    case Family::option:
    case Family::strided:
    case Family::result:
    case Family::part:
      break;
  }
  return "";
}

std::string named_type(const Type& type, const TypeNames& names, bool is_parameter) {
  const TypeName& named = names.at(type.reference);
  switch (named.shape) {
    case Shape::enumeration:
      return named.path;
    case Shape::tagged:
      return fmt::format(fmt::runtime(is_parameter ? "const packed<{}> &" : "packed<{}>"),
                         named.path);
    case Shape::value:
      return is_parameter ? fmt::format("const {} &", named.path) : named.path;
    case Shape::handle:
      break;
  }
  if (type.passing == Passing::value) return named.path + " &&";
  return (type.passing == Passing::reference ? "const " : "") + named.path + " &";
}

}  // namespace prebind::hosts::cpp
