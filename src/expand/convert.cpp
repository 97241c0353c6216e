#include "expand/convert.h"

#include <fmt/format.h>

#include "expand/operations.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// A scalar or a pointer as glue takes it: `char` as its number.
std::string register_type(const Type& type) {
  if (type.kind == TypeKind::character) return "u32";
  if (type.kind != TypeKind::pointer) return std::string(model::name_of(type.kind));
  const Type& target = type.arguments[0];
  const std::string inner = target.kind == TypeKind::opaque      ? "_"
                            : target.kind == TypeKind::character ? "char"
                                                                 : register_type(target);
  return fmt::format("*{} {}", type.is_mutable ? "mut" : "const", inner);
}

/// In a signature nothing can be inferred: a pointer goes as bytes and is cast where it is used.
std::string parameter_type(const Type& type) {
  return type.kind == TypeKind::pointer ? "*mut u8" : register_type(type);
}

bool is_text(const Type& type) {
  return type.kind == TypeKind::str || type.kind == TypeKind::string;
}

std::string type_reference(const Type& type) {
  return fmt::format("__PrebindT{}", type.reference);
}

/// An element as Rust names it.
std::string element_type(const Type& array) {
  return std::string(model::name_of(array.arguments[0].kind));
}

/// What a returned value is in the return struct.
std::string slot_type(const Type& type) {
  if (is_text(type)) return "__PrebindSlots3<*mut u8, usize, usize>";
  if (model::is_array(type.kind)) return "__PrebindSlots4<*mut u8, usize, usize, usize>";
  if (type.kind != TypeKind::object) return parameter_type(type);
  return fmt::format("[prebind_std::mem::MaybeUninit<u64>; <{}>::__PREBIND_WORDS]",
                     type_reference(type));
}

const Type& slot_of(const Type& type) {
  const bool wraps = type.kind == TypeKind::option || type.kind == TypeKind::result;
  return wraps ? slot_of(type.arguments[0]) : type;
}

/// The value in registers as Rust's: an expression.
std::string lift_register(const Type& type, const std::string& name) {
  return type.kind == TypeKind::pointer ? fmt::format("{} as {}", name, register_type(type)) : name;
}

std::string lift_character(const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match prebind_std::char::from_u32({0}) {{ prebind_std::option::Option::Some(prebind_c) => "
      "prebind_c, "
      "_ => return {1} }}",
      name, refused("is no Unicode scalar value"));
}

std::string lift_text(const Type& type, const std::string& name, const Refusal& refused) {
  const std::string value =
      type.kind == TypeKind::string ? "prebind_std::string::String::from(prebind_s)" : "prebind_s";
  return fmt::format(
      "match prebind_std::str::from_utf8(prebind_std::slice::from_raw_parts({0}, {0}_length)) {{ "
      "prebind_std::result::Result::Ok(prebind_s) => {1}, _ => return {2} }}",
      name, value, refused("is not valid UTF-8"));
}

/// A slice of no elements may have any address on the host's side. A byte of the host may be no
/// `bool`, since some hosts do not initialize their arrays.
std::string lift_array(const Type& type, const std::string& name, const Refusal& refused) {
  const std::string element = element_type(type);
  const bool is_mutable = type.passing == Passing::mutable_reference;
  const std::string borrow = is_mutable ? "&mut " : "&";
  std::string choices;
  if (type.arguments[0].kind == TypeKind::boolean) {
    choices = fmt::format(
        "if {0}_length != 0 && prebind_std::slice::from_raw_parts({0} as *const u8, {0}_length)"
        ".iter().fold(0, |prebind_b, prebind_c| prebind_b | *prebind_c) > 1 {{ return {1} }} else ",
        name, refused("has an element that is neither `true` nor `false`"));
  }
  choices += fmt::format(
      "if {0}_length == 0 {{ {1}[] }} else {{ "
      "prebind_std::slice::from_raw_parts{2}({0} as *{3} {4}, {0}_length) }}",
      name, borrow, is_mutable ? "_mut" : "", is_mutable ? "mut" : "const", element);
  std::string value = "prebind_s";
  if (type.kind == TypeKind::vector) value = "prebind_std::vec::Vec::from(prebind_s)";
  if (type.kind == TypeKind::boxed_slice) value = "prebind_std::boxed::Box::from(prebind_s)";
  return fmt::format("{{ let prebind_s: {}[{}] = {}; {} }}", borrow, element, choices, value);
}

std::string_view taker(Passing passing) {
  switch (passing) {
    case Passing::value:
      return "__prebind_take";
    case Passing::reference:
      return "__prebind_ref";
    case Passing::mutable_reference:
      return "__prebind_mut";
  }
  return {};
}

/// The object that the type is or may be; null if none.
const Type* object_of(const Type& type) {
  if (type.kind == TypeKind::object) return &type;
  return type.kind == TypeKind::option ? object_of(type.arguments[0]) : nullptr;
}

/// What `take` took: an `Option` of the value, or of something that a `&` is made of by `Deref`.
std::string lift_taken(const Type& type, const std::string& name, const Refusal& refused) {
  const Type& object = *object_of(type);
  std::string text = fmt::format(
      "let {0} = match {0} {{ prebind_std::option::Option::Some(prebind_v) => prebind_v, _ => "
      "return {1} }}; ",
      name, refused(fmt::format("is no value of `{}`", object.name)));
  if (object.passing == Passing::reference) {
    const bool is_option = type.kind == TypeKind::option;
    text += is_option ? fmt::format("let {0} = {0}.as_deref(); ", name)
                      : fmt::format("let {0} = &*{0}; ", name);
  }
  return text;
}

std::string lift_value(const Type& type, const std::string& name, const Refusal& refused) {
  if (type.kind == TypeKind::character) return lift_character(name, refused);
  if (is_text(type)) return lift_text(type, name, refused);
  if (model::is_array(type.kind)) return lift_array(type, name, refused);
  return lift_register(type, name);
}

}  // namespace

bool can_refuse(const Type& type) {
  if (type.kind == TypeKind::option) return can_refuse(type.arguments[0]);
  if (model::is_array(type.kind)) return type.arguments[0].kind == TypeKind::boolean;
  return is_text(type) || type.kind == TypeKind::character || type.kind == TypeKind::object;
}

std::string parameters(const Type& type, const std::string& name) {
  if (type.kind == TypeKind::unit) return {};
  if (is_text(type)) return fmt::format(", {0}: *const u8, {0}_length: usize", name);
  if (type.kind == TypeKind::object) return fmt::format(", {}: *mut u8", name);
  if (model::is_array(type.kind)) return fmt::format(", {0}: *mut u8, {0}_length: usize", name);
  if (type.kind != TypeKind::option) return fmt::format(", {}: {}", name, parameter_type(type));
  const Type& value = type.arguments[0];
  return parameters(value, name) + (is_text(value) ? "" : fmt::format(", {}_present: bool", name));
}

std::string take(const Type& type, const std::string& name) {
  const Type* object = object_of(type);
  if (object == nullptr) return {};
  const std::string taken =
      fmt::format("<{}>::{}({})", type_reference(*object), taker(object->passing), name);
  if (type.kind != TypeKind::option) return fmt::format("let {} = {}; ", name, taken);
  return fmt::format(
      "let {0} = if {0}_present {{ {1}.map(prebind_std::option::Option::Some) }} else {{ "
      "prebind_std::option::Option::Some(prebind_std::option::Option::None) }}; ",
      name, taken);
}

std::string lift(const Type& type, const std::string& name, const Refusal& refused) {
  if (type.kind == TypeKind::unit) return fmt::format("let {} = (); ", name);
  if (object_of(type) != nullptr) return lift_taken(type, name, refused);
  if (type.kind != TypeKind::option) {
    return fmt::format("let {} = {}; ", name, lift_value(type, name, refused));
  }
  const Type& value = type.arguments[0];
  const std::string present =
      is_text(value) ? fmt::format("!{}.is_null()", name) : name + "_present";
  return fmt::format(
      "let {0} = if {1} {{ prebind_std::option::Option::Some({2}) }} else {{ "
      "prebind_std::option::Option::None }}; ",
      name, present, lift_value(value, name, refused));
}

namespace {

/// A returned value as its slot: an expression.
std::string slot(const Type& type, const std::string& value) {
  if (is_text(type)) {
    return fmt::format(
        "{{ let mut prebind_s = "
        "prebind_std::mem::ManuallyDrop::new(prebind_std::string::String::from({})); "
        "__PrebindSlots3(prebind_s.as_mut_ptr(), prebind_s.len(), prebind_s.capacity()) }}",
        value);
  }
  if (model::is_array(type.kind)) {
    return fmt::format(
        "{{ let mut prebind_s = prebind_std::mem::ManuallyDrop::new("
        "prebind_std::vec::Vec::<{0}>::from({1})); __PrebindSlots4(prebind_s.as_mut_ptr() as *mut "
        "u8, prebind_s.len(), prebind_s.capacity() * prebind_std::mem::size_of::<{0}>(), "
        "prebind_std::mem::align_of::<{0}>()) }}",
        element_type(type), value);
  }
  if (type.kind == TypeKind::object) {
    return fmt::format("<{}>::__prebind_give({})", type_reference(type), value);
  }
  if (type.kind == TypeKind::character) return value + " as u32";
  return type.kind == TypeKind::pointer ? value + " as *mut u8" : value;
}

}  // namespace

Lowering::Lowering(const Type& type, std::optional<TokenRange> error, std::string failed_symbol)
    : type_(type), slot_(slot_of(type)), error_(error), failed_(std::move(failed_symbol)) {}

std::string Lowering::type_name() const {
  return slot_.kind == TypeKind::unit ? "*mut u8" : "__PrebindReturn";
}

std::string Lowering::definition() const {
  if (slot_.kind == TypeKind::unit) return {};
  const std::string slot = slot_type(slot_);
  std::string source;
  if (slot.find("__PrebindSlots3<") != std::string::npos) {
    source += "#[repr(C)] pub struct __PrebindSlots3<A, B, C>(A, B, C);\n";
  }
  if (slot.find("__PrebindSlots4<") != std::string::npos) {
    source += "#[repr(C)] pub struct __PrebindSlots4<A, B, C, D>(A, B, C, D);\n";
  }
  return source + fmt::format(
                      "#[repr(C)] pub struct __PrebindReturn {{ value: "
                      "prebind_std::mem::MaybeUninit<{}>, status: *mut u8 }}\n",
                      slot);
}

std::string Lowering::only_status(const std::string& status) const {
  if (slot_.kind == TypeKind::unit) return status;
  return fmt::format(
      "__PrebindReturn {{ value: prebind_std::mem::MaybeUninit::uninit(), status: {} }}", status);
}

std::string Lowering::lower(const Type& type, const std::string& value) const {
  if (type.kind == TypeKind::option) {
    return fmt::format("match {} {{ prebind_std::option::Option::Some(prebind_v) => {}, _ => {} }}",
                       value, lower(type.arguments[0], "prebind_v"), only_status("1 as *mut u8"));
  }
  if (type.kind == TypeKind::result) {
    return fmt::format(
        "match {} {{ prebind_std::result::Result::Ok(prebind_v) => {}, "
        "prebind_std::result::Result::Err(prebind_e) => {} }}",
        value, lower(type.arguments[0], "prebind_v"), only_status(lower_error(type.arguments[1])));
  }
  if (type.kind == TypeKind::unit) {
    return fmt::format("{{ let () = {}; prebind_std::ptr::null_mut() }}", value);
  }
  return fmt::format(
      "__PrebindReturn {{ value: prebind_std::mem::MaybeUninit::new({}), "
      "status: prebind_std::ptr::null_mut() }}",
      slot(type, value));
}

/// The status for `Err(prebind_e)`. E's `Display` is asked for in a place that names E by its own
/// tokens, so that rustc shows a missing one where E was written.
std::string Lowering::lower_error(const Type& error) const {
  const std::string generic = error_ ? fmt::format("::<{}>", original(*error_)) : std::string();
  const std::string text = fmt::format("prebind_display{}()(&prebind_e)", generic);
  if (error.kind == TypeKind::display) return fmt::format("{}(2, {}, [0; 2])", failed_, text);
  if (error.kind == TypeKind::object) {
    return fmt::format(
        "{{ let prebind_text = {}; {}(2, prebind_text, <{}>::__prebind_fail(prebind_e)) }}", text,
        failed_, type_reference(error));
  }
  return fmt::format(
      "{{ let prebind_text = {}; let mut prebind_bytes = [0u64; 2]; "
      "prebind_std::ptr::write_unaligned(prebind_bytes.as_mut_ptr() as *mut {}, prebind_e); "
      "{}(2, prebind_text, prebind_bytes) }}",
      text, model::name_of(error.kind), failed_);
}

}  // namespace prebind::expand
