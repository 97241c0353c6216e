#pragma once

#include <compare>
#include <cstddef>
#include <vector>

#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// A named type of a library, or a module.
struct Entry {
  bool is_module = false;
  std::size_t index = 0;

  auto operator<=>(const Entry&) const = default;
};

/// The types and the modules in a module, in an order in which Julia can define them: each after
/// what its values hold. A module is defined as a whole. Error: two hold values of each other.
Result<std::vector<Entry>> in_order(const model::Library& library, model::InModule module);

}  // namespace prebind::hosts::julia
