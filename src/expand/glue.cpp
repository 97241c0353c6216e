#include "expand/glue.h"

#include <fmt/format.h>

#include <algorithm>

#include "abi/layout.h"
#include "expand/carried.h"
#include "expand/cell.h"
#include "expand/closures.h"
#include "expand/complex.h"
#include "expand/convert.h"
#include "expand/futures.h"
#include "expand/lift.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/scope.h"
#include "expand/sequences.h"
#include "expand/support.h"
#include "expand/views.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// The function `prebind_operation` that does what a trait stands for.
std::string_view function_for(model::TraitMethod trait_method) {
  switch (trait_method) {
    case model::TraitMethod::display:
      return templates::kDisplay;
    case model::TraitMethod::equal:
      return templates::kEqual;
    case model::TraitMethod::clone:
      return templates::kClone;
    case model::TraitMethod::hash:
      return templates::kHash;
    case model::TraitMethod::less:
      return templates::kLess;
    case model::TraitMethod::next:
      return templates::kNext;
    case model::TraitMethod::length:  // what follows is called by name
    case model::TraitMethod::read:
    case model::TraitMethod::fill:
    case model::TraitMethod::write:
    case model::TraitMethod::flush:
    case model::TraitMethod::seek:
      break;
  }
  return "";
}

constexpr std::string_view kDisplay =
    "fn prebind_display<T: prebind_std::fmt::Display>() -> fn(&T) -> prebind_std::string::String { "
    "|prebind_e| prebind_std::string::ToString::to_string(prebind_e) }\n";

std::string import_failed(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(kind: u32, message: prebind_std::string::String, value: [u64; 2], "
      "causes: prebind_std::vec::Vec<u8>) -> *mut u8; }}\n",
      failed_symbol(crate));
}

/// An error whose chain has no end is cut off.
std::string causes_source() {
  constexpr int kMost = 100;
  return templates::Causes{.most = std::to_string(kMost)}.text();
}

/// An argument of a glue function: its name there, and the host's for messages.
struct GlueArgument {
  std::string name;
  std::string host_name;
  Type type;
};

/// How glue calls a function of Rust's.
struct Call {
  std::string text;        ///< `path(arguments)`
  std::string parameters;  ///< of the glue function
};

std::vector<GlueArgument> arguments_of(const model::Function& function, const std::string& owner,
                                       bool has_arc) {
  std::vector<GlueArgument> arguments;
  if (function.receiver) {
    const Type type{.kind = TypeKind::named,
                    .is_shared = has_arc,
                    .passing = *function.receiver,
                    .reference = function.owner.value_or(0),
                    .name = owner};
    arguments.push_back({"prebind_self", "self", type});
  }
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    const model::Argument& argument = function.arguments[i];
    arguments.push_back({fmt::format("prebind_a{}", i), argument.name, argument.type});
  }
  return arguments;
}

/// `goes_on`: Rust uses them after the call.
Lifting lift_all(const model::Function& function, const std::vector<GlueArgument>& arguments,
                 const Lowering& lowering, bool goes_on) {
  const std::string& crate = function.crate;
  Lifting lifting(raise_symbol(crate), crate);
  for (const GlueArgument& argument : arguments) {
    lifting.add(goes_on ? kept(argument.type).value_or(argument.type) : argument.type,
                argument.name, Refusal(argument.host_name, refused_symbol(crate), lowering));
  }
  return lifting;
}

/// rustc says so where the struct of an `Arc` is not declared shared.
std::string proofs_of_arcs(const std::vector<const Type*>& types) {
  std::string source;
  for (const Type* type : types) {
    if (type->is_shared && !type->is_dyn) {
      source += fmt::format(
          "const _: () = prebind_std::assert!(<{}>::__PREBIND_SHARED, \"`Arc<{}>` cannot cross to "
          "the host: write `#[julia(shared)]` on the struct\");\n",
          type_reference(*type), type->name);
    }
    std::vector<const Type*> parts;
    for (const Type& part : type->arguments) parts.push_back(&part);
    source += proofs_of_arcs(parts);
  }
  return source;
}

/// The result has a name: it is gone before what it may borrow from.
std::string lowered(const Lowering& lowering, const std::string& value) {
  return fmt::format("let prebind_value = {}; {}", value, lowering.expression("prebind_value"));
}

bool returns_error(const Type& type) {
  return type.kind == TypeKind::result;
}

bool has_causes(const Type& type) {
  return returns_error(type) && !model::is_scalar(type.arguments[1].kind);
}

/// The call of a function that returns its receiver, as `()`. What it returns could be another
/// object of the type, which a host cannot hold.
std::string without_receiver(const model::Function& function, const std::string& owner,
                             const std::string& call) {
  const std::string check = fmt::format(
      "prebind_std::assert!(prebind_std::ptr::eq(prebind_r, prebind_of), \"`{}::{}` returned "
      "another object than the one it was called on: a host cannot hold a Rust reference\")",
      owner, function.name);
  const std::string checked =
      returns_error(function.returns)
          ? fmt::format("prebind_std::result::Result::map({}, |prebind_r| {})", call, check)
          : fmt::format("let prebind_r = {}; {}", call, check);
  return fmt::format("{{ let prebind_of: *const _ = &*prebind_self; {} }}", checked);
}

/// A copy of what the expression refers to. A named type need not be `Clone`: what can be copied
/// has a function for it.
std::string copied(const Type& type, const std::string& reference) {
  const bool is_option = type.kind == TypeKind::option;
  const Type& named = is_option ? type.arguments[0] : type;
  if (named.kind != TypeKind::named) {
    return fmt::format("prebind_std::clone::Clone::clone({})", reference);
  }
  const std::string copy = fmt::format("<__PrebindT{}>::__prebind_copy", named.reference);
  if (is_option) return fmt::format("{}.as_ref().map(|prebind_v| {}(prebind_v))", reference, copy);
  return fmt::format("{}({})", copy, reference);
}

bool is_rusts(const model::Argument& argument) {
  return model::is_evaluated(argument.otherwise);
}

/// The call, with what Rust evaluates for arguments that the host left out. Closures, since what an
/// expression borrows from itself (`&Config::new()`) has to live until the end of the call.
std::string with_defaults(const model::Function& function, const std::vector<TokenRange>& defaults,
                          std::string call) {
  for (std::size_t i = function.arguments.size(); i-- > 0;) {
    if (!is_rusts(function.arguments[i])) continue;
    call = fmt::format(
        "let prebind_k{0} = |prebind_a{0}| {{ {1} }}; match prebind_a{0} {{ "
        "prebind_std::option::Option::Some(prebind_v) => prebind_k{0}(prebind_v), "
        "prebind_std::option::Option::None => prebind_k{0}({2}) }}",
        i, call, original(defaults.at(i)));
  }
  return call;
}

/// A function that nobody calls. Glue is unsafe code, and what a crate's author writes as a default
/// is not; so rustc looks at that here.
std::string check_of_defaults(const model::Function& function,
                              const std::vector<TokenRange>& defaults, const std::string& path) {
  if (std::none_of(function.arguments.begin(), function.arguments.end(), is_rusts)) return "";
  std::string values = function.receiver ? "prebind_any(), " : "";
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    values += (is_rusts(function.arguments[i]) ? original(defaults.at(i)) : "prebind_any()") + ", ";
  }
  return fmt::format(
      "fn prebind_any<T>() -> T {{ loop {{}} }}\n"
      "{}fn _prebind_defaults() {{ let _ = {}({}); }}\n",
      function.is_unsafe ? "unsafe " : "", path, values);
}

}  // namespace

std::string import_refused(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(kind: u32, argument: &'static prebind_std::primitive::str, "
      "reason: &'static prebind_std::primitive::str) -> *mut u8; }}\n",
      refused_symbol(crate));
}

std::string crate_glue(const model::Crate& crate) {
  return scope({}, support_source(crate)) +
         scope({}, record(crate.initialize, crate, GlueContext{.place = kAttributePlace}));
}

std::string handle_glue(const model::NamedType& named, bool is_shared, const GlueContext& context,
                        Runners& runners) {
  const Type unit;
  const Lowering lowering(unit, std::nullopt, failed_symbol(named.crate));
  const Refusal refused("self", refused_symbol(named.crate), lowering);
  const bool refers = context.references.size() > 1;  // an instance, to its arguments
  std::string body = type_definitions(context) + cell_source(is_shared);
  if (refers) body += kFallback;
  body += fmt::format(
      "impl __PrebindT0 {{ #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *{}; {} }}\n",
      byte_string(named.id), handle_items(is_shared));
  if (is_shared) {
    // Whoever has an `Arc` may use and drop it on any thread.
    body += fmt::format(
        "fn prebind_shared<T: prebind_std::marker::Send + prebind_std::marker::Sync>() {{}}\n"
        "const _: fn() = {}::<__PrebindT0>;\n",
        spanned(context.place, "prebind_shared"));
  }
  body += import_refused(named.crate);
  body += runners.glue_function(
      named.release, named.crate, "prebind_p: *mut u8", lowering,
      fmt::format("if !__prebind_release::<__PrebindT0>(prebind_p) {{ return {} }} "
                  "prebind_std::ptr::null_mut()",
                  refused.by("__PrebindT0", "prebind_p")));
  GlueContext own = context;
  if (!refers) own.references.clear();
  return scope(context, body + record(named.release, named, own));
}

std::string field_glue(const model::Field& field, const std::string& rust_name,
                       const GlueContext& context, Runners& runners) {
  const Type unit;
  const std::string failed = failed_symbol(field.crate);
  const std::string refused = refused_symbol(field.crate);
  const Lowering get(field.type, std::nullopt, failed);
  const Lowering set(unit, std::nullopt, failed);
  Type owner{.kind = TypeKind::named, .passing = Passing::reference};
  std::string body = type_definitions(context);
  body += import_refused(field.crate);
  body += get.definition() + get.helpers();
  if (context.references.size() > 1) body += kFallback;
  body += complex_proofs({&field.type});
  Lifting getting;
  getting.add(owner, "prebind_self", Refusal("self", refused, get));
  const std::string value = copied(field.type, fmt::format("(&prebind_self.{})", rust_name));
  body += runners.glue_function(field.getter, field.crate, "prebind_self: *mut u8", get,
                                getting.statements() + lowered(get, value));
  if (!field.setter.empty()) {
    owner.passing = Passing::mutable_reference;
    Lifting setting;
    setting.add(field.type, "prebind_a0", Refusal(field.name, refused, set));
    setting.add(owner, "prebind_self", Refusal("self", refused, set));
    body += setting.definitions();
    body += runners.glue_function(
        field.setter, field.crate, "prebind_self: *mut u8" + parameters(field.type, "prebind_a0"),
        set,
        fmt::format("{}prebind_self.{} = prebind_a0; prebind_std::ptr::null_mut()",
                    setting.statements(), rust_name));
  }
  return scope(context, body + record(field.getter, field, context));
}

namespace {

/// An argument of the call.
std::string passed(const std::string& name, const Passed& how) {
  if (how.iterates) {
    return fmt::format("{}prebind_std::iter::IntoIterator::into_iter({})",
                       model::prefix_of(how.lent), name);
  }
  if (how.lent == Passing::value) return name;
  return fmt::format("{}{{ {} }}", model::prefix_of(how.lent), name);
}

/// The functions that start a future and that take what it came to.
std::string future_glue(const model::Function& function, const std::vector<GlueArgument>& arguments,
                        const Lowering& lowering, const Lifting& lifting, const Call& call,
                        const GlueContext& context, Runners& runners) {
  FutureCall future{function, context.runtime, lowering, lifting, "", "", call.text};
  for (const GlueArgument& argument : arguments) {
    future.kept_arguments += borrow_again(argument.type, argument.name);
    future.shared += sharing(argument.type);
  }
  if (context.sequence != nullptr) {
    future.call = sequence_start({function, *context.sequence, context, lowering, lifting,
                                  future.kept_arguments, "", call.text});
    future.is_bound_in_call = true;
  }
  return future_definitions(future, runners) +
         runners.glue_function(function.symbol, function.crate, call.parameters, lowering,
                               future_start(future)) +
         runners.glue_function(function.symbol + "_finish", function.crate, "prebind_h: *mut u8",
                               lowering, future_finish(future));
}

/// The function that makes an iterator.
std::string sequence_glue(const model::Function& function,
                          const std::vector<GlueArgument>& arguments, const Lowering& lowering,
                          const Lifting& lifting, const Call& call, const GlueContext& context,
                          Runners& runners) {
  SequenceCall own{function, *context.sequence, context, lowering, lifting, "", "", call.text};
  for (const GlueArgument& argument : arguments) {
    own.kept_arguments += borrow_again(argument.type, argument.name);
    own.shared += sharing(argument.type);
  }
  return runners.glue_function(function.symbol, function.crate, call.parameters, lowering,
                               sequence_start(own));
}

}  // namespace

std::string function_glue(const model::Function& function, const std::string& owner,
                          const std::string& path, std::optional<TokenRange> error,
                          const GlueContext& context, Runners& runners) {
  const Lowering lowering(function.returns, error, failed_symbol(function.crate));
  const std::vector<GlueArgument> arguments = arguments_of(function, owner, context.has_arc);
  bool refuses = false;
  bool calls_back = false;
  bool keeps = false;
  std::string all_parameters;
  std::string call;
  const std::size_t receivers = function.receiver ? 1 : 0;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const GlueArgument& argument = arguments[i];
    const std::size_t number = i - receivers;
    const bool is_whole = i < receivers || number >= context.passed.size();
    all_parameters += parameters(argument.type, argument.name);
    refuses = refuses || abi::can_refuse(argument.type);
    calls_back = calls_back || model::is_closure(argument.type);
    keeps = keeps || (model::is_kept(argument.type) && !model::is_implementor(argument.type));
    call += call.empty() ? "" : ", ";
    const std::string value = in_cows(argument.type, argument.name);
    call += is_whole ? value : passed(value, context.passed[number]);
  }
  if (!all_parameters.empty()) all_parameters.erase(0, 2);  // ", "
  const bool goes_on = context.sequence != nullptr || !function.futures.empty();
  const Lifting lifting = lift_all(function, arguments, lowering, goes_on);
  const std::string lifted = lifting.statements();

  std::string body;
  if (context.sequence == nullptr && !context.has_types) {
    body += type_definitions(context);
    if (!context.references.empty()) body += kFallback;
  }
  std::vector<const Type*> types = {&function.returns};
  for (const GlueArgument& argument : arguments) types.push_back(&argument.type);
  body += complex_proofs(types) + proofs_of_arcs(types);
  if (function.trait_method) body += function_for(*function.trait_method);
  body += context.operation + check_of_defaults(function, context.defaults, path);
  const Type none;
  const Type& yielded = context.sequence != nullptr && context.sequence->next
                            ? context.sequence->next->returns
                            : none;
  if (returns_error(function.returns) || returns_error(yielded)) {
    body += std::string(kDisplay) + import_failed(function.crate);
    if (has_causes(function.returns) || has_causes(yielded)) body += causes_source();
  }
  if (refuses) body += import_refused(function.crate);
  if (keeps) {
    runners.add_kept(function.crate);
    body += kept_imports(function.crate);
  }
  if (calls_back) {
    body += fmt::format("extern \"Rust\" {{ fn {}(); }}\n", raise_symbol(function.crate));
  }
  const std::string helpers = lowering.helpers();
  body += lowering.definition() + helpers + lifting.definitions(helpers);
  const Call whole{path + "(" + call + ")", all_parameters};
  if (!function.futures.empty()) {
    body += future_glue(function, arguments, lowering, lifting, whole, context, runners);
    if (context.sequence == nullptr) {
      return scope(context, body + record(function.symbol, function, context));
    }
  } else if (context.sequence != nullptr) {
    body += sequence_glue(function, arguments, lowering, lifting, whole, context, runners);
  }
  if (context.sequence != nullptr) {
    return scope(context, sequence_definitions(*context.sequence, context, runners) +
                              sequence_methods(*context.sequence, context, runners) +
                              scope(context, body + record(function.symbol, function, context)));
  }
  if (model::view_in(function.returns) != nullptr) {
    const std::string all = with_defaults(function, context.defaults, path + "(" + call + ")");
    const Lifting self = lift_all(function, {arguments[0]}, lowering, false);
    const Lifting others =
        lift_all(function, {arguments.begin() + 1, arguments.end()}, lowering, false);
    body += runners.glue_function(function.symbol, function.crate, all_parameters, lowering,
                                  view_body(function, lowering, self, others, all));
    return scope(context, body + record(function.symbol, function, context));
  }
  // A function of another ABI is no `fn` of Rust's.
  const bool is_plain = !context.has_abi && lifted.empty() && !lowering.plain_type().empty() &&
                        std::ranges::none_of(context.passed, [](const Passed& how) {
                          return how.iterates || how.lent != Passing::value;
                        });
  std::string called = fmt::format("{}({})", path, call);
  if (function.returns_receiver) called = without_receiver(function, owner, called);
  body += is_plain
              ? runners.plain_glue_function(function.symbol, function.crate, all_parameters,
                                            lowering, path)
              : runners.glue_function(
                    function.symbol, function.crate, all_parameters, lowering,
                    lifted + with_defaults(function, context.defaults, lowered(lowering, called)));
  return scope(context, body + record(function.symbol, function, context));
}

std::string operation_glue(const model::Function& function, const std::string& owner,
                           const GlueContext& context, Runners& runners,
                           std::optional<TokenRange> error) {
  const std::string path = spanned(context.place, "prebind_operation");
  return function_glue(function, owner, path, error, context, runners);
}

}  // namespace prebind::expand
