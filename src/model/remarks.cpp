#include "model/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace prebind::model {

namespace {

using Types = std::set<std::size_t>;

/// Adds the named types that a type mentions, at any depth.
void add_types(const Type& type, Types& types) {
  if (type.kind == TypeKind::named) types.insert(type.reference);
  for (const Type& argument : type.arguments) add_types(argument, types);
}

/// What a host has to have to call a function.
Types taken_by(const Function& function) {
  Types types;
  if (function.receiver) types.insert(function.owner.value());
  for (const Argument& argument : function.arguments) {
    // What is in an `Option` can be left out.
    if (argument.type.kind != TypeKind::option) add_types(argument.type, types);
  }
  return types;
}

std::vector<const Function*> functions_of(const Library& library) {
  std::vector<const Function*> functions;
  for (const Function& function : library.functions) functions.push_back(&function);
  for (const LibraryType& named : library.types) {
    for (const Function& function : named.functions) functions.push_back(&function);
  }
  return functions;
}

/// The named types that hosts can get a value of: enums and value structs always, handles if a
/// function that hosts can call returns one, or a variant has one.
Types reachable(const Library& library, const std::vector<const Function*>& functions) {
  Types reached;
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    if (library.types[i].type.shape != Shape::handle) reached.insert(i);
    for (const Variant& variant : library.types[i].type.variants) {
      for (const ValueField& field : variant.fields) add_types(field.type, reached);
    }
  }
  std::size_t before = 0;
  do {
    before = reached.size();
    for (const Function* function : functions) {
      const Types taken = taken_by(*function);
      const bool is_callable =
          std::includes(reached.begin(), reached.end(), taken.begin(), taken.end());
      if (is_callable) add_types(function->returns, reached);
    }
  } while (reached.size() > before);
  return reached;
}

/// The named types that some function is about.
Types used(const Library& library, const std::vector<const Function*>& functions) {
  Types types;
  for (const Function* function : functions) {
    for (const Argument& argument : function->arguments) add_types(argument.type, types);
  }
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    const LibraryType& named = library.types[i];
    if (!named.functions.empty() || !named.fields.empty()) types.insert(i);
  }
  return types;
}

}  // namespace

std::vector<Error> remarks_on(const Library& library) {
  const auto functions = functions_of(library);
  const Types reached = reachable(library, functions);
  const Types in_use = used(library, functions);
  std::vector<Error> remarks;
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    const LibraryType& named = library.types[i];
    if (named.type.shape != Shape::handle || named.type.is_trait) continue;
    const std::string& name = named.type.name;
    std::string message;
    if (!reached.contains(i)) {
      message = fmt::format("no host can get a `{}`: no exported function returns one", name);
    } else if (!in_use.contains(i)) {
      message = fmt::format(
          "no host can do anything with a `{}`: it has no exported method and no public field, and "
          "no exported function takes one",
          name);
    } else {
      continue;
    }
    remarks.push_back({std::move(message), to_string(named.place),
                       fmt::format("put `#[julia]` on the `impl {}` as well: the macro on the "
                                   "struct does not see it",
                                   name)});
  }
  return remarks;
}

}  // namespace prebind::model
