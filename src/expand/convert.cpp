#include "expand/convert.h"

#include <fmt/format.h>

#include <algorithm>

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

bool is_wide(const Type& type) {
  return type.kind == TypeKind::i128 || type.kind == TypeKind::u128;
}

bool is_text_array(const Type& type) {
  return model::is_array(type.kind) && model::is_text(type.arguments[0].kind);
}

std::string type_reference(const Type& type) {
  return fmt::format("__PrebindT{}", type.reference);
}

/// An element as Rust names it.
std::string element_type(const Type& array) {
  const Type& element = array.arguments[0];
  if (element.kind == TypeKind::object) return type_reference(element);
  return std::string(model::name_of(element.kind));
}

/// A `Vec` of the elements of the slice `prebind_s`. Those of a named type are plain data, but need
/// not be `Clone` for the crate to compile: what is no plain data, the engine refuses later.
std::string copied_elements(const Type& array) {
  if (array.arguments[0].kind != TypeKind::object) return "prebind_std::vec::Vec::from(prebind_s)";
  return "{ let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_s.len()); "
         "prebind_std::ptr::copy_nonoverlapping(prebind_s.as_ptr(), prebind_c.as_mut_ptr(), "
         "prebind_s.len()); prebind_c.set_len(prebind_s.len()); prebind_c }";
}

/// What a returned value is in the return struct.
std::string slot_type(const Type& type) {
  constexpr std::string_view kArray = "__PrebindSlots4<*mut u8, usize, usize, usize>";
  if (model::is_string_like(type.kind)) return "__PrebindSlots3<*mut u8, usize, usize>";
  if (is_text_array(type)) return fmt::format("__PrebindSlots2<{0}, {0}>", kArray);
  if (model::is_array(type.kind)) return std::string(kArray);
  if (is_wide(type)) return "[u64; 2]";
  if (type.kind == TypeKind::option) {
    return fmt::format("__PrebindSlots2<prebind_std::mem::MaybeUninit<{}>, bool>",
                       slot_type(type.arguments[0]));
  }
  if (type.kind == TypeKind::tuple) {
    std::string members;
    for (const Type& member : type.arguments) members += slot_type(member) + ", ";
    return fmt::format("__PrebindSlots{}<{}>", type.arguments.size(), members);
  }
  if (type.kind != TypeKind::object) return parameter_type(type);
  return fmt::format("[prebind_std::mem::MaybeUninit<u64>; <{}>::__PREBIND_WORDS]",
                     type_reference(type));
}

/// The structs that a slot's type mentions, as `__PrebindSlots2<A, B>`.
std::string slot_definitions(const std::string& slot) {
  std::string source;
  for (int count = 1; count <= 8; ++count) {
    const std::string name = fmt::format("__PrebindSlots{}", count);
    if (slot.find(name + "<") == std::string::npos) continue;
    std::string parameters;
    for (int i = 0; i < count; ++i) parameters += fmt::format("T{}, ", i);
    source += fmt::format("#[repr(C)] pub struct {0}<{1}>({1});\n", name, parameters);
  }
  return source;
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

/// The host's text of C ends with a NUL, which does not count.
std::string lift_c_text(const Type& type, const std::string& name, const Refusal& refused) {
  const bool is_owned = type.kind == TypeKind::c_string;
  const std::string made =
      fmt::format("{1}(prebind_std::slice::from_raw_parts({0}, {0}_length{2}))", name,
                  is_owned ? "CString::new" : "CStr::from_bytes_with_nul", is_owned ? "" : " + 1");
  return fmt::format(
      "match prebind_std::ffi::{} {{ prebind_std::result::Result::Ok(prebind_s) => prebind_s, _ => "
      "return {} }}",
      made, refused("has a NUL in it"));
}

std::string lift_wide(const Type& type, const std::string& name) {
  return fmt::format("(({0}_high as u128) << 64 | {0} as u128) as {1}", name,
                     model::name_of(type.kind));
}

/// As a `Vec`, whatever borrows from it.
std::string lift_text_array(const Type& type, const std::string& name, const Refusal& refused) {
  const bool is_owned = type.arguments[0].kind == TypeKind::string;
  return fmt::format(
      "{{ let prebind_w: &[[*const u8; 2]] = if {0}_length == 0 {{ &[] }} else {{ "
      "prebind_std::slice::from_raw_parts({0} as *const [*const u8; 2], {0}_length) }}; "
      "let mut prebind_t = prebind_std::vec::Vec::with_capacity({0}_length); "
      "for prebind_w in prebind_w {{ "
      "prebind_t.push(match prebind_std::str::from_utf8(prebind_std::slice::from_raw_parts("
      "prebind_w[0], prebind_w[1] as usize)) {{ "
      "prebind_std::result::Result::Ok(prebind_s) => {1}, _ => return {2} }}); }} {3} }}",
      name, is_owned ? "prebind_std::string::String::from(prebind_s)" : "prebind_s",
      refused("has an element that is not valid UTF-8"),
      type.kind == TypeKind::boxed_slice ? "prebind_t.into_boxed_slice()" : "prebind_t");
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
  if (type.arguments[0].kind == TypeKind::object) {
    choices = fmt::format(
        "if (0..{0}_length).any(|prebind_i| !<{1}>::__prebind_valid(({0} as *const {1})"
        ".add(prebind_i) as *const u8)) {{ return {2} }} else ",
        name, element,
        refused(fmt::format("has an element that is no value of `{}`", type.arguments[0].name)));
  }
  choices += fmt::format(
      "if {0}_length == 0 {{ {1}[] }} else {{ "
      "prebind_std::slice::from_raw_parts{2}({0} as *{3} {4}, {0}_length) }}",
      name, borrow, is_mutable ? "_mut" : "", is_mutable ? "mut" : "const", element);
  std::string value = "prebind_s";
  if (type.kind == TypeKind::vector) value = copied_elements(type);
  if (type.kind == TypeKind::boxed_slice) value = copied_elements(type) + ".into_boxed_slice()";
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

/// What `take` took: an `Option` of the value, or of something that a `&` is made of by `Deref`.
std::string lift_taken(const Type& object, const std::string& name, bool is_option,
                       const Refusal& refused) {
  std::string text = fmt::format(
      "let {0} = match {0} {{ prebind_std::option::Option::Some(prebind_v) => prebind_v, _ => "
      "return {1} }}; ",
      name, refused.by(type_reference(object)));
  if (object.passing == Passing::reference) {
    text += is_option ? fmt::format("let {0} = {0}.as_deref(); ", name)
                      : fmt::format("let {0} = &*{0}; ", name);
  } else if (object.passing == Passing::mutable_reference) {
    text += is_option ? fmt::format("let mut {0} = {0}; let {0} = {0}.as_deref_mut(); ", name)
                      : fmt::format("let mut {0} = {0}; let {0} = &mut *{0}; ", name);
  }
  return text;
}

/// `f64, bool`, the types that a function of the host takes.
std::string callable_types(const Type& function) {
  std::string types;
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    types += register_type(function.arguments[i]) + ", ";
  }
  return types;
}

std::string callable_result(const Type& function) {
  return function.arguments[0].kind == TypeKind::unit ? "()" : register_type(function.arguments[0]);
}

/// A closure around the host's trampoline. Where that says that the function threw, what it threw
/// is the host's; here everything up to the glue is unwound. If that is under way already, it
/// cannot be once more: then the closure returns zero.
std::string lift_closure(const Type& type, const std::string& name, const std::string& raise) {
  std::string parameters, arguments;
  for (std::size_t i = 1; i < type.arguments.size(); ++i) {
    parameters += fmt::format("prebind_x{}: {}, ", i, register_type(type.arguments[i]));
    arguments += fmt::format(", prebind_x{}", i);
  }
  const bool is_mutable = type.passing == Passing::mutable_reference;
  return fmt::format(
      "let {5}{0} = {{ let prebind_f = prebind_std::mem::transmute::<*mut u8, unsafe extern \"C\" "
      "fn(*mut u8, *mut {1}, {2}) -> bool>({0}); let prebind_d = {0}_data; "
      "move |{3}| -> {1} {{ let mut prebind_r = prebind_std::mem::MaybeUninit::<{1}>::uninit(); "
      "if !prebind_f(prebind_d, prebind_r.as_mut_ptr(){4}) {{ {6}(); "
      "return prebind_std::mem::zeroed(); }} prebind_r.assume_init() }} }}; "
      "let {0} = &{5}{0}; ",
      name, callable_result(type), callable_types(type), parameters, arguments,
      is_mutable ? "mut " : "", raise);
}

std::string function_pointer(const Type& type) {
  return fmt::format("extern \"C\" fn({}) -> {}", callable_types(type), callable_result(type));
}

std::string lift_value(const Type& type, const std::string& name, const Refusal& refused) {
  if (type.kind == TypeKind::function) {
    return fmt::format(
        "match {} {{ prebind_std::option::Option::Some(prebind_f) => prebind_f, _ => return {} }}",
        name, refused("is a null pointer"));
  }
  if (type.kind == TypeKind::unit) return "()";
  if (type.kind == TypeKind::character) return lift_character(name, refused);
  if (model::is_text(type.kind)) return lift_text(type, name, refused);
  if (model::is_string_like(type.kind)) return lift_c_text(type, name, refused);
  if (is_text_array(type)) return lift_text_array(type, name, refused);
  if (model::is_array(type.kind)) return lift_array(type, name, refused);
  if (is_wide(type)) return lift_wide(type, name);
  return lift_register(type, name);
}

/// The name of a tuple's member.
std::string member(const std::string& name, std::size_t i) {
  return fmt::format("{}_{}", name, i);
}

/// Whether the value of an option is there, given that what it is part of is there on `condition`.
std::string present(const Type& value, const std::string& name, const std::string& condition) {
  const std::string own =
      model::is_string_like(value.kind) ? fmt::format("!{}.is_null()", name) : name + "_present";
  return condition.empty() ? own : fmt::format("{} && {}", condition, own);
}

/// On a condition, everything is an `Option`.
std::string take_if(const Type& type, const std::string& name, const std::string& condition) {
  if (type.kind == TypeKind::option) {
    return take_if(type.arguments[0], name, present(type.arguments[0], name, condition));
  }
  std::string taken;
  if (type.kind == TypeKind::tuple) {
    for (std::size_t i = 0; i < type.arguments.size(); ++i) {
      taken += take_if(type.arguments[i], member(name, i), condition);
    }
  }
  if (type.kind != TypeKind::object) return taken;
  taken = fmt::format("<{}>::{}({})", type_reference(type), taker(type.passing), name);
  if (condition.empty()) return fmt::format("let {} = {}; ", name, taken);
  return fmt::format(
      "let {0} = if {1} {{ {2}.map(prebind_std::option::Option::Some) }} else {{ "
      "prebind_std::option::Option::Some(prebind_std::option::Option::None) }}; ",
      name, condition, taken);
}

std::string lift_if(const Type& type, const std::string& name, const std::string& condition,
                    const Refusal& refused);

/// The members, and the tuple of them. On a condition a member is an `Option`; one that is an
/// option by itself is that already.
std::string lift_tuple(const Type& type, const std::string& name, const std::string& condition,
                       const Refusal& refused) {
  std::string text, names, patterns, values;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    const std::string own = member(name, i);
    text += lift_if(type.arguments[i], own, condition, refused);
    names += own + ", ";
    const bool is_option = type.arguments[i].kind == TypeKind::option;
    patterns += is_option ? fmt::format("prebind_m{}, ", i)
                          : fmt::format("prebind_std::option::Option::Some(prebind_m{}), ", i);
    values += fmt::format("prebind_m{}, ", i);
  }
  if (condition.empty()) return text + fmt::format("let {} = ({}); ", name, names);
  return text + fmt::format(
                    "let {0} = match ({1}, {2}) {{ (true, {3}) => "
                    "prebind_std::option::Option::Some(({4})), _ => "
                    "prebind_std::option::Option::None }}; ",
                    name, condition, names.substr(0, names.size() - 2),
                    patterns.substr(0, patterns.size() - 2), values);
}

std::string lift_if(const Type& type, const std::string& name, const std::string& condition,
                    const Refusal& refused) {
  if (type.kind == TypeKind::option) {
    const Type& value = type.arguments[0];
    return lift_if(value, name, present(value, name, condition), refused);
  }
  if (type.kind == TypeKind::object) return lift_taken(type, name, !condition.empty(), refused);
  if (type.kind == TypeKind::tuple) return lift_tuple(type, name, condition, refused);
  std::string value = lift_value(type, name, refused);
  if (!condition.empty()) {
    value = fmt::format(
        "if {} {{ prebind_std::option::Option::Some({}) }} else {{ "
        "prebind_std::option::Option::None }}",
        condition, value);
  }
  // A number comes in as it is; each statement less is one less for rustc to check.
  std::string text = value == name ? "" : fmt::format("let {} = {}; ", name, value);
  if (is_text_array(type) && type.kind == TypeKind::slice) {
    text += condition.empty() ? fmt::format("let {0} = &*{0}; ", name)
                              : fmt::format("let {0} = {0}.as_deref(); ", name);
  }
  return text;
}

}  // namespace

bool is_closure(const Type& type) {
  return type.kind == TypeKind::function && type.passing != Passing::value;
}

bool can_refuse(const Type& type) {
  if (type.kind == TypeKind::option || type.kind == TypeKind::tuple) {
    return std::any_of(type.arguments.begin(), type.arguments.end(), can_refuse);
  }
  if (model::is_array(type.kind)) {
    const TypeKind element = type.arguments[0].kind;
    return element == TypeKind::boolean || element == TypeKind::object || is_text_array(type);
  }
  if (type.kind == TypeKind::function) return type.passing == Passing::value;
  return model::is_string_like(type.kind) || type.kind == TypeKind::character ||
         type.kind == TypeKind::object;
}

std::string parameters(const Type& type, const std::string& name) {
  if (type.kind == TypeKind::unit) return {};
  if (model::is_string_like(type.kind)) {
    return fmt::format(", {0}: *const u8, {0}_length: usize", name);
  }
  if (type.kind == TypeKind::object) return fmt::format(", {}: *mut u8", name);
  if (model::is_array(type.kind)) return fmt::format(", {0}: *mut u8, {0}_length: usize", name);
  if (is_wide(type)) return fmt::format(", {0}: u64, {0}_high: u64", name);
  if (is_closure(type)) return fmt::format(", {0}: *mut u8, {0}_data: *mut u8", name);
  if (type.kind == TypeKind::function) {
    return fmt::format(", {}: prebind_std::option::Option<{}>", name, function_pointer(type));
  }
  if (type.kind == TypeKind::option) {
    const Type& value = type.arguments[0];
    const bool has_flag = !model::is_string_like(value.kind);
    return parameters(value, name) + (has_flag ? fmt::format(", {}_present: bool", name) : "");
  }
  if (type.kind != TypeKind::tuple) return fmt::format(", {}: {}", name, parameter_type(type));
  std::string members;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    members += parameters(type.arguments[i], member(name, i));
  }
  return members;
}

std::string take(const Type& type, const std::string& name) {
  return take_if(type, name, "");
}

std::string lift(const Type& type, const std::string& name, const Refusal& refused,
                 const std::string& raise) {
  if (is_closure(type)) return lift_closure(type, name, raise);
  return lift_if(type, name, "", refused);
}

namespace {

/// A `Vec` as its slot.
std::string array_slot(const std::string& element, const std::string& vector) {
  return fmt::format(
      "{{ let mut prebind_s = prebind_std::mem::ManuallyDrop::new("
      "prebind_std::vec::Vec::<{0}>::from({1})); __PrebindSlots4(prebind_s.as_mut_ptr() as *mut "
      "u8, prebind_s.len(), prebind_s.capacity() * prebind_std::mem::size_of::<{0}>(), "
      "prebind_std::mem::align_of::<{0}>()) }}",
      element, vector);
}

/// All texts in one, and where each ends.
std::string text_array_slot(const std::string& value) {
  return fmt::format(
      "{{ let mut prebind_b = prebind_std::vec::Vec::new(); "
      "let mut prebind_n = prebind_std::vec::Vec::new(); "
      "for prebind_t in prebind_std::iter::IntoIterator::into_iter(&*{}) {{ "
      "prebind_b.extend_from_slice(prebind_t.as_bytes()); prebind_n.push(prebind_b.len()); }} "
      "__PrebindSlots2({}, {}) }}",
      value, array_slot("u8", "prebind_b"), array_slot("usize", "prebind_n"));
}

/// Text as its slot: a `Vec` of its bytes.
std::string text_slot(const std::string& bytes) {
  return fmt::format(
      "{{ let mut prebind_s = prebind_std::mem::ManuallyDrop::new({}); "
      "__PrebindSlots3(prebind_s.as_mut_ptr(), prebind_s.len(), prebind_s.capacity()) }}",
      bytes);
}

std::string slot(const Type& type, const std::string& value);

std::string tuple_slot(const Type& type, const std::string& value) {
  std::string pattern, slots;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    pattern += fmt::format("prebind_t{}, ", i);
    slots += slot(type.arguments[i], fmt::format("prebind_t{}", i)) + ", ";
  }
  return fmt::format("match {} {{ ({}) => __PrebindSlots{}({}) }}", value, pattern,
                     type.arguments.size(), slots);
}

/// A returned value as its slot: an expression.
std::string slot(const Type& type, const std::string& value) {
  if (model::is_text(type.kind)) {
    return text_slot(fmt::format("prebind_std::string::String::from({}).into_bytes()", value));
  }
  if (model::is_string_like(type.kind)) {
    return text_slot(fmt::format("prebind_std::ffi::CString::from({}).into_bytes()", value));
  }
  if (is_text_array(type)) return text_array_slot(value);
  if (type.kind == TypeKind::slice) {
    return fmt::format("{{ let prebind_s: &[_] = {}; {} }}", value,
                       array_slot(element_type(type), copied_elements(type)));
  }
  if (model::is_array(type.kind)) return array_slot(element_type(type), value);
  if (is_wide(type)) {
    return fmt::format("{{ let prebind_n = {}; [prebind_n as u64, (prebind_n >> 64) as u64] }}",
                       value);
  }
  if (type.kind == TypeKind::tuple) return tuple_slot(type, value);
  if (type.kind == TypeKind::option) {
    return fmt::format(
        "match {} {{ prebind_std::option::Option::Some(prebind_v) => "
        "__PrebindSlots2(prebind_std::mem::MaybeUninit::new({}), true), _ => "
        "__PrebindSlots2(prebind_std::mem::MaybeUninit::uninit(), false) }}",
        value, slot(type.arguments[0], "prebind_v"));
  }
  if (type.kind == TypeKind::object) {
    return fmt::format("<{}>::__prebind_give({})", type_reference(type), value);
  }
  if (type.kind == TypeKind::character) return value + " as u32";
  return type.kind == TypeKind::pointer ? value + " as *mut u8" : value;
}

}  // namespace

std::string Refusal::operator()(std::string_view what) const {
  return lowering_.only_status(
      fmt::format("{}(3, prebind_std::string::String::from(\"argument `{}` {}\"), [0; 2])", failed_,
                  argument_, what));
}

std::string Refusal::by(const std::string& type) const {
  return lowering_.only_status(
      fmt::format("{0}(<{2}>::__PREBIND_REFUSED.0, prebind_std::format!(\"argument `{1}` {{}}\", "
                  "<{2}>::__PREBIND_REFUSED.1), [0; 2])",
                  failed_, argument_, type));
}

Lowering::Lowering(const Type& type, std::optional<TokenRange> error, std::string failed_symbol)
    : type_(type), slot_(slot_of(type)), error_(error), failed_(std::move(failed_symbol)) {}

std::string Lowering::type_name() const {
  return slot_.kind == TypeKind::unit ? "*mut u8" : "__PrebindReturn";
}

std::string Lowering::definition() const {
  if (slot_.kind == TypeKind::unit) return {};
  const std::string slot = slot_type(slot_);
  return slot_definitions(slot) + fmt::format(
                                      "#[repr(C)] pub struct __PrebindReturn {{ value: "
                                      "prebind_std::mem::MaybeUninit<{}>, status: *mut u8 }}\n",
                                      slot);
}

std::string Lowering::plain_type() const {
  if (type_.kind == TypeKind::unit) return "()";
  const bool is_plain = &slot_ == &type_ && slot(type_, "prebind_r") == "prebind_r";
  return is_plain ? slot_type(type_) : std::string();
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
