#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prebind::hosts::julia {

/// What Julia's dispatch sees of a method: the annotations of its parameters, as `lower` makes them
/// (`Base.Real`, `Base.Union{Base.Int32, Base.Nothing}`, `Base.Type{Counter}`).
using Dispatch = std::vector<std::string>;

/// Types of arguments that both methods take while neither is more specific, so that Julia would
/// refuse the call as ambiguous: `::Bool, ::Nothing`. Nothing if Julia can choose for all arguments
/// (or the two have the same annotations).
std::optional<std::string> ambiguous_arguments(const Dispatch& a, const Dispatch& b);

}  // namespace prebind::hosts::julia
