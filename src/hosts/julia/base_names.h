#pragma once

#include <string_view>

namespace prebind::hosts::julia {

/// Whether Base or Core of any Julia from 1.5 to 1.12 exports this name. A module that exported it
/// too would make it ambiguous for everybody who is `using` both, so ours never does.
bool is_base_name(std::string_view name);

}  // namespace prebind::hosts::julia
