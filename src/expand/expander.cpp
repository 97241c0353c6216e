#include "expand/expander.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "expand/definition_glue.h"
#include "expand/form_glue.h"
#include "expand/futures.h"
#include "expand/support.h"
#include "expand/symbols.h"
#include "expand/tagged_glue.h"
#include "expand/trait_glue.h"
#include "expand/type_words.h"
#include "model/describe.h"
#include "util/sha256.h"

namespace prebind::expand {

namespace {

/// `norm`, of an instance `norm::<f32>`.
std::string path_to(const FunctionSyntax& function) {
  if (function.instance.empty()) return function.name;
  return fmt::format("{}::<{}>", function.name, fmt::join(function.instance, ", "));
}

/// What `host_logger!()` makes.
constexpr std::string_view kLogger = "prebind_host_logger";
constexpr std::string_view kLoggerCalls = "prebind_host_logger_calls";

/// What Rust evaluates for each argument, if it does.
std::vector<TokenRange> defaults_of(const FunctionSyntax& function) {
  std::vector<TokenRange> defaults;
  for (const ArgumentSyntax& each : function.arguments) defaults.push_back(each.expression);
  return defaults;
}

/// How Rust takes each argument, where it does not take the host's type itself.
std::vector<Passed> passed_to(const FunctionSyntax& function) {
  std::vector<Passed> passed;
  for (const ArgumentSyntax& each : function.arguments) {
    passed.push_back({each.type.iterates, each.type.lent});
  }
  return passed;
}

std::string host_name(const Attributes& attributes, const std::string& rust_name) {
  return attributes.options.name.value_or(plain_name(rust_name));
}

/// What the attributes of an item say of it; a method has what its `impl` has besides.
model::Marks marks_of(const Attributes& attributes, const Attributes* around = nullptr) {
  model::Marks marks = {.names = attributes.options.names,
                        .hosts = attributes.options.hosts,
                        .deprecation = attributes.deprecation};
  const bool is_evaluated =
      std::ranges::any_of(attributes.doc_parts, &model::DocPart::is_expression);
  if (is_evaluated) marks.doc_parts = attributes.doc_parts;
  if (around && !marks.deprecation) marks.deprecation = around->deprecation;
  if (around && marks.hosts.empty()) marks.hosts = around->options.hosts;
  return marks;
}

/// The names in the path of `impl crate::shapes::Counter`, or what hosts shall call it.
Names owner_of(const Tokens& tokens, TokenRange type, const Attributes& attributes) {
  const std::string spelled = spell(tokens, type);
  const std::size_t open = spelled.find('<');
  const std::string arguments = open == spelled.npos ? "" : spelled.substr(open);
  if (attributes.options.name) return {*attributes.options.name + arguments};
  Names names;
  for (TokenIndex i = type.first; i <= type.last && tokens.tokens[i].text != "<"; ++i) {
    const Token& token = tokens.tokens[i];
    const bool is_name = token.kind == Token::Kind::identifier && token.text != "crate" &&
                         token.text != "self" && token.text != "super";
    if (is_name) names.push_back(plain_name(token.text));
  }
  if (names.empty()) return {spelled};  // rustc has an error for it
  names.back() += arguments;
  return names;
}

/// What is borrowed for ever can be read, but not replaced by what the host owns.
bool borrows(const model::Type& type) {
  return model::is_borrowed_text(type.kind) || type.kind == model::TypeKind::slice ||
         std::any_of(type.arguments.begin(), type.arguments.end(), borrows);
}

}  // namespace

namespace {

/// Names an item by its tokens, from one compilation to the next.
std::string digest_of(const Tokens& tokens, const std::string& package) {
  std::string text = package + '\n';
  for (const Token& token : tokens.tokens) text += token.text + ' ';
  constexpr std::size_t kLength = 16;
  return sha256_hex(text).substr(0, kLength);
}

}  // namespace

Expansion Expander::expand(const Tokens& tokens) {
  if (!meanings_) return expand_known(tokens);
  std::string item = digest_of(tokens, crate_.package);
  item += fmt::format("_{}", ++items_[item]);
  Inquiry inquiry(*meanings_, item, exported_);
  Tokens known = with_meanings(tokens, *meanings_, item);
  known.inquiry = &inquiry;
  Expansion expansion = expand_known(known);
  // What is wrong with a type may be right when it is known what the type is.
  const bool is_put_off =
      inquiry.has_asked() &&
      std::erase_if(expansion.diagnostics,
                    [&](const Diagnostic& each) {
                      return inquiry.concerns(each.range) || each.range.first < known.item;
                    }) > 0 &&
      expansion.diagnostics.empty();
  if (is_put_off) expansion.glue = support() + runners_.take_new();
  expansion.glue += inquiry.glue(known, crate_.package, is_put_off);
  expansion.glue = as_sent(known, expansion.glue);
  for (Diagnostic& each : expansion.diagnostics) each.range = as_sent(known, each.range);
  return expansion;
}

Expansion Expander::expand_known(const Tokens& tokens) {
  Expansion expansion;
  std::vector<Tokens> instances = generics_.instances_of(tokens, expansion.diagnostics);
  if (!expansion.diagnostics.empty()) return expansion;
  for (Tokens& instance : instances) instance.generic_structs = generics_.names();
  std::vector<ItemSyntax> items;
  for (const Tokens& instance : instances) {
    auto item = read_item(instance, expansion.diagnostics);
    if (item && expansion.diagnostics.empty()) {
      items.push_back(std::move(*item));
      continue;
    }
    if (expansion.diagnostics.empty()) {
      // rustc has an error of its own for what is no item.
      expansion.diagnostics.push_back(
          {{kAttributePlace, kAttributePlace},
           "Prebind cannot parse this item",
           "if rustc accepts it without `#[julia]`, report this as a bug of Prebind"});
    }
    return expansion;  // what is wrong with one instance is wrong with the others
  }
  const std::string shared = support();
  std::string own;
  for (std::size_t i = 0; i < items.size(); ++i) {
    own +=
        std::visit([&](const auto& syntax) { return expand_item(instances[i], syntax); }, items[i]);
  }
  expansion.glue = shared + runners_.take_new() + own;
  return expansion;
}

std::string Expander::support() {
  if (std::exchange(has_support_, true)) return {};
  return crate_glue({.name = crate_.package,
                     .version = crate_.version,
                     .engine = PREBIND_VERSION,
                     .initialize = crate_symbol(crate_.package, "initialize"),
                     .release_memory = crate_symbol(crate_.package, "release_memory"),
                     .release_failure = crate_symbol(crate_.package, "release_failure")});
}

std::string Expander::unique(std::string symbol) {
  const int count = ++symbols_[symbol];
  return count == 1 ? symbol : fmt::format("{}_{}", symbol, count);
}

model::Function Expander::function(const FunctionSyntax& syntax) const {
  model::Function function{.crate = crate_.package,
                           .name = plain_name(syntax.name),
                           .host_name = host_name(syntax.attributes, syntax.name),
                           .docs = syntax.attributes.docs,
                           .symbol = {},
                           .returns = syntax.returns.type,
                           .returns_receiver = syntax.returns_receiver,
                           .is_unsafe = syntax.is_unsafe,
                           .is_gc_safe = syntax.attributes.options.gc_safe.has_value(),
                           .futures = syntax.is_async ? futures_symbol(crate_.package) : "",
                           .has_timeout = syntax.attributes.options.timeout.has_value(),
                           .is_logger = syntax.name == kLogger || syntax.name == kLoggerCalls,
                           .base_function = syntax.attributes.options.base_function,
                           .is_instance = !syntax.instance.empty(),
                           .marks = marks_of(syntax.attributes)};
  for (const ArgumentSyntax& argument : syntax.arguments) {
    model::Type type = argument.type.type;
    if (model::is_evaluated(argument.otherwise)) {
      type = {.kind = model::TypeKind::option, .arguments = {type}};
    }
    function.arguments.push_back({argument.name, std::move(type), argument.is_generic,
                                  argument.otherwise, argument.is_keyword, argument.service});
  }
  return function;
}

std::string Expander::expand_item(const Tokens&, const FreeFunctionSyntax& item) {
  model::Function exported = function(item.function);
  const Names& module = item.function.attributes.options.module;
  const auto sequence = this->sequence(item.function, {}, module, exported);
  exported.symbol = unique(function_symbol(exported, {}, module));
  GlueContext context{.references = item.references,
                      .place = item.function.place,
                      .has_abi = item.function.has_abi,
                      .passed = passed_to(item.function),
                      .defaults = defaults_of(item.function),
                      .runtime = item.function.attributes.options.runtime,
                      .sequence = sequence ? &*sequence : nullptr};
  return function_glue(exported, "", path_to(item.function), item.function.returns.error,
                       context.share(item.function.attributes), runners_);
}

std::string Expander::expand_item(const Tokens& tokens, const GenericFunctionSyntax& item) {
  std::string glue;
  for (const FreeFunctionSyntax& each : item.instances) glue += expand_item(tokens, each);
  return glue;
}

model::NamedType Expander::named(const Attributes& attributes, const std::string& name,
                                 const std::vector<model::Type>& arguments) const {
  model::NamedType named{.crate = crate_.package,
                         .name = plain_name(name) + model::arguments_text(arguments),
                         .host_name = host_name(attributes, name),
                         .docs = attributes.docs,
                         .id = {},
                         .arguments = arguments,
                         .marks = marks_of(attributes)};
  exported_.insert(plain_name(name));
  named.id = type_id(named.crate, model::whole_host_name(named), attributes.options.module);
  return named;
}

std::string Expander::expand_item(const Tokens&, const ValueSyntax& item) {
  model::NamedType named = this->named(item.attributes, item.name);
  named.shape = model::Shape::value;
  for (const FieldSyntax& field : item.fields) {
    named.members.push_back({.name = plain_name(field.name),
                             .host_name = host_name(field.attributes, field.name),
                             .docs = field.attributes.docs,
                             .type = field.type.type,
                             .marks = marks_of(field.attributes)});
  }
  named.definition = unique(definition_symbol(named, item.attributes.options.module));
  GlueContext context{.references = item.references, .place = item.place};
  return value_glue(named, item, context.share(item.attributes)) +
         derive(item.attributes, named, {item.place, item.place});
}

namespace {

model::Marks marks_of_variant(const VariantSyntax& variant, const Attributes& around) {
  model::Marks marks = marks_of(variant.attributes);
  const bool has_name = variant.attributes.options.name.has_value();
  if (!around.options.prefix.empty() && !has_name) {
    marks.names.try_emplace("julia", around.options.prefix + plain_name(variant.name));
  }
  return marks;
}

}  // namespace

std::string Expander::expand_item(const Tokens&, const EnumSyntax& item) {
  if (item.has_data) return expand_tagged(item);
  model::NamedType named = this->named(item.attributes, item.name);
  named.shape = model::Shape::enumeration;
  named.representation = item.representation;
  for (const VariantSyntax& variant : item.variants) {
    named.variants.push_back({.name = plain_name(variant.name),
                              .host_name = host_name(variant.attributes, variant.name),
                              .docs = variant.attributes.docs,
                              .marks = marks_of_variant(variant, item.attributes)});
  }
  named.definition = unique(definition_symbol(named, item.attributes.options.module));
  GlueContext context{.references = {{item.place, item.place}}, .place = item.place};
  for (const VariantSyntax& variant : item.variants) {
    context.is_deprecated = context.is_deprecated || variant.attributes.deprecation.has_value();
  }
  return enum_glue(named, item, context.share(item.attributes)) +
         derive(item.attributes, named, {item.place, item.place});
}

std::string Expander::expand_tagged(const EnumSyntax& item) {
  model::NamedType named = this->named(item.attributes, item.name);
  named.shape = model::Shape::tagged;
  named.is_open = item.attributes.is_non_exhaustive;
  GlueContext context{.references = item.references, .place = item.place};
  for (const VariantSyntax& syntax : item.variants) {
    model::Variant variant{.name = plain_name(syntax.name),
                           .host_name = host_name(syntax.attributes, syntax.name),
                           .docs = syntax.attributes.docs,
                           .marks = marks_of_variant(syntax, item.attributes),
                           .is_tuple = syntax.data == VariantSyntax::Data::tuple};
    context.is_deprecated = context.is_deprecated || syntax.attributes.deprecation.has_value();
    for (const FieldSyntax& field : syntax.fields) {
      const bool is_skipped = field.attributes.options.skip;
      named.is_returned_only = named.is_returned_only || is_skipped || borrows(field.type.type);
      context.is_deprecated = context.is_deprecated || field.attributes.deprecation.has_value();
      if (is_skipped) continue;
      variant.fields.push_back({.name = plain_name(field.name),
                                .host_name = host_name(field.attributes, field.name),
                                .docs = field.attributes.docs,
                                .type = field.type.type,
                                .marks = marks_of(field.attributes)});
    }
    named.variants.push_back(std::move(variant));
  }
  named.definition = unique(definition_symbol(named, item.attributes.options.module));
  return tagged_glue(named, item, context.share(item.attributes)) +
         derive(item.attributes, named, {item.place, item.place});
}

std::string Expander::expand_item(const Tokens&, const ConstantSyntax& item) {
  model::Constant constant{.crate = crate_.package,
                           .name = plain_name(item.name),
                           .host_name = host_name(item.attributes, item.name),
                           .docs = item.attributes.docs,
                           .type = item.type.type,
                           .definition = {},
                           .marks = marks_of(item.attributes)};
  constant.definition = unique(definition_symbol(constant, item.attributes.options.module));
  GlueContext context{.place = item.place};
  return constant_glue(constant, item, context.share(item.attributes));
}

std::string Expander::expand_item(const Tokens&, const StructSyntax& item) {
  GlueContext context{.references = item.references, .place = item.place};
  context.share(item.attributes);
  model::NamedType named = this->named(item.attributes, item.name, item.arguments);
  const std::string owner = model::whole_host_name(named);
  const Names& module = item.attributes.options.module;
  named.release = unique(release_symbol(named, module));
  const bool is_shared = item.attributes.options.shared.has_value();
  std::string glue = handle_glue(named, is_shared, context, runners_);
  for (const FieldSyntax& syntax : item.fields) {
    model::Field field{.crate = crate_.package,
                       .owner = 0,
                       .name = plain_name(syntax.name),
                       .host_name = host_name(syntax.attributes, syntax.name),
                       .docs = syntax.attributes.docs,
                       .type = syntax.type.type,
                       .getter = {},
                       .setter = {},
                       .marks = marks_of(syntax.attributes)};
    field.getter = unique(getter_symbol(field, owner, module));
    if (!borrows(field.type)) field.setter = unique(setter_symbol(field, owner, module));
    GlueContext own = context;
    own.share(syntax.attributes).references = syntax.references;
    own.place = syntax.place;
    glue += field_glue(field, syntax.name, own, runners_);
  }
  return glue + derive(item.attributes, named, item.references[0]);
}

std::string Expander::implement(const Implementation& implementation, const Names& owner,
                                const model::Type& yielded, const Attributes& attributes,
                                GlueContext context) {
  using model::TraitMethod;
  using model::TypeKind;
  const model::Type self{
      .kind = TypeKind::named, .passing = model::Passing::reference, .name = owner.back()};
  model::Function method{.crate = crate_.package,
                         .name = {},
                         .host_name = std::string(trait_of(implementation.trait_method)),
                         .symbol = {},
                         .owner = 0,
                         .receiver = model::Passing::reference,
                         .trait_method = implementation.trait_method,
                         .marks = {.hosts = attributes.options.hosts}};
  switch (implementation.trait_method) {
    case TraitMethod::display:
      method.name = "to_string";
      method.returns.kind = TypeKind::string;
      break;
    case TraitMethod::equal:
    case TraitMethod::less:
      method.name = implementation.trait_method == TraitMethod::equal ? "eq" : "lt";
      method.arguments = {{"other", self}};
      method.returns.kind = TypeKind::boolean;
      break;
    case TraitMethod::clone:
      method.name = "clone";
      method.returns = self;
      method.returns.passing = model::Passing::value;
      break;
    case TraitMethod::hash:
      method.name = "hash";
      method.returns.kind = TypeKind::u64;
      break;
    case TraitMethod::next:
      method.name = "next";
      method.receiver = model::Passing::mutable_reference;
      method.returns = yielded;
      break;
    case TraitMethod::length:  // no `impl` of these is exported
    case TraitMethod::read:
    case TraitMethod::fill:
    case TraitMethod::write:
    case TraitMethod::flush:
    case TraitMethod::seek:
      break;
  }
  method.symbol = unique(function_symbol(method, owner, attributes.options.module));
  context.place = implementation.place;
  return operation_glue(method, owner.back(), context, runners_);
}

namespace {

/// `Default` of a type that derives it.
FormSyntax default_of(const TokenRange& type, const std::string& name, const Attributes& attributes,
                      TokenIndex place) {
  FormSyntax item{
      .type = type, .form = model::trait_form("Default"), .place = place, .references = {type}};
  item.attributes.cfg = attributes.cfg;
  item.attributes.allow = attributes.allow;
  item.attributes.deprecation = attributes.deprecation;
  item.attributes.options.hosts = attributes.options.hosts;
  item.attributes.options.module = attributes.options.module;
  item.function.returns.type = {.kind = model::TypeKind::named, .name = name};
  return item;
}

}  // namespace

/// `is_optional`: of `FromStr`, the function that returns `None` for an error.
/// `number`: what stands on the left, if the implementation is that of a number.
std::string Expander::expand_form(const FormSyntax& item, const Names& owner, bool is_optional,
                                  std::optional<model::TypeKind> number) {
  using model::FormKind;
  const model::TraitForm& form = *item.form;
  model::Function method = function(item.function);
  method.name = method.host_name = is_optional ? "try_" + std::string(form.method) : form.method;
  method.docs = item.attributes.docs;
  method.marks = marks_of(item.attributes);
  method.marks.names.clear();
  method.implements = form.trait;
  method.base_function = form.base;
  if (form.trait == "Not" && method.returns.kind == model::TypeKind::boolean) {
    method.base_function = "!";
  }
  method.counts_from_one = item.attributes.options.index_place.has_value();
  const bool has_self = form.kind == FormKind::unary || form.kind == FormKind::binary ||
                        form.kind == FormKind::index || form.kind == FormKind::index_mut;
  if (item.has_owner) method.owner = 0;
  if (number) method.arguments.insert(method.arguments.begin(), {"left", {.kind = *number}});
  if (item.has_owner && has_self) {
    method.receiver = form.kind == FormKind::index_mut ? model::Passing::mutable_reference
                                                       : model::Passing::reference;
  }
  if (is_optional) {
    method.base_function = "tryparse";
    // Other hosts have a function that returns the error.
    method.marks.hosts = {"julia"};
    method.returns = {.kind = model::TypeKind::option, .arguments = {method.returns.arguments[0]}};
  }
  method.symbol = unique(
      function_symbol(method, item.has_owner ? owner : Names(), item.attributes.options.module));
  GlueContext context{.references = item.references,
                      .place = item.place,
                      .operation = operation_source(item, is_optional)};
  context.share(item.attributes);
  const auto error = is_optional ? std::nullopt : item.function.returns.error;
  return operation_glue(method, item.has_owner ? owner.back() : "", context, runners_, error);
}

std::string Expander::expand_item(const Tokens& tokens, const FormSyntax& item) {
  const Names owner = owner_of(tokens, item.type, item.attributes);
  const auto left = standard_kind(Cursor(tokens, item.type.first, item.type.last + 1));
  std::string glue = expand_form(item, owner, false, left);
  const std::vector<std::string>& hosts = item.attributes.options.hosts;
  const bool has_julia = hosts.empty() || std::ranges::find(hosts, "julia") != hosts.end();
  if (item.form->kind == model::FormKind::parsing && has_julia) {
    glue += expand_form(item, owner, true);
  }
  return glue;
}

std::string Expander::derive(const Attributes& attributes, const model::NamedType& named,
                             const TokenRange& type) {
  std::string glue;
  const Names owner = {model::whole_host_name(named)};
  for (const Implementation& each : attributes.options.derived) {
    if (each.is_default) {
      glue += expand_form(default_of(type, named.name, attributes, each.place), owner, false);
      continue;
    }
    GlueContext context{.references = {type}};
    glue += implement(each, owner, {}, attributes, context.share(attributes));
  }
  return glue;
}

std::string Expander::expand_item(const Tokens& tokens, const TraitSyntax& item) {
  GlueContext context{.references = item.references};
  return implement(item.implementation, owner_of(tokens, item.type, item.attributes),
                   item.item.type, item.attributes, context.share(item.attributes));
}

std::string Expander::expand_item(const Tokens&, const DefinedTraitSyntax& item) {
  model::NamedType named = this->named(item.attributes, item.name);
  named.is_trait = true;
  const Names& module = item.attributes.options.module;
  named.release = unique(release_symbol(named, module));
  GlueContext context{.references = item.references, .place = item.place};
  std::string glue = trait_glue(named, item, context.share(item.attributes), runners_);
  std::size_t number = 0;
  for (const TraitMemberSyntax& method : item.methods) {
    model::Function exported = function(method.function);
    exported.owner = 0;
    exported.receiver = method.function.receiver;
    exported.number = number++;
    exported.is_provided = method.is_provided;
    exported.marks = marks_of(method.function.attributes, &item.attributes);
    exported.symbol = unique(function_symbol(exported, {named.host_name}, module));
    GlueContext own{.references = method.references,
                    .place = method.function.place,
                    .runtime = method.function.attributes.options.runtime};
    own.share(item.attributes).share(method.function.attributes);
    glue += function_glue(exported, named.host_name, "<__PrebindT0>::" + method.function.name,
                          method.function.returns.error, own, runners_);
  }
  return glue;
}

std::string Expander::expand_item(const Tokens&, const ModuleSyntax& item) {
  model::Module module{.crate = crate_.package,
                       .name = plain_name(item.name),
                       .host_name = host_name(item.attributes, item.name),
                       .docs = item.attributes.docs,
                       .symbol = {},
                       .marks = marks_of(item.attributes)};
  module.symbol = unique(module_symbol(module, item.attributes.options.module));
  GlueContext context{.place = item.place};
  context.share(item.attributes);
  return scope(context, record(module.symbol, module, context));
}

std::string Expander::expand_item(const Tokens& tokens, const ImplSyntax& item) {
  const Names owner = owner_of(tokens, item.type, item.attributes);
  std::string glue;
  for (const MethodSyntax& method : item.methods) {
    model::Function exported = function(method.function);
    exported.owner = 0;
    exported.receiver = method.function.receiver;
    exported.marks = marks_of(method.function.attributes, &item.attributes);
    if (&method == &item.methods.front()) exported.unmarked = item.unmarked;
    std::vector<TokenRange> references = method.references;
    if (item.trait) {
      exported.of_trait = references.size();
      references.push_back(*item.trait);
    }
    const Names& module = item.attributes.options.module;
    const auto sequence = this->sequence(method.function, owner, module, exported);
    exported.symbol = unique(function_symbol(exported, owner, module));
    GlueContext context{.references = std::move(references),
                        .place = method.function.place,
                        .has_abi = method.function.has_abi,
                        .has_arc = method.function.has_arc,
                        .passed = passed_to(method.function),
                        .defaults = defaults_of(method.function),
                        .runtime = method.function.attributes.options.runtime,
                        .sequence = sequence ? &*sequence : nullptr};
    context.share(item.attributes).share(method.function.attributes);
    const std::string of = item.trait ? " as " + spell(tokens, *item.trait) : "";
    glue += function_glue(exported, owner.back(),
                          fmt::format("<__PrebindT0{}>::{}", of, path_to(method.function)),
                          method.function.returns.error, context, runners_);
  }
  return glue;
}

}  // namespace prebind::expand
