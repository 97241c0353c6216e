#pragma once

#include <string>
#include <variant>

#include "model/library.h"

namespace prebind::hosts {

/// An item of a library that a host may have or not.
using ShownItem = std::variant<const model::Module*, const model::LibraryType*, const model::Field*,
                               const model::Function*, const model::Constant*>;

/// For people, in Rust's names: "the method `Counter::add`".
std::string in_words(const ShownItem& item, const model::Library& library);

const model::Place& place_of(const ShownItem& item);
const model::Marks& marks_of(const ShownItem& item);

/// The type that a field or a method is one of; null for other items.
const model::LibraryType* owner_of(const ShownItem& item, const model::Library& library);

/// The marked module that an item is in.
model::InModule module_of(const ShownItem& item);

/// In the order in which a library has them: modules, each type with its fields and functions, then
/// functions, then constants.
std::vector<ShownItem> items_of(const model::Library& library);

}  // namespace prebind::hosts
