#include "util/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace prebind {

std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> names) {
  // Long input cannot be near to any name of ours, and would only cost time.
  if (names.empty() || word.size() > 64) return std::nullopt;
  const auto best = std::ranges::min_element(
      names, {}, [word](std::string_view name) { return edit_distance(word, name); });
  const std::size_t distance = edit_distance(word, *best);
  const bool is_far = distance > std::max<std::size_t>(2, best->size() / 3);
  return is_far || distance >= word.size() ? std::nullopt : std::optional(*best);
}

}  // namespace prebind
