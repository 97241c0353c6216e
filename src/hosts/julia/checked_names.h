#pragma once

#include <string>

#include "hosts/shown_item.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// Whether Julia can have an item by its name. Error: why not.
Result<void> check_name(const ShownItem& item, const model::Library& library,
                        const std::string& module_name);

}  // namespace prebind::hosts::julia
