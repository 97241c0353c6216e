#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace prebind {

/// Levenshtein's distance: how many bytes to change, add or remove to make one word from the other.
std::size_t edit_distance(std::string_view from, std::string_view to);

/// The name that was probably meant by a word, or nothing where all are far away: as many edits as
/// the word has bytes, or more than two and more than a third of the name.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> names);

}  // namespace prebind
