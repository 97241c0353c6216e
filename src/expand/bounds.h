#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expand/cursor.h"

namespace prebind::expand {

/// The traits that one thing has to implement, each from its beginning to its end.
using Traits = std::vector<Cursor>;

/// What a function demands of its type parameters, in `<…>` and behind `where`, by their names; of
/// what an iterator yields under the name `I::Item`.
using Bounds = std::map<std::string, Traits>;

/// The cursor stands behind the function's name. What stands in the place of a type parameter, as
/// in an instance of a generic function, has no bounds.
Bounds bounds_of(Cursor function);

/// `AsRef<str> + Send`, taken to pieces.
Traits traits_in(Cursor list);

/// A trait that arguments of the host implement, by its name.
struct KnownTrait {
  enum class Kind { other, lent, converted, shown, iterated, iterator, called } kind = Kind::other;
  std::string name = {};
  Cursor rest;  ///< behind the name: at a `<`, a parenthesis or the end
};
KnownTrait known_trait(Cursor trait);

/// Whether a host's argument can be what has these bounds.
bool has_known_trait(const Traits& traits);

/// `f64` of `<Item = f64>` by the name `Item`; the cursor stands behind the trait's name.
std::optional<Cursor> type_of(Cursor rest, std::string_view name);

}  // namespace prebind::expand
