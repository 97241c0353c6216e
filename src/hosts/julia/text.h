#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prebind::hosts::julia {

/// The widest line that generated code should have.
inline constexpr std::size_t kWidth = 92;

/// A string literal of Julia, with its quotes.
std::string literal(std::string_view text);

/// The documentation of a name, behind its definition: `signature` as the indented first line, then
/// `docs` (Julia's Markdown, may be empty). `types` is that of a method's arguments, a
/// `Base.Tuple`, or empty.
std::string document(std::string_view name, std::string_view signature, std::string_view docs,
                     std::string_view types = {});

/// `head` + the items, comma-separated, + `tail`: in one line if it fits, else with line breaks
/// between items, further lines indented by `indent` spaces.
std::string wrap(std::string_view head, const std::vector<std::string>& items,
                 std::string_view tail, std::size_t indent);

/// A tuple: `(a, b)`, `(a,)`, `()`.
std::string tuple(const std::vector<std::string>& items);

/// A field of a value: `Base.getfield(returned, :status)`. Unlike `returned.status` it is not a
/// call of `getproperty`, which Julia would look up again whenever it loads the code.
std::string field(std::string_view value, std::string_view name);

/// `Base.precompile(add, (Base.Float64,))`.
std::string precompile(std::string_view callee, const std::vector<std::string>& types);

/// Julia text, and what of it may be compiled while a package is precompiled.
struct Code {
  std::string text;
  std::vector<std::string> ready = {};  ///< calls of `precompile`

  Code& operator+=(Code more);
  Code& operator+=(std::string_view more);
};

}  // namespace prebind::hosts::julia
