#include "model/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace prebind::model {

namespace {

using Objects = std::set<std::size_t>;

/// Adds the objects that a type mentions, at any depth.
void add_objects(const Type& type, Objects& objects) {
  if (type.kind == TypeKind::object) objects.insert(type.reference);
  for (const Type& argument : type.arguments) add_objects(argument, objects);
}

/// What a host has to have to call a function.
Objects taken_by(const Function& function) {
  Objects objects;
  if (function.receiver) objects.insert(function.owner.value());
  for (const Argument& argument : function.arguments) {
    // What is in an `Option` can be left out.
    if (argument.type.kind != TypeKind::option) add_objects(argument.type, objects);
  }
  return objects;
}

std::vector<const Function*> functions_of(const Library& library) {
  std::vector<const Function*> functions;
  for (const Function& function : library.functions) functions.push_back(&function);
  for (const LibraryObject& object : library.objects) {
    for (const Function& function : object.functions) functions.push_back(&function);
  }
  return functions;
}

/// The objects of which hosts can have a value: enums and values by themselves, handles where a
/// function returns one that can be called.
Objects reachable(const Library& library, const std::vector<const Function*>& functions) {
  Objects reached;
  for (std::size_t i = 0; i < library.objects.size(); ++i) {
    if (library.objects[i].object.shape != Shape::handle) reached.insert(i);
  }
  std::size_t before = 0;
  do {
    before = reached.size();
    for (const Function* function : functions) {
      const Objects taken = taken_by(*function);
      const bool is_callable =
          std::includes(reached.begin(), reached.end(), taken.begin(), taken.end());
      if (is_callable) add_objects(function->returns, reached);
    }
  } while (reached.size() > before);
  return reached;
}

/// The objects that some function is about.
Objects used(const Library& library, const std::vector<const Function*>& functions) {
  Objects objects;
  for (const Function* function : functions) {
    for (const Argument& argument : function->arguments) add_objects(argument.type, objects);
  }
  for (std::size_t i = 0; i < library.objects.size(); ++i) {
    const LibraryObject& object = library.objects[i];
    if (!object.functions.empty() || !object.fields.empty()) objects.insert(i);
  }
  return objects;
}

}  // namespace

std::vector<Error> remarks_on(const Library& library) {
  const auto functions = functions_of(library);
  const Objects reached = reachable(library, functions);
  const Objects in_use = used(library, functions);
  std::vector<Error> remarks;
  for (std::size_t i = 0; i < library.objects.size(); ++i) {
    const LibraryObject& object = library.objects[i];
    if (object.object.shape != Shape::handle) continue;
    const std::string& name = object.object.name;
    std::string message;
    if (!reached.contains(i)) {
      message = fmt::format("no host can have a `{}`: no exported function returns one", name);
    } else if (!in_use.contains(i)) {
      message = fmt::format(
          "no host can do anything with a `{}`: it has no exported method and no public field, and "
          "no exported function takes one",
          name);
    } else {
      continue;
    }
    remarks.push_back({std::move(message), to_string(object.place),
                       fmt::format("put `#[julia]` on the `impl {}` as well: the macro on the "
                                   "struct does not see it",
                                   name)});
  }
  return remarks;
}

}  // namespace prebind::model
