#include "expand/glue.h"

#include <fmt/format.h>

#include "expand/block.h"
#include "expand/convert.h"
#include "expand/operations.h"
#include "expand/support.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// `DefaultHasher::new` has the same keys in every process.
constexpr std::string_view kHash =
    "fn prebind_hash<T: prebind_std::hash::Hash>(prebind_v: &T) -> u64 { "
    "let mut prebind_h = prebind_std::collections::hash_map::DefaultHasher::new(); "
    "prebind_std::hash::Hash::hash(prebind_v, &mut prebind_h); "
    "prebind_std::hash::Hasher::finish(&prebind_h) }\n";

std::string_view path_of(model::Operation operation) {
  switch (operation) {
    case model::Operation::display:
      return "prebind_std::string::ToString::to_string";
    case model::Operation::equal:
      return "prebind_std::cmp::PartialEq::eq";
    case model::Operation::clone:
      return "prebind_std::clone::Clone::clone";
    case model::Operation::hash:
      return "prebind_hash";
    case model::Operation::less:
      return "prebind_std::cmp::PartialOrd::lt";
    case model::Operation::next:
      break;
  }
  return "prebind_std::iter::Iterator::next";
}

constexpr std::string_view kDisplay =
    "fn prebind_display<T: prebind_std::fmt::Display>() -> fn(&T) -> prebind_std::string::String { "
    "|prebind_e| prebind_std::string::ToString::to_string(prebind_e) }\n";

std::string import_panicked(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(payload: prebind_std::boxed::Box<dyn prebind_std::any::Any + "
      "prebind_std::marker::Send>) -> *mut u8; }}\n",
      panicked_symbol(crate));
}

std::string import_failed(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(kind: u32, message: prebind_std::string::String, value: [u64; 2]) "
      "-> "
      "*mut u8; }}\n",
      failed_symbol(crate));
}

/// A glue function; `body` is an expression of the return type.
std::string glue_function(const std::string& symbol, const std::string& crate,
                          const std::string& parameters, const Lowering& lowering,
                          const std::string& body) {
  return fmt::format(
      "#[no_mangle] pub unsafe extern \"C\" fn {}({}) -> {} {{ "
      "match prebind_std::panic::catch_unwind(prebind_std::panic::AssertUnwindSafe(move || unsafe "
      "{{ {} }})) {{ "
      "prebind_std::result::Result::Ok(prebind_r) => prebind_r, "
      "prebind_std::result::Result::Err(prebind_p) => {} }} }}\n",
      symbol, parameters, lowering.type_name(), body,
      lowering.only_status(fmt::format("{}(prebind_p)", panicked_symbol(crate))));
}

Refusal refused(const std::string& crate, const Lowering& lowering, const std::string& argument) {
  return [&crate, &lowering, &argument](std::string_view what) {
    return lowering.only_status(
        fmt::format("{}(3, prebind_std::string::String::from(\"argument `{}` {}\"), [0; 2])",
                    failed_symbol(crate), argument, what));
  };
}

/// An argument of a glue function: its name there, and the host's for messages.
struct GlueArgument {
  std::string name;
  std::string host_name;
  Type type;
};

std::vector<GlueArgument> arguments_of(const model::Function& function, const std::string& owner) {
  std::vector<GlueArgument> arguments;
  if (function.receiver) {
    const Type type{.kind = TypeKind::object, .passing = *function.receiver, .name = owner};
    arguments.push_back({"prebind_self", "self", type});
  }
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    const model::Argument& argument = function.arguments[i];
    arguments.push_back({fmt::format("prebind_a{}", i), argument.name, argument.type});
  }
  return arguments;
}

/// What is owned comes first: it has to be taken even if another argument is refused.
std::string lift_all(const std::string& crate, const std::vector<GlueArgument>& arguments,
                     const Lowering& lowering) {
  std::string taken;
  std::string lifted;
  for (const GlueArgument& argument : arguments) {
    taken += take(argument.type, argument.name);
    lifted += lift(argument.type, argument.name, refused(crate, lowering, argument.host_name),
                   raise_symbol(crate));
  }
  return taken + lifted;
}

bool returns_error(const Type& type) {
  return type.kind == TypeKind::result;
}

/// A copy of what the expression refers to. A named type need not be `Clone`: what can be copied
/// has a function for it.
std::string copied(const Type& type, const std::string& reference) {
  const bool is_option = type.kind == TypeKind::option;
  const Type& named = is_option ? type.arguments[0] : type;
  if (named.kind != TypeKind::object) {
    return fmt::format("prebind_std::clone::Clone::clone({})", reference);
  }
  const std::string copy = fmt::format("<__PrebindT{}>::__prebind_copy", named.reference);
  if (is_option) return fmt::format("{}.as_ref().map(|prebind_v| {}(prebind_v))", reference, copy);
  return fmt::format("{}({})", copy, reference);
}

}  // namespace

std::string crate_glue(const model::Crate& crate) {
  return block({}, support_source(crate)) +
         block({}, record(crate.initialize, crate, GlueContext{.place = kAttributePlace}));
}

std::string object_glue(const model::Object& object, const GlueContext& context) {
  const Type unit;
  const Lowering lowering(unit, std::nullopt, failed_symbol(object.crate));
  std::string body = type_definitions(context);
  body += fmt::format(
      "impl __PrebindT0 {{ #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *{}; "
      "#[doc(hidden)] pub const __PREBIND_WORDS: usize = 1; "
      "#[doc(hidden)] #[inline] pub unsafe fn __prebind_ref<'prebind>(prebind_p: *mut u8) -> "
      "prebind_std::option::Option<&'prebind Self> "
      "{{ prebind_std::option::Option::Some(&*(prebind_p as *const Self)) }} "
      "#[doc(hidden)] #[inline] pub unsafe fn __prebind_mut<'prebind>(prebind_p: *mut u8) -> "
      "prebind_std::option::Option<&'prebind mut Self> "
      "{{ prebind_std::option::Option::Some(&mut *(prebind_p as *mut Self)) }} "
      "#[doc(hidden)] #[inline] pub unsafe fn __prebind_take(prebind_p: *mut u8) -> "
      "prebind_std::option::Option<Self> "
      "{{ prebind_std::option::Option::Some(*prebind_std::boxed::Box::from_raw(prebind_p as *mut "
      "Self)) }} "
      "#[doc(hidden)] #[inline] pub fn __prebind_give(self) -> "
      "[prebind_std::mem::MaybeUninit<u64>; 1] "
      "{{ [prebind_std::mem::MaybeUninit::new(prebind_std::boxed::Box::into_raw("
      "prebind_std::boxed::Box::new(self)) as usize as u64)] }} "
      "#[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] "
      "{{ [prebind_std::boxed::Box::into_raw(prebind_std::boxed::Box::new(self)) as usize as u64, "
      "0] }} }}\n",
      byte_string(object.id));
  body += import_panicked(object.crate);
  body += glue_function(object.release, object.crate, "prebind_p: *mut u8", lowering,
                        "prebind_std::mem::drop(prebind_std::boxed::Box::from_raw(prebind_p as "
                        "*mut __PrebindT0)); "
                        "prebind_std::ptr::null_mut()");
  GlueContext own = context;
  own.references.clear();  // it refers to nobody
  return block(context, body + record(object.release, object, own));
}

std::string field_glue(const model::Field& field, const std::string& rust_name,
                       const GlueContext& context) {
  const Type unit;
  const Lowering get(field.type, std::nullopt, failed_symbol(field.crate));
  const Lowering set(unit, std::nullopt, failed_symbol(field.crate));
  std::string body = type_definitions(context);
  body += import_panicked(field.crate);
  body += get.definition();
  if (context.references.size() > 1) body += kFallback;
  const std::string value =
      copied(field.type, fmt::format("(&(*(prebind_p as *const __PrebindT0)).{})", rust_name));
  body +=
      glue_function(field.getter, field.crate, "prebind_p: *mut u8", get, get.expression(value));
  if (!field.setter.empty()) {
    if (can_refuse(field.type)) body += import_failed(field.crate);
    const std::string lifted = take(field.type, "prebind_a0") +
                               lift(field.type, "prebind_a0", refused(field.crate, set, field.name),
                                    raise_symbol(field.crate));
    body += glue_function(field.setter, field.crate,
                          "prebind_p: *mut u8" + parameters(field.type, "prebind_a0"), set,
                          fmt::format("{}(*(prebind_p as *mut __PrebindT0)).{} = prebind_a0; "
                                      "prebind_std::ptr::null_mut()",
                                      lifted, rust_name));
  }
  return block(context, body + record(field.getter, field, context));
}

std::string function_glue(const model::Function& function, const std::string& owner,
                          const std::string& path, std::optional<TokenRange> error,
                          const GlueContext& context) {
  const Lowering lowering(function.returns, error, failed_symbol(function.crate));
  const std::vector<GlueArgument> arguments = arguments_of(function, owner);
  bool fails = returns_error(function.returns);
  bool calls_back = false;
  std::string all_parameters;
  std::string call;
  for (const GlueArgument& argument : arguments) {
    all_parameters += parameters(argument.type, argument.name);
    fails = fails || can_refuse(argument.type);
    calls_back = calls_back || is_closure(argument.type);
    call += call.empty() ? argument.name : ", " + argument.name;
  }
  if (!all_parameters.empty()) all_parameters.erase(0, 2);  // ", "
  const std::string lifted = lift_all(function.crate, arguments, lowering);

  std::string body = type_definitions(context);
  if (!context.references.empty()) body += kFallback;
  if (function.operation == model::Operation::hash) body += kHash;
  if (returns_error(function.returns)) body += kDisplay;
  body += import_panicked(function.crate);
  if (fails) body += import_failed(function.crate);
  if (calls_back) {
    body += fmt::format("extern \"Rust\" {{ fn {}(); }}\n", raise_symbol(function.crate));
  }
  body += lowering.definition();
  body += glue_function(function.symbol, function.crate, all_parameters, lowering,
                        lifted + lowering.expression(fmt::format("{}({})", path, call)));
  return block(context, body + record(function.symbol, function, context));
}

std::string operation_glue(const model::Function& function, const std::string& owner,
                           const GlueContext& context) {
  // With the span of the trait's name, so that rustc shows there what is not implemented.
  const std::string path = spanned(context.place, path_of(*function.operation));
  return function_glue(function, owner, path, std::nullopt, context);
}

}  // namespace prebind::expand
