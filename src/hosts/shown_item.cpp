#include "hosts/shown_item.h"

#include "model/in_words.h"

namespace prebind::hosts {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

std::string in_words(const ShownItem& item, const model::Library& library) {
  const model::LibraryType* owner = owner_of(item, library);
  const std::vector<model::Module>& modules = library.modules;
  return std::visit(
      Overloaded{
          [&](const model::LibraryType* named) { return model::in_words(named->type, modules); },
          [&](const model::Field* field) { return model::in_words(*field, owner->type, modules); },
          [&](const model::Function* function) {
            return model::in_words(*function, owner ? &owner->type : nullptr, modules);
          },
          [&](const auto* each) { return model::in_words(*each, modules); },
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
