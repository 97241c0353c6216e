#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace prebind::hosts::cpp {

/// Lines of a generated header are at most so long, where names allow it.
inline constexpr std::size_t kWidth = 100;

/// `head(items…)tail`, in as many lines as needed; these begin with so many spaces.
std::string listed(const std::string& head, const std::vector<std::string>& items,
                   std::string_view tail, std::size_t indent);

/// Lines of Doxygen's, each with `/// ` in front of it. Of Rust's Markdown links to items become
/// their text, and what Doxygen would take for a command is quoted. Nothing without docs.
std::string doxygen(std::string_view docs, std::size_t indent = 0);

/// `[[deprecated("since 1.2: use g")]] `, or nothing.
std::string deprecated(const model::Marks& marks);
std::string deprecated(const std::optional<model::Deprecation>& deprecation);

/// All lines moved to the right.
std::string indented(std::string_view lines, std::size_t spaces);

}  // namespace prebind::hosts::cpp
