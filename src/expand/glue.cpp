#include "expand/glue.h"

#include <fmt/format.h>

#include "expand/block.h"
#include "expand/cell.h"
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

std::string import_failed(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(kind: u32, message: prebind_std::string::String, value: [u64; 2]) "
      "-> "
      "*mut u8; }}\n",
      failed_symbol(crate));
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
    lifted +=
        lift(argument.type, argument.name,
             Refusal(argument.host_name, failed_symbol(crate), lowering), raise_symbol(crate));
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

std::string object_glue(const model::Object& object, const GlueContext& context, Runners& runners) {
  const Type unit;
  const Lowering lowering(unit, std::nullopt, failed_symbol(object.crate));
  const Refusal refused("self", failed_symbol(object.crate), lowering);
  std::string body = type_definitions(context) + cell_source();
  body += fmt::format(
      "impl __PrebindT0 {{ #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *{}; {} }}\n",
      byte_string(object.id), kObjectItems);
  body += import_failed(object.crate);
  body += runners.glue_function(
      object.release, object.crate, "prebind_p: *mut u8", lowering,
      fmt::format("if !__prebind_release::<__PrebindT0>(prebind_p) {{ return {} }} "
                  "prebind_std::ptr::null_mut()",
                  refused.by("__PrebindT0")));
  GlueContext own = context;
  own.references.clear();  // it refers to nobody
  return block(context, body + record(object.release, object, own));
}

std::string field_glue(const model::Field& field, const std::string& rust_name,
                       const GlueContext& context, Runners& runners) {
  const Type unit;
  const std::string failed = failed_symbol(field.crate);
  const Lowering get(field.type, std::nullopt, failed);
  const Lowering set(unit, std::nullopt, failed);
  Type owner{.kind = TypeKind::object, .passing = Passing::reference};
  const auto borrowed = [&](const Lowering& lowering) {
    return take(owner, "prebind_self") +
           lift(owner, "prebind_self", Refusal("self", failed, lowering), "");
  };
  std::string body = type_definitions(context);
  body += import_failed(field.crate);
  body += get.definition();
  if (context.references.size() > 1) body += kFallback;
  const std::string value = copied(field.type, fmt::format("(&prebind_self.{})", rust_name));
  body += runners.glue_function(field.getter, field.crate, "prebind_self: *mut u8", get,
                                borrowed(get) + get.expression(value));
  if (!field.setter.empty()) {
    owner.passing = Passing::mutable_reference;
    const std::string lifted =
        take(field.type, "prebind_a0") +
        lift(field.type, "prebind_a0", Refusal(field.name, failed, set), raise_symbol(field.crate));
    body += runners.glue_function(
        field.setter, field.crate, "prebind_self: *mut u8" + parameters(field.type, "prebind_a0"),
        set,
        fmt::format("{}{}prebind_self.{} = prebind_a0; prebind_std::ptr::null_mut()", lifted,
                    borrowed(set), rust_name));
  }
  return block(context, body + record(field.getter, field, context));
}

std::string function_glue(const model::Function& function, const std::string& owner,
                          const std::string& path, std::optional<TokenRange> error,
                          const GlueContext& context, Runners& runners) {
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
  if (fails) body += import_failed(function.crate);
  if (calls_back) {
    body += fmt::format("extern \"Rust\" {{ fn {}(); }}\n", raise_symbol(function.crate));
  }
  body += lowering.definition();
  // A function of another ABI is no `fn` of Rust's.
  const bool is_plain = !context.has_abi && lifted.empty() && !lowering.plain_type().empty();
  body += is_plain ? runners.plain_glue_function(function.symbol, function.crate, all_parameters,
                                                 lowering, path)
                   : runners.glue_function(
                         function.symbol, function.crate, all_parameters, lowering,
                         lifted + lowering.expression(fmt::format("{}({})", path, call)));
  return block(context, body + record(function.symbol, function, context));
}

std::string operation_glue(const model::Function& function, const std::string& owner,
                           const GlueContext& context, Runners& runners) {
  // With the span of the trait's name, so that rustc shows there what is not implemented.
  const std::string path = spanned(context.place, path_of(*function.operation));
  return function_glue(function, owner, path, std::nullopt, context, runners);
}

}  // namespace prebind::expand
