#include "model/passable.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace prebind::model {
namespace {

/// Enums can hold themselves: those that were `seen` are looked at once.
class Makeable {
 public:
  explicit Makeable(const NamedTypes& named) : named_(named) {}

  bool all_of(std::size_t type) {
    const NamedType& named = named_(type);
    if (named.shape != Shape::tagged || !seen_.insert(type).second) return true;
    return !named.is_returned_only &&
           std::ranges::all_of(named.variants, [&](const Variant& variant) {
             return std::ranges::all_of(
                 variant.fields, [&](const ValueField& field) { return all_parts_of(field.type); });
           });
  }

 private:
  bool all_parts_of(const Type& type) {
    if (type.kind == TypeKind::named) {
      return named_(type.reference).shape != Shape::handle && all_of(type.reference);
    }
    return std::ranges::all_of(type.arguments,
                               [&](const Type& each) { return all_parts_of(each); });
  }

  const NamedTypes& named_;
  std::set<std::size_t> seen_ = {};
};

const Type* unpassable(const Type& type, const NamedTypes& named, bool is_inside) {
  if (type.kind == TypeKind::named) {
    const bool is_handle = named(type.reference).shape == Shape::handle;
    const bool is_passable = is_handle ? !is_inside : can_be_made(type.reference, named);
    return is_passable ? nullptr : &type;
  }
  if (is_implementor(type)) {
    return named(type.arguments.at(0).reference).is_trait ? nullptr : &type.arguments[0];
  }
  // A function of the host is told what Rust has, and answers packed.
  if (type.kind == TypeKind::function) return unpassable(type.arguments.at(0), named, true);
  if (!is_inside && is_claimed_map(type) &&
      named(type.arguments[1].reference).shape == Shape::handle) {
    return unpassable(type.arguments[0], named, true);
  }
  for (const Type& each : type.arguments) {
    const Type* found = unpassable(each, named, is_inside || is_packed(type));
    if (found != nullptr) return found;
  }
  return nullptr;
}

}  // namespace

const Type* unpassable_part(const Type& type, const NamedTypes& named) {
  return unpassable(type, named, false);
}

PartProblem problem_of_object(const Type& argument, const Type& object) {
  if (argument.kind == TypeKind::function) {
    return {fmt::format("a function of the host cannot return `{}`: an object goes to Rust as an "
                        "argument only",
                        object.name),
            "let it return what the object is made of"};
  }
  return {
      fmt::format("`{}` cannot be in a collection that is an argument: objects are taken one "
                  "by one",
                  object.name),
      fmt::format("take one `{}` at a time, and collect them in a `#[julia] struct`", object.name)};
}

Type as_told(const Function& method) {
  const bool is_fallible = method.returns.kind == TypeKind::result;
  const Type& value = is_fallible ? method.returns.arguments.at(0) : method.returns;
  Type function{.kind = TypeKind::function, .arguments = {value}, .name = "Box<dyn Fn>"};
  for (const Argument& each : method.arguments) function.arguments.push_back(each.type);
  return function;
}

const Type* object_in(const Type& type, const NamedTypes& named) {
  if (type.kind == TypeKind::named) {
    return named(type.reference).shape == Shape::handle ? &type : nullptr;
  }
  for (const Type& each : type.arguments) {
    if (const Type* found = object_in(each, named)) return found;
  }
  return nullptr;
}

/// Objects are anywhere in memory: in an array of the host are their handles.
std::optional<ArrayProblem> problem_of_array(const Type& array, const NamedTypes& named) {
  const Type& element = array.arguments[0];
  if (element.kind != TypeKind::named) return std::nullopt;
  const bool is_lent = element.passing != Passing::value;
  if (named(element.reference).shape != Shape::handle) {
    if (!is_lent) return std::nullopt;
    return ArrayProblem{
        fmt::format("`&{0}` cannot be an element of an array: `{0}` is copied", element.name),
        fmt::format("write `&[{0}]` or `Vec<{0}>`", element.name)};
  }
  if (array.kind != TypeKind::slice || is_lent) return std::nullopt;
  return ArrayProblem{
      fmt::format("`{}` cannot cross to the host: each `{}` is an object of its own",
                  to_string(array), element.name),
      fmt::format("write `&[&{0}]` or `Vec<{0}>`", element.name)};
}

bool can_be_made(std::size_t type, const NamedTypes& named) {
  return Makeable(named).all_of(type);
}

}  // namespace prebind::model
