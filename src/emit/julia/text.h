#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prebind::emit::julia {

/// The widest line that generated code should have.
inline constexpr std::size_t kWidth = 92;

using Holes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The pattern with each `$name$` replaced by the hole's text. A `$` that no hole's name and
/// another `$` follow stays as it is, so Julia's own `$name` and `$(…)` can stand in patterns.
std::string fill(std::string_view pattern, Holes holes);

/// A string literal of Julia, with its quotes.
std::string literal(std::string_view text);

/// A docstring: triple quotes, `signature` as the indented first line, then `docs` (Markdown, may
/// be empty), and a line break.
std::string docstring(std::string_view signature, std::string_view docs);

/// `head` + the items, comma-separated, + `tail`: in one line if it fits, else with line breaks
/// between items, further lines indented by `indent` spaces.
std::string wrap(std::string_view head, const std::vector<std::string>& items,
                 std::string_view tail, std::size_t indent);

/// A tuple: `(a, b)`, `(a,)`, `()`.
std::string tuple(const std::vector<std::string>& items);

}  // namespace prebind::emit::julia
