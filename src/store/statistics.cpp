#include "store/statistics.h"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::store {
namespace {

/// Far longer than an update takes; a holder that was stopped must not stop others.
constexpr std::chrono::seconds kPatience(5);

template <typename Number>
void parse(std::string_view text, Number& number) {
  Number value = {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) number = value;
}

}  // namespace

std::uint64_t Statistics::all_misses() const {
  std::uint64_t sum = 0;
  for (const auto& [reason, count] : misses) sum += count;
  return sum;
}

std::string encode(const Statistics& statistics) {
  std::string text = fmt::format(
      "hits {}\nseconds-saved {:.3f}\npublished {}\nremoved {}\nset-aside {}\nbytes {}\n",
      statistics.hits, statistics.seconds_saved, statistics.published, statistics.removed,
      statistics.set_aside, statistics.bytes);
  for (const auto& [reason, count] : statistics.misses) {
    text += fmt::format("miss {} {}\n", count, reason);
  }
  for (const auto& [what, count] : statistics.remote) {
    text += fmt::format("remote {} {}\n", count, what);
  }
  return text;
}

Statistics decode_statistics(std::string_view text) {
  Statistics statistics;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, space), value = line.substr(space + 1);
    if (name == "hits") parse(value, statistics.hits);
    if (name == "seconds-saved") parse(value, statistics.seconds_saved);
    if (name == "published") parse(value, statistics.published);
    if (name == "removed") parse(value, statistics.removed);
    if (name == "set-aside") parse(value, statistics.set_aside);
    if (name == "bytes") parse(value, statistics.bytes);
    const std::size_t end = value.find(' ');
    if (end == std::string_view::npos) continue;
    const std::string what(value.substr(end + 1));
    if (name == "miss") parse(value.substr(0, end), statistics.misses[what]);
    if (name == "remote") parse(value.substr(0, end), statistics.remote[what]);
  }
  return statistics;
}

Statistics read_statistics(const Layout& layout) {
  const auto text = read_file(layout.counters());
  return text ? decode_statistics(*text) : Statistics();
}

Statistics update_statistics(const Layout& layout, const std::function<void(Statistics&)>& change) {
  const auto lock = lock_within(layout.counters_lock(), LockMode::exclusive, kPatience);
  Statistics statistics = read_statistics(layout);
  if (!lock || !*lock) return statistics;
  change(statistics);
  (void)write_file_atomically(layout.counters(), encode(statistics), {.mode = 0644});
  return statistics;
}

}  // namespace prebind::store
