// Generic functions: each of their instances is read as a function of its own.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/item_reader.h"
#include "expand/substitution.h"

namespace prebind::expand {

std::vector<std::string> type_parameters(Cursor cursor) {
  std::vector<std::string> names;
  if (!cursor.take_punctuation('<')) return names;
  bool starts = true;
  for (int depth = 1; !cursor.at_end() && depth > 0;) {
    if (cursor.at_punctuation('\'')) {
      cursor.take_lifetime();
      starts = false;
      continue;
    }
    if (starts && depth == 1 && cursor.at_identifier()) names.push_back(cursor.peek().text);
    starts = cursor.at_punctuation(',');
    if (cursor.take_operator("->")) continue;
    depth += cursor.at_punctuation('<') ? 1 : cursor.at_punctuation('>') ? -1 : 0;
    cursor.take();
  }
  return names;
}

bool has_known_traits(Cursor generics) {
  const Bounds bounds = bounds_of(generics);
  const std::vector<std::string> names = type_parameters(generics);
  return std::ranges::all_of(names, [&](const std::string& name) {
    const auto found = bounds.find(name);
    return found != bounds.end() && has_known_trait(found->second);
  });
}

void skip_generics(Cursor& cursor) {
  for (int depth = 0; !cursor.at_end() && (depth > 0 || cursor.at_punctuation('<'));) {
    if (cursor.take_operator("->")) continue;
    depth += cursor.at_punctuation('<') ? 1 : cursor.at_punctuation('>') ? -1 : 0;
    cursor.take();
  }
}

namespace {

/// At the `<…>` of the function that starts here.
Cursor generics_of(Cursor function) {
  while (!function.at_end() && !function.at_identifier("fn")) function.take();
  if (!function.at_end()) function.take();  // fn
  if (!function.at_end()) function.take();  // its name
  return function;
}

}  // namespace

/// Whether the types that were listed are those of the function's parameters.
void ItemReader::check_parameters(Cursor start, const Attributes& attributes) {
  const auto& parameters = attributes.options.parameters;
  const std::vector<std::string> names = type_parameters(generics_of(start));
  const Bounds bounds = bounds_of(generics_of(start));
  for (const TypeParameter& parameter : parameters) {
    if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
    say({parameter.place, parameter.place},
        fmt::format("`{}` is not a type parameter of this function", parameter.name),
        names.empty() ? "it has none: remove this option"
                      : fmt::format("its type parameters are {}", listed(names)));
  }
  for (const std::string& name : names) {
    const auto is_it = [&](const TypeParameter& each) { return each.name == name; };
    if (std::any_of(parameters.begin(), parameters.end(), is_it)) continue;
    const auto traits = bounds.find(name);
    if (traits != bounds.end() && has_known_trait(traits->second)) continue;
    say({parameters[0].place, parameters[0].place},
        name == "const" ? std::string("a function with `const` parameters cannot be exported")
                        : fmt::format("the type parameter `{}` has no types", name),
        name == "const" ? std::string("for each number, export a function that calls this one")
                        : fmt::format("add them after the others: `{} = f32, f64`", name));
  }
}

/// A type parameter that no argument says.
void ItemReader::check_inferred(Cursor generics, const TypeReader& types) {
  const Bounds bounds = bounds_of(generics);
  const std::vector<std::string> names = type_parameters(generics);
  const bool is_known = std::ranges::all_of(names, [&](const std::string& name) {
    return types.is_known(name) || !bounds.contains(name);
  });
  if (!is_known) refuse_generics(generics, "function", true);
}

/// Glue has no name for the type of such an argument where it shows rustc what the default is.
void ItemReader::check_evaluated(const FunctionSyntax& function) {
  const auto bounded = std::ranges::find_if(
      function.arguments, [](const ArgumentSyntax& each) { return each.type.is_bounded; });
  if (bounded == function.arguments.end()) return;
  for (const ArgumentSyntax& each : function.arguments) {
    if (!model::is_evaluated(each.otherwise)) continue;
    say(each.expression,
        fmt::format("Rust cannot evaluate a default of `{}`: `{}` is generic", each.name,
                    bounded->name),
        fmt::format("write a literal, or the concrete type of `{}`", bounded->name));
  }
}

std::optional<FreeFunctionSyntax> ItemReader::read_instance(Cursor start,
                                                            const Attributes& attributes,
                                                            std::optional<TokenRange> owner) {
  TypeReader types(tokens_, diagnostics_);
  if (owner) types.set_owner(*owner);
  auto function = read_function(start, attributes, types, owner.has_value());
  if (!function) return std::nullopt;
  return FreeFunctionSyntax{std::move(*function), types.references()};
}

std::vector<FreeFunctionSyntax> ItemReader::read_instances(Cursor start,
                                                           const Attributes& attributes,
                                                           std::optional<TokenRange> owner) {
  std::vector<FreeFunctionSyntax> instances;
  const auto& parameters = attributes.options.parameters;
  if (parameters.empty()) {
    if (auto function = read_instance(start, attributes, owner)) {
      instances.push_back(std::move(*function));
    }
    return instances;
  }
  const std::size_t before = diagnostics_.size();
  check_parameters(start, attributes);
  if (diagnostics_.size() > before) return instances;
  const std::vector<std::string> names = type_parameters(generics_of(start));
  for (const Choice& choice : choices_of(tokens_, parameters, names)) {
    const Tokens tokens = substitute(tokens_, names, choice);
    const Cursor cursor(tokens, start.position(), tokens.item_end());
    auto instance = ItemReader(tokens, diagnostics_).read_instance(cursor, attributes, owner);
    if (!instance) return {};  // what is wrong with one is wrong with the others
    for (const auto& type : choice) {
      instance->function.instance.push_back(type ? type->type.source : "_");
    }
    instances.push_back(std::move(*instance));
  }
  // Where none of the types of a parameter can be one, which the attribute has been told.
  if (instances.empty()) return instances;
  const auto& arguments = instances[0].function.arguments;
  const bool is_told = std::any_of(arguments.begin(), arguments.end(),
                                   [](const ArgumentSyntax& each) { return each.is_generic; });
  if (instances.size() > 1 && !is_told) {
    say({parameters[0].place, parameters[0].place},
        "a host cannot tell these functions apart: no argument has the type parameter",
        "add such an argument, or export a function for each type");
  }
  return instances;
}

}  // namespace prebind::expand
