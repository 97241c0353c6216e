#include "expand/closures.h"

#include <fmt/format.h>

#include <optional>

#include "expand/carried.h"
#include "expand/lift.h"
#include "expand/packed.h"
#include "expand/symbols.h"

namespace prebind::expand {

using model::Family;
using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// A value for who is called while a panic unwinds, and whose function of the host throws: it
/// cannot unwind once more. Some types have none.
std::optional<std::string> empty_value(const Type& type) {
  switch (model::family_of(type.kind)) {
    case Family::unit:
      return "()";
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::pointer:
      return "prebind_std::mem::zeroed()";
    case Family::text:
      if (type.kind == TypeKind::arc_str) return "prebind_std::sync::Arc::from(\"\")";
      if (type.kind == TypeKind::rc_str) return "prebind_std::rc::Rc::from(\"\")";
      return "prebind_std::default::Default::default()";
    case Family::array:
    case Family::packed:
      return "prebind_std::default::Default::default()";
    case Family::time:
      if (type.kind == TypeKind::system_time) return "prebind_std::time::SystemTime::UNIX_EPOCH";
      return "prebind_std::default::Default::default()";
    case Family::option:
      return "prebind_std::option::Option::None";
    case Family::tuple: {
      std::string members;
      for (const Type& each : type.arguments) {
        const auto member = empty_value(each);
        if (!member) return std::nullopt;
        members += *member + ", ";
      }
      return "(" + members + ")";
    }
    case Family::fixed:
    case Family::strided:
    case Family::function:
    case Family::result:
    case Family::named:
    case Family::part:
      break;
  }
  return std::nullopt;
}

/// The error of rustc's choice, made of a text.
std::string error_of(const std::string& text) {
  return fmt::format(
      "prebind_std::result::Result::Err(prebind_std::convert::From::from("
      "prebind_std::string::String::from({})))",
      text);
}

/// The value that a closure returns.
const Type& value_of(const Type& function) {
  const Type& returned = function.arguments[0];
  return returned.kind == TypeKind::result ? returned.arguments[0] : returned;
}

bool is_fallible(const Type& function) {
  return function.arguments[0].kind == TypeKind::result;
}

std::string parameter_list(const Type& function) {
  std::string list;
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    list += fmt::format("prebind_x{}: {}, ", i, rust_type(function.arguments[i]));
  }
  return list;
}

std::string result_type(const Type& function) {
  const std::string value = rust_type(value_of(function));
  return is_fallible(function) ? fmt::format("prebind_std::result::Result<{}, _>", value) : value;
}

std::string depth(const std::string& source) {
  return source.find("prebind_d") == std::string::npos ? "" : "let prebind_d = 0u32; ";
}

/// Statements that leave the arguments in `prebind_o`.
std::string pack_arguments(const Type& function) {
  std::string packing;
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    packing += pack_part(function.arguments[i], fmt::format("prebind_x{}", i));
  }
  if (packing.empty()) return "let prebind_o = __PrebindBytes::new(); ";
  return "let mut prebind_o = __PrebindBytes::with_capacity(64); " + depth(packing) + packing;
}

/// What the closure does when the host's function threw.
std::string failed(const Type& function, const std::string& raise, const std::string& text) {
  if (is_fallible(function)) return "return " + error_of(text) + "; ";
  const auto empty = empty_value(function.arguments[0]);
  if (empty) return fmt::format("{}; return {}; ", raise, *empty);
  return fmt::format(
      "{}; prebind_std::panic!(\"a function of the host threw while a panic unwound, and `{}` has "
      "no empty value\"); ",
      raise, to_string(function.arguments[0]));
}

/// The value in the vector `bytes`: an expression.
std::string answered(const Type& function, std::string_view bytes) {
  const Type& value = value_of(function);
  const bool fallible = is_fallible(function);
  const std::string ok = "prebind_std::result::Result::Ok";
  if (value.kind == TypeKind::unit) return fallible ? ok + "(())" : "()";
  const std::string unpacked = unpack_part(value, Refusal());
  const std::string what = "\"a function of the host returned a value that \"";
  return fmt::format(
      "let prebind_call = (); let prebind_u = || -> prebind_std::result::Result<_, (u32, "
      "&'static prebind_std::primitive::str)> {{ let mut prebind_i = {5}.as_ptr(); "
      "{0}{1}({2}) }}; match prebind_u() {{ {1}(prebind_v) => {3}, "
      "prebind_std::result::Result::Err(prebind_e) => {4} }}",
      depth(unpacked), ok, unpacked, fallible ? ok + "(prebind_v)" : "prebind_v",
      fallible ? error_of(fmt::format("{} + prebind_e.1",
                                      "prebind_std::string::String::from(" + what + ")"))
               : "prebind_std::panic!(\"a function of the host returned a value that {}\", "
                 "prebind_e.1)",
      bytes);
}

/// All that the function takes goes in one piece of memory, and the answer comes in another one.
std::string packed_closure(const Type& type, const std::string& name, const std::string& raise) {
  return fmt::format(
      "{{ let prebind_f = prebind_std::mem::transmute::<*mut u8, unsafe extern \"C\" fn(*mut u8, "
      "*mut __PrebindAnswer, *const u8) -> bool>({0}); let prebind_h = {0}_data; "
      "move |{1}| -> {2} {{ {3}let mut prebind_w = __PrebindAnswer {{ take: prebind_take, bytes: "
      "prebind_std::vec::Vec::new() }}; "
      "if !prebind_f(prebind_h, &mut prebind_w, prebind_o.as_ptr() as *const u8) {{ {4}}} {5} }} "
      "}}",
      name, parameter_list(type), result_type(type), pack_arguments(type),
      failed(type, raise + "()", "prebind_std::string::String::from_utf8_lossy(&prebind_w.bytes)"),
      answered(type, "prebind_w.bytes"));
}

/// A closure around the host's trampoline. Where that says that the function threw, what it threw
/// is the host's; here everything up to the glue is unwound. If that is under way already, it
/// cannot be once more: then the closure returns zero.
std::string plain_closure(const Type& type, const std::string& name, const std::string& raise) {
  std::string parameters, arguments;
  for (std::size_t i = 1; i < type.arguments.size(); ++i) {
    parameters += fmt::format("prebind_x{}: {}, ", i, register_type(type.arguments[i]));
    arguments += fmt::format(", prebind_x{}", i);
  }
  return fmt::format(
      "{{ let prebind_f = prebind_std::mem::transmute::<*mut u8, unsafe extern \"C\" "
      "fn(*mut u8, *mut {1}, {2}) -> bool>({0}); let prebind_d = {0}_data; "
      "move |{3}| -> {1} {{ let mut prebind_r = prebind_std::mem::MaybeUninit::<{1}>::uninit(); "
      "if !prebind_f(prebind_d, prebind_r.as_mut_ptr(){4}) {{ {5}(); "
      "return prebind_std::mem::zeroed(); }} prebind_r.assume_init() }} }}",
      name, callable_result(type), callable_types(type), parameters, arguments, raise);
}

/// What `outcome` is for Rust: the value, or what is to be done for an exception.
std::string answer_of(const Type& function, const std::string& outcome, const std::string& crate) {
  return fmt::format(
      "match {} {{ prebind_std::result::Result::Ok(prebind_w) => {{ let _ = &prebind_w; {} }} "
      "prebind_std::result::Result::Err(prebind_w) => {{ {}}} }}",
      outcome, answered(function, "prebind_w"),
      failed(function, kept_symbol(crate) + "_threw(prebind_w)", "prebind_w"));
}

}  // namespace

std::string kept_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_kept", symbol_text(crate));
}

std::string kept_imports(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {0}(call: *mut u8, data: *mut u8, hold: *mut u8) -> "
      "prebind_std::boxed::Box<dyn prebind_std::ops::Fn(prebind_std::vec::Vec<"
      "prebind_std::mem::MaybeUninit<u8>>) -> prebind_std::result::Result<"
      "prebind_std::vec::Vec<u8>, prebind_std::string::String> + prebind_std::marker::Send + "
      "prebind_std::marker::Sync>; fn {0}_threw(message: prebind_std::string::String); }}\n",
      kept_symbol(crate));
}

std::string call_kept(const Type& function, const std::string& callee, const std::string& crate) {
  return pack_arguments(function) + answer_of(function, callee + "(prebind_o)", crate);
}

std::string later_imports(const std::string& crate) {
  return fmt::format(
      "type __PrebindLater = prebind_std::pin::Pin<prebind_std::boxed::Box<dyn "
      "prebind_std::future::Future<Output = prebind_std::result::Result<prebind_std::vec::Vec<u8>, "
      "prebind_std::string::String>> + prebind_std::marker::Send>>;\n"
      "extern \"Rust\" {{ fn {}_later(call: *mut u8, data: *mut u8, hold: *mut u8) -> ("
      "prebind_std::boxed::Box<__PrebindCalled>, prebind_std::boxed::Box<dyn "
      "prebind_std::ops::Fn(prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>) -> "
      "__PrebindLater + prebind_std::marker::Send + prebind_std::marker::Sync>); }}\n",
      kept_symbol(crate));
}

std::string call_later(const Type& function, const std::string& callee, const std::string& output,
                       const std::string& crate) {
  return fmt::format(
      "{}let prebind_f = {}(prebind_o); "
      "let prebind_a = move |prebind_w: prebind_std::result::Result<prebind_std::vec::Vec<u8>, "
      "prebind_std::string::String>| -> {} {{ {} }}; "
      "prebind_std::boxed::Box::pin(async move {{ prebind_a(prebind_f.await) }})",
      pack_arguments(function), callee, output, answer_of(function, "prebind_w", crate));
}

std::string lift_implementor(const Type& type, const std::string& name) {
  const std::string object = type_reference(type.arguments[0]);
  const std::string boxed =
      fmt::format("<{0}>::__prebind_boxed({1}, {1}_data, {1}_hold)", object, name);
  if (type.name == "&dyn") return fmt::format("let {0} = {1}; let {0} = &*{0}; ", name, boxed);
  if (type.name == "&mut dyn") {
    return fmt::format("let mut {0} = {1}; let {0} = &mut *{0}; ", name, boxed);
  }
  if (type.name == "Box<dyn>") return fmt::format("let {} = {}; ", name, boxed);
  return fmt::format("let {} = prebind_std::{}::<{}>::from({}); ", name,
                     type.name == "Arc<dyn>" ? "sync::Arc" : "rc::Rc", object, boxed);
}

std::string lift_kept(const Type& type, const std::string& name, const std::string& crate) {
  const std::string symbol = kept_symbol(crate);
  const std::string_view holder = type.name.starts_with("Box")   ? "boxed::Box"
                                  : type.name.starts_with("Arc") ? "sync::Arc"
                                                                 : "rc::Rc";
  return fmt::format(
      "let {0} = {{ let prebind_k = {1}({0}, {0}_data, {0}_hold); prebind_std::{2}::new("
      "move |{3}| -> {4} {{ {5} }}) }}; ",
      name, symbol, holder, parameter_list(type), result_type(type),
      call_kept(type, "prebind_k", crate));
}

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

std::string lift_closure(const Type& type, const std::string& name, const std::string& raise) {
  const std::string closure = model::is_packed_call(type) ? packed_closure(type, name, raise)
                                                          : plain_closure(type, name, raise);
  const std::string_view mut = type.passing == Passing::mutable_reference ? "mut " : "";
  return fmt::format("let {1}{0} = {2}; let {0} = &{1}{0}; ", name, mut, closure);
}

}  // namespace prebind::expand
