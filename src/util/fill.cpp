#include "util/fill.h"

#include <algorithm>

namespace prebind {

std::string fill(std::string_view pattern, Holes holes) {
  std::string out;
  out.reserve(pattern.size());
  while (true) {
    const std::size_t start = pattern.find('$');
    out += pattern.substr(0, start);
    if (start == std::string_view::npos) return out;
    pattern.remove_prefix(start);
    const std::size_t end = pattern.find('$', 1);
    const std::string_view name =
        end == std::string_view::npos ? std::string_view() : pattern.substr(1, end - 1);
    const auto hole = std::find_if(holes.begin(), holes.end(),
                                   [&](const auto& entry) { return entry.first == name; });
    if (name.empty() || hole == holes.end()) {
      out += '$';
      pattern.remove_prefix(1);
    } else {
      out += hole->second;
      pattern.remove_prefix(end + 1);
    }
  }
}

}  // namespace prebind
