#include "hosts/shown_item.h"

#include <fmt/format.h>

#include "model/describe.h"

namespace prebind::hosts {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string words_of(const model::LibraryType& named) {
  const bool is_enum = named.type.shape == model::Shape::enumeration;
  return fmt::format("the {} `{}`", is_enum ? "enum" : "struct", named.type.name);
}

std::string words_of(const model::Function& function, const model::LibraryType* owner) {
  if (!owner) return fmt::format("the function `{}`", function.name);
  if (function.trait_method) {
    return fmt::format("`{}` of `{}`", model::trait_of(*function.trait_method), owner->type.name);
  }
  return fmt::format("the {} `{}::{}`", function.receiver ? "method" : "function", owner->type.name,
                     function.name);
}

}  // namespace

std::string in_words(const ShownItem& item, const model::Library& library) {
  const model::LibraryType* owner = owner_of(item, library);
  return std::visit(
      Overloaded{
          [](const model::Module* module) { return fmt::format("the module `{}`", module->name); },
          [](const model::LibraryType* named) { return words_of(*named); },
          [&](const model::Field* field) {
            return fmt::format("the field `{}::{}`", owner->type.name, field->name);
          },
          [&](const model::Function* function) { return words_of(*function, owner); },
          [](const model::Constant* constant) {
            return fmt::format("the constant `{}`", constant->name);
          },
      },
      item);
}

const model::Place& place_of(const ShownItem& item) {
  return std::visit([](const auto* each) -> const model::Place& { return each->place; }, item);
}

const model::Marks& marks_of(const ShownItem& item) {
  return std::visit(Overloaded{[](const model::LibraryType* named) -> const model::Marks& {
                                 return named->type.marks;
                               },
                               [](const auto* each) -> const model::Marks& { return each->marks; }},
                    item);
}

model::InModule module_of(const ShownItem& item) {
  return std::visit(Overloaded{[](const model::LibraryType* named) { return named->type.module; },
                               // A field is where its type is.
                               [](const model::Field*) { return model::InModule(); },
                               [](const auto* each) { return each->module; }},
                    item);
}

const model::LibraryType* owner_of(const ShownItem& item, const model::Library& library) {
  if (const auto* field = std::get_if<const model::Field*>(&item)) {
    return &library.types.at((*field)->owner);
  }
  const auto* function = std::get_if<const model::Function*>(&item);
  return function && (*function)->owner ? &library.types.at(*(*function)->owner) : nullptr;
}

std::vector<ShownItem> items_of(const model::Library& library) {
  std::vector<ShownItem> items;
  for (const model::Module& each : library.modules) items.emplace_back(&each);
  for (const model::LibraryType& named : library.types) {
    items.emplace_back(&named);
    for (const model::Field& each : named.fields) items.emplace_back(&each);
    for (const model::Function& each : named.functions) items.emplace_back(&each);
  }
  for (const model::Function& each : library.functions) items.emplace_back(&each);
  for (const model::Constant& each : library.constants) items.emplace_back(&each);
  return items;
}

}  // namespace prebind::hosts
