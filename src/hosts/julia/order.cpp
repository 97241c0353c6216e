#include "hosts/julia/order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "hosts/surface.h"
#include "model/in_words.h"

namespace prebind::hosts::julia {
namespace {

class Order {
 public:
  Order(const model::Library& library, model::InModule module)
      : library_(library), module_(module) {
    for (std::size_t i = 0; i < library.types.size(); ++i) {
      const std::optional<Entry> holder = entry_of(i);
      if (!holder) continue;
      for (const model::ValueField& member : library.types[i].type.members) {
        add_needed(*holder, member.type);
      }
      for (const model::Variant& variant : library.types[i].type.variants) {
        for (const model::ValueField& field : variant.fields) add_needed(*holder, field.type);
      }
    }
  }

  Result<std::vector<Entry>> run() {
    for (const std::size_t i : in_order_of_definition(library_)) {
      if (library_.types[i].type.module == module_) PREBIND_CHECK(add({false, i}));
    }
    for (std::size_t i = 0; i < library_.modules.size(); ++i) {
      if (library_.modules[i].module == module_) PREBIND_CHECK(add({true, i}));
    }
    return std::move(order_);
  }

 private:
  /// The abstract types of enums with data stand ahead of all else in their module.
  void add_needed(const Entry& holder, const model::Type& type) {
    for (const model::Type& each : type.arguments) add_needed(holder, each);
    if (type.kind != model::TypeKind::named) return;
    const std::optional<Entry> held = entry_of(type.reference);
    if (!held || *held == holder) return;
    const bool is_tagged = library_.types[type.reference].type.shape == model::Shape::tagged;
    if (held->is_module || !is_tagged) needed_[holder].push_back(*held);
  }

  /// What of this module is the type, or has it.
  std::optional<Entry> entry_of(std::size_t type) const {
    const model::InModule own = library_.types.at(type).type.module;
    if (own == module_) return Entry{false, type};
    std::optional<std::size_t> inner;
    for (model::InModule at = own; at != module_; at = library_.modules.at(*at).module) {
      if (!at) return std::nullopt;
      inner = at;
    }
    return Entry{true, *inner};
  }

  Result<void> add(const Entry& entry) {
    if (std::ranges::find(order_, entry) != order_.end()) return {};
    begun_.push_back(entry);
    for (const Entry& each : needed_[entry]) {
      if (std::ranges::find(begun_, each) != begun_.end()) return refuse(entry, each);
      PREBIND_CHECK(add(each));
    }
    begun_.pop_back();
    order_.push_back(entry);
    return {};
  }

  std::string in_words(const Entry& entry) const {
    return entry.is_module ? model::in_words(library_.modules[entry.index], library_.modules)
                           : model::in_words(library_.types[entry.index].type, library_.modules);
  }

  const model::Place& place_of(const Entry& entry) const {
    return entry.is_module ? library_.modules[entry.index].place
                           : library_.types[entry.index].place;
  }

  Result<void> refuse(const Entry& a, const Entry& b) const {
    const auto& [first, second] = std::minmax(
        a, b, [&](const Entry& x, const Entry& y) { return place_of(x) < place_of(y); });
    return fail(fmt::format("{} ({}) and {} ({}) hold values of each other, but Julia defines one "
                            "after the other",
                            in_words(first), model::to_string(place_of(first)), in_words(second),
                            model::to_string(place_of(second))),
                model::to_string(place_of(second)),
                "move the `#[julia(value)]` structs that hold each other into one module");
  }

  const model::Library& library_;
  model::InModule module_;
  std::map<Entry, std::vector<Entry>> needed_ = {};
  std::vector<Entry> begun_ = {}, order_ = {};
};

}  // namespace

Result<std::vector<Entry>> in_order(const model::Library& library, model::InModule module) {
  return Order(library, module).run();
}

}  // namespace prebind::hosts::julia
