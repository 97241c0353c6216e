#pragma once

#include <string_view>

#include "util/result.h"

namespace prebind::hosts::julia {

/// Error if no module could have this name, or if it could not be used.
Result<void> check_module_name(std::string_view name);

/// Error if no package could have this name, or if Julia would load something else for it.
Result<void> check_package_name(std::string_view name);

}  // namespace prebind::hosts::julia
