#include "expand/trait_glue.h"

#include <fmt/format.h>

#include <algorithm>

#include "abi/failure.h"
#include "expand/cell.h"
#include "expand/closures.h"
#include "expand/convert.h"
#include "expand/glue.h"
#include "expand/lift.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/support.h"
#include "expand/symbols.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

std::string trait_name(const DefinedTraitSyntax& item) {
  return original({item.place, item.place});
}

std::string original_if(const std::optional<TokenRange>& range) {
  return range ? original(*range) + " " : "";
}

/// `fn get(&self, prebind_x2: &str) -> Option<String>`, under this name. The first of what a host's
/// function takes is its number.
std::string signature_of(const TraitMemberSyntax& method, const std::string& name,
                         bool is_mutable) {
  std::string parameters =
      fmt::format("&{}{}self", original_if(method.lifetime), is_mutable ? "mut " : "");
  for (std::size_t i = 0; i < method.function.arguments.size(); ++i) {
    parameters +=
        fmt::format(", prebind_x{}: {}", i + 2, original(method.function.arguments[i].type.range));
  }
  const bool is_unit = method.told.arguments[0].kind == TypeKind::unit;
  std::string returns = is_unit ? "" : " -> " + original(method.function.returns.range);
  if (method.function.future) returns = " -> " + original(*method.function.future);
  return fmt::format("fn {}{}({}){} {}", name, original_if(method.generics), parameters, returns,
                     original_if(method.where));
}

std::string arguments_of(const TraitMemberSyntax& method) {
  std::string arguments;
  for (std::size_t i = 0; i < method.function.arguments.size(); ++i) {
    arguments += fmt::format("prebind_x{}, ", i + 2);
  }
  return arguments;
}

bool is_mutable(const TraitMemberSyntax& method) {
  return method.function.receiver == Passing::mutable_reference;
}

/// Calls Rust's method in a copy of the host's object that has it from Rust.
std::string provided_method(const DefinedTraitSyntax& item, std::size_t number) {
  const TraitMemberSyntax& method = item.methods[number];
  const std::string made =
      fmt::format("let mut prebind_h = __PrebindWithout{}(self.clone())", number);
  const std::string call =
      fmt::format("<__PrebindWithout{} as {}>::{}(&mut prebind_h, {})", number, trait_name(item),
                  method.function.name, arguments_of(method));
  // The future refers to the copy.
  return method.function.future
             ? fmt::format("return prebind_std::boxed::Box::pin(async move {{ {}; {}.await }});",
                           made, call)
             : fmt::format("{}; return {};", made, call);
}

/// Calls the host's method, or Rust's if the host has none.
std::string host_method(const DefinedTraitSyntax& item, std::size_t number,
                        const std::string& crate) {
  const TraitMemberSyntax& method = item.methods[number];
  Type told = method.told;
  told.arguments.insert(told.arguments.begin() + 1, Type{.kind = TypeKind::u32});
  std::string otherwise;
  if (method.is_provided) {
    otherwise = fmt::format("if self.provided & (1u64 << {}) == 0 {{ {} }} ", number,
                            provided_method(item, number));
  }
  const std::string output =
      told.arguments[0].kind == TypeKind::unit ? "()" : original(method.function.returns.range);
  return fmt::format("{} {{ {}unsafe {{ let prebind_x1 = {}u32; {} }} }}\n",
                     signature_of(method, fmt::format("prebind_m{}", number), false), otherwise,
                     number,
                     method.function.future ? call_later(told, "(self.later)", output, crate)
                                            : call_kept(told, "(self.call)", crate));
}

bool has_future(const DefinedTraitSyntax& item) {
  return std::ranges::any_of(item.methods, [](const TraitMemberSyntax& method) {
    return method.function.future.has_value();
  });
}

/// The trait for a type that holds a host's object in `holder`, but for the method `without`, which
/// Rust provides.
std::string implementation(const DefinedTraitSyntax& item, const std::string& type,
                           const std::string& holder, std::size_t without) {
  std::string methods;
  for (std::size_t i = 0; i < item.methods.size(); ++i) {
    const TraitMemberSyntax& method = item.methods[i];
    if (i == without) continue;
    methods += fmt::format("{} {{ {}.prebind_m{}({}) }}\n",
                           signature_of(method, method.function.name, is_mutable(method)), holder,
                           i, arguments_of(method));
  }
  const std::string debug = fmt::format(
      "impl prebind_std::fmt::Debug for {} {{ fn fmt(&self, prebind_f: &mut "
      "prebind_std::fmt::Formatter<'_>) -> prebind_std::fmt::Result {{ "
      "prebind_f.write_str(\"{} of the host\") }} }}\n",
      type, plain_name(item.name));
  return fmt::format("{}impl {} for {} {{ {} }}\n", item.needs_debug ? debug : "", trait_name(item),
                     type, methods);
}

constexpr std::string_view kFieldLater =
    "later: prebind_std::sync::Arc<dyn prebind_std::ops::Fn(prebind_std::vec::Vec<"
    "prebind_std::mem::MaybeUninit<u8>>) -> __PrebindLater + prebind_std::marker::Send + "
    "prebind_std::marker::Sync>,";
constexpr std::string_view kCloneLater = "later: prebind_std::sync::Arc::clone(&self.later),";

/// What a host's object is to Rust.
std::string host_source(const model::NamedType& named, const DefinedTraitSyntax& item) {
  std::string methods, types;
  bool has_provided = false;
  for (std::size_t i = 0; i < item.methods.size(); ++i) {
    methods += host_method(item, i, named.crate);
    if (!item.methods[i].is_provided) continue;
    has_provided = true;
    const std::string type = fmt::format("__PrebindWithout{}", i);
    types +=
        fmt::format("struct {}(__PrebindHost);\n", type) + implementation(item, type, "self.0", i);
  }
  const std::string kept = kept_symbol(named.crate);
  const bool waits = has_future(item);
  return templates::TraitHost{.clone = waits ? kCloneLater : std::string_view(),
                              .field = waits ? kFieldLater : std::string_view(),
                              .made = waits ? fmt::format("let (call, later) = {}_later(call, "
                                                          "data, hold); let later = "
                                                          "prebind_std::sync::Arc::from(later)",
                                                          kept)
                                            : fmt::format("let call = {}(call, data, hold)", kept),
                              .methods = methods,
                              .own = waits ? "later, " : "",
                              .provided = has_provided ? "prebind_provided(&call)" : "0"}
             .text() +
         std::string(has_provided ? templates::kTraitProvided : std::string_view()) + types +
         implementation(item, "__PrebindHost", "self", item.methods.size());
}

}  // namespace

std::string trait_glue(const model::NamedType& named, const DefinedTraitSyntax& item,
                       const GlueContext& context, Runners& runners) {
  const Type unit;
  const Lowering lowering(unit, std::nullopt, failed_symbol(named.crate));
  const Refusal refused("self", refused_symbol(named.crate), lowering);
  const std::string object = "dyn " + trait_name(item);
  const std::string host = host_source(named, item);
  runners.add_kept(named.crate);
  std::string body = type_definitions(context) + std::string(kFallback) + cell_source(false) +
                     fmt::format("impl __PrebindObject {{ {} }}\n", handle_items(false));
  body += templates::TraitObject{.borrowed = std::to_string(abi::number_of(abi::Failure::borrowed)),
                                 .object = object}
              .text();
  for (const char* sent : {"", " + prebind_std::marker::Send"}) {
    for (const char* shared : {"", " + prebind_std::marker::Sync"}) {
      body +=
          templates::TraitDyn{.id = byte_string(named.id), .object = object + sent + shared}.text();
    }
  }
  body += kept_imports(named.crate) + (has_future(item) ? later_imports(named.crate) : "") +
          lift_helpers(host, "") + host + import_refused(named.crate);
  body += runners.glue_function(
      named.release, named.crate, "prebind_p: *mut u8", lowering,
      fmt::format("if !__prebind_release::<__PrebindObject>(prebind_p) {{ return {} }} "
                  "prebind_std::ptr::null_mut()",
                  refused.by("__PrebindObject", "prebind_p")));
  GlueContext own = context;
  own.references.clear();  // it refers to nobody
  return scope(context, body + record(named.release, named, own));
}

}  // namespace prebind::expand
