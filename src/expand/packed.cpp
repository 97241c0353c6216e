#include "expand/packed.h"

#include <fmt/format.h>

#include "abi/layout.h"
#include "expand/carried.h"
#include "expand/times.h"

namespace prebind::expand {

using model::Family;
using model::Type;
using model::TypeKind;

namespace {

/// Whether the elements lie in memory as they are packed.
bool is_flat(const Type& array) {
  return (model::is_array(array.kind) || array.kind == TypeKind::fixed_array) &&
         !model::is_static_matrix(array.arguments[0]) &&
         model::is_element(model::leaf_of(array.arguments[0]).kind);
}

std::string put(const std::string& address, const std::string& count) {
  return fmt::format("prebind_put(&mut prebind_o, {}, {}); ", address, count);
}

/// A value in a register, which `name` is the variable of.
std::string put_value(const std::string& name, const std::string& value) {
  return fmt::format("let {0} = {1}; {2}", name, value, put("&" + name, "1"));
}

std::string put_length(const std::string& name) {
  return put_value("prebind_n", name + ".len()");
}

std::string pack(const Type& type, const std::string& name);

/// Elements by value, in the order that the container has them.
std::string pack_elements(const Type& type, const std::string& name) {
  // A boxed slice yields its elements by value since Rust 1.80 only.
  const std::string all = type.kind == TypeKind::boxed_slice
                              ? fmt::format("prebind_std::vec::Vec::from({})", name)
                              : name;
  const bool is_map = model::is_map(type.kind);
  std::string loop = is_map ? pack(type.arguments[0], "prebind_k") : "";
  loop += pack(type.arguments[is_map ? 1 : 0], "prebind_v");
  return fmt::format("{}for {} in {} {{ {}}} ", put_length(name),
                     is_map ? "(prebind_k, prebind_v)" : "prebind_v", all, loop);
}

/// As many as the type says.
std::string pack_fixed(const Type& type, const std::string& name) {
  if (model::is_static_matrix(type)) {
    return fmt::format("let {0} = {1}; {2}", name, array_of_matrix(type, name),
                       put("&" + name, "1"));
  }
  if (is_flat(type)) return put("&" + name, "1");
  return fmt::format("for prebind_v in {} {{ {}}} ", name, pack(type.arguments[0], "prebind_v"));
}

std::string pack_tuple(const Type& type, const std::string& name) {
  std::string pattern, members;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    const std::string member = fmt::format("prebind_t{}", i);
    pattern += member + ", ";
    members += pack(type.arguments[i], member);
  }
  return fmt::format("let ({}) = {}; {}", pattern, name, members);
}

std::string pack_option(const Type& type, const std::string& name) {
  return fmt::format(
      "match {} {{ prebind_std::option::Option::Some(prebind_v) => {{ {}{} }} _ => {{ {} }} }} ",
      name, put_value("prebind_n", "1u8"), pack(type.arguments[0], "prebind_v"),
      put_value("prebind_n", "0u8"));
}

/// A block that appends the value of a variable.
std::string pack(const Type& type, const std::string& name) {
  std::string statements;
  switch (model::family_of(type.kind)) {
    case Family::scalar:
      statements = put_value(name, type.kind == TypeKind::character ? name + " as u32" : name);
      break;
    case Family::wide:
      statements = put_value(name, fmt::format("[{0} as u64, ({0} >> 64) as u64]", name));
      break;
    case Family::time:
      statements = put_value(name, time_words(type, name));
      break;
    case Family::complex:
      statements = put("&" + name, "1");
      break;
    case Family::fixed:
      statements = pack_fixed(type, name);
      break;
    case Family::text:
      statements = fmt::format("let {0} = {1}; {2}{3}", name,
                               model::is_os_text(type.kind) ? os_bytes(name) : name + ".as_bytes()",
                               put_length(name), put(name + ".as_ptr()", name + ".len()"));
      break;
    case Family::named:
      statements = type.is_shared
                       ? fmt::format("<{}>::__prebind_pack_shared({}, &mut prebind_o); ",
                                     type_reference(type), name)
                       : fmt::format("<{}>::__prebind_pack({}{}, &mut prebind_o, prebind_d); ",
                                     type_reference(type), type.is_boxed ? "*" : "", name);
      break;
    case Family::array:
    case Family::packed:
      statements = is_flat(type) ? put_length(name) + put(name + ".as_ptr()", name + ".len()")
                                 : pack_elements(type, name);
      break;
    case Family::tuple:
      statements = pack_tuple(type, name);
      break;
    case Family::option:
      statements = pack_option(type, name);
      break;
    case Family::unit:
    case Family::pointer:
    case Family::strided:
    case Family::function:
    case Family::result:
    case Family::part:
      break;
  }
  return "{ " + statements + "} ";
}

std::string unpack(const Type& type, const Refusal& refused);

std::string unpack_text(const Type& type, const Refusal& refused) {
  const std::string bytes =
      "{ let prebind_n = prebind_get::<usize>(&mut prebind_i); "
      "let prebind_s = prebind_slice(&prebind_call, prebind_i, prebind_n); "
      "prebind_i = prebind_i.add(prebind_n); ";
  if (model::is_os_text(type.kind)) {
    return fmt::format(
        "{}match prebind_os(prebind_s) {{ prebind_std::option::Option::Some(prebind_s) => {}, "
        "_ => return {} }} }}",
        bytes, text_value(type.kind), refused("has an element that is not valid UTF-8"));
  }
  const bool is_c = !model::is_text(type.kind);
  return fmt::format(
      "{}match {}(prebind_s) {{ prebind_std::result::Result::Ok(prebind_s) => {}, "
      "_ => return {} }} }}",
      bytes, is_c ? "prebind_std::ffi::CString::new" : "prebind_std::str::from_utf8",
      is_c ? "prebind_s" : text_value(type.kind),
      refused(is_c ? "has an element with a NUL in it" : "has an element that is not valid UTF-8"));
}

std::string unpack_scalar(const Type& type, const Refusal& refused) {
  if (type.kind == TypeKind::boolean) {
    return fmt::format(
        "match prebind_get::<u8>(&mut prebind_i) {{ 0 => false, 1 => true, _ => return {} }}",
        refused("has an element that is neither `true` nor `false`"));
  }
  if (type.kind == TypeKind::character) {
    return fmt::format(
        "match prebind_std::char::from_u32(prebind_get::<u32>(&mut prebind_i)) {{ "
        "prebind_std::option::Option::Some(prebind_c) => prebind_c, _ => return {} }}",
        refused("has an element that is not a Unicode scalar value"));
  }
  return fmt::format("prebind_get::<{}>(&mut prebind_i)", model::name_of(type.kind));
}

/// No objects are packed as arguments: nothing has to be claimed of it.
std::string unpack_named(const Type& type, const Refusal& refused) {
  return fmt::format(
      "match <{}>::__prebind_unpack(&mut prebind_i, prebind_d) {{ "
      "prebind_std::result::Result::Ok(prebind_v) => {}, "
      "prebind_std::result::Result::Err(prebind_e) => return {} }}",
      type_reference(type), type.is_boxed ? "prebind_std::boxed::Box::new(prebind_v)" : "prebind_v",
      refused.of("prebind_e"));
}

std::string unpack_elements(const Type& type, const Refusal& refused) {
  std::string element;
  for (const Type& each : type.arguments) {
    element += (element.empty() ? "" : ", ") + unpack(each, refused);
  }
  if (model::is_map(type.kind)) element = fmt::format("({})", element);
  if (model::is_collection(type.kind) && !abi::can_refuse(type)) {
    return fmt::format(
        "{{ let prebind_n = prebind_get::<usize>(&mut prebind_i); "
        "prebind_std::iter::FromIterator::from_iter("
        "prebind_std::iter::Iterator::map(0..prebind_n, |_| {})) }}",
        element);
  }
  // What can be refused ends the function, which a closure cannot.
  const std::string all = fmt::format(
      "let prebind_n = prebind_get::<usize>(&mut prebind_i); "
      "let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_n); "
      "for _ in 0..prebind_n {{ prebind_c.push({}); }}",
      element);
  if (type.kind == TypeKind::boxed_slice)
    return fmt::format("{{ {} prebind_c.into_boxed_slice() }}", all);
  if (model::is_array(type.kind)) return fmt::format("{{ {} prebind_c }}", all);
  return fmt::format("{{ {} prebind_std::iter::FromIterator::from_iter(prebind_c) }}", all);
}

std::string unpack_fixed(const Type& type, const Refusal& refused) {
  if (model::is_static_matrix(type)) {
    return matrix_of_array(type, unpack_fixed(model::array_of_matrix(type), refused));
  }
  if (is_flat(type) && model::leaf_of(type).kind != TypeKind::boolean) {
    return fmt::format("prebind_get::<{}>(&mut prebind_i)", value_type(type));
  }
  return fmt::format(
      "{{ let mut prebind_c = prebind_std::vec::Vec::with_capacity({0}); "
      "for _ in 0..{0} {{ prebind_c.push({1}); }} match "
      "<[_; {0}] as prebind_std::convert::TryFrom<prebind_std::vec::Vec<_>>>::try_from(prebind_c) "
      "{{ prebind_std::result::Result::Ok(prebind_c) => prebind_c, "
      "_ => prebind_std::unreachable!() }} }}",
      type.length, unpack(type.arguments[0], refused));
}

std::string unpack_flat(const Type& type) {
  const std::string all = fmt::format("prebind_get_all::<{}>(&mut prebind_i)", element_type(type));
  return type.kind == TypeKind::boxed_slice ? all + ".into_boxed_slice()" : all;
}

std::string unpack_tuple(const Type& type, const Refusal& refused) {
  std::string members;
  for (const Type& each : type.arguments) members += unpack(each, refused) + ", ";
  return fmt::format("({})", members);
}

/// The value at `prebind_i`, which it leaves behind it: an expression.
std::string unpack(const Type& type, const Refusal& refused) {
  switch (model::family_of(type.kind)) {
    case Family::scalar:
      return unpack_scalar(type, refused);
    case Family::wide:
      return fmt::format(
          "{{ let [prebind_n, prebind_h] = prebind_get::<[u64; 2]>(&mut prebind_i); "
          "((prebind_h as u128) << 64 | prebind_n as u128) as {} }}",
          model::name_of(type.kind));
    case Family::time:
      return fmt::format(
          "{{ let [prebind_s, prebind_n] = prebind_get::<[u64; 2]>(&mut prebind_i); {} }}",
          time_value(type, "prebind_s", "prebind_n as u32", refused));
    case Family::complex:
      return fmt::format("prebind_get::<{}>(&mut prebind_i)", type_reference(type));
    case Family::fixed:
      return unpack_fixed(type, refused);
    case Family::text:
      return unpack_text(type, refused);
    case Family::named:
      return unpack_named(type, refused);
    case Family::array:
    case Family::packed:
      // Any byte may stand where a `bool` should.
      return is_flat(type) && model::leaf_of(type.arguments[0]).kind != TypeKind::boolean
                 ? unpack_flat(type)
                 : unpack_elements(type, refused);
    case Family::tuple:
      return unpack_tuple(type, refused);
    case Family::option:
      return fmt::format(
          "match prebind_get::<u8>(&mut prebind_i) {{ 0 => prebind_std::option::Option::None, "
          "_ => prebind_std::option::Option::Some({}) }}",
          unpack(type.arguments[0], refused));
    case Family::unit:
    case Family::pointer:
    case Family::strided:
    case Family::function:
    case Family::result:
    case Family::part:
      break;
  }
  return "()";
}

/// Ahead of what packs or unpacks a named type: nothing is around it.
std::string_view depth(const std::string& source) {
  return source.find("prebind_d") == std::string::npos ? "" : "let prebind_d = 0u32; ";
}

}  // namespace

std::string pack_part(const Type& type, const std::string& name) {
  return pack(type, name);
}

std::string unpack_part(const Type& type, const Refusal& refused) {
  return unpack(type, refused);
}

std::string packed_slot(const Type& type, const std::string& value) {
  const std::string packing = pack(type, "prebind_v");
  return fmt::format(
      "{{ let mut prebind_o = __PrebindBytes::new(); let prebind_v = {}; {}{}"
      "let mut prebind_o = prebind_std::mem::ManuallyDrop::new(prebind_o); "
      "__PrebindSlots3(prebind_o.as_mut_ptr() as *mut u8, prebind_o.len(), prebind_o.capacity()) "
      "}}",
      value, depth(packing), packing);
}

std::string lift_claimed_map(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "{{ let mut prebind_i = {0} as *const u8; let prebind_d = 0u32; "
      "let prebind_n = prebind_get::<usize>(&mut prebind_i); "
      "let mut prebind_k = prebind_std::vec::Vec::with_capacity(prebind_n); "
      "let mut prebind_h = prebind_std::vec::Vec::with_capacity(prebind_n); "
      "for _ in 0..prebind_n {{ prebind_k.push({1}); "
      "prebind_h.push(match <{2}>::__prebind_unpack_held(&mut prebind_i, prebind_d) {{ "
      "prebind_std::result::Result::Ok(prebind_v) => prebind_v, "
      "prebind_std::result::Result::Err(prebind_e) => return {3} }}); }} "
      "(prebind_k, prebind_h) }}",
      name, unpack(type.arguments[0], refused), type_reference(type.arguments[1]),
      refused.of("prebind_e"));
}

std::string lift_packed(const Type& type, const std::string& name, const Refusal& refused) {
  const std::string value = unpack(type, refused);
  return fmt::format("{{ let mut prebind_i = {} as *const u8; {}{} }}", name, depth(value), value);
}

}  // namespace prebind::expand
