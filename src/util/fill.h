#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace prebind {

using Holes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The pattern with each `$name$` replaced by the hole's text. A `$` that no hole's name and
/// another `$` follow stays as it is, so Julia's own `$name` and `$(…)` can stand in patterns.
std::string fill(std::string_view pattern, Holes holes);

}  // namespace prebind
