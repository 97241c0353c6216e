#include "util/template.h"

#include <algorithm>

namespace prebind {
namespace {

constexpr std::string_view kHole = "HOLE_";
constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";

}  // namespace

std::string fill(std::string_view pattern, Holes holes) {
  std::string out;
  out.reserve(pattern.size());
  while (true) {
    const std::size_t start = pattern.find(kHole);
    out += pattern.substr(0, start);
    if (start == std::string_view::npos) return out;
    pattern.remove_prefix(start + kHole.size());
    const std::string_view name = pattern.substr(0, pattern.find_first_not_of(kNameCharacters));
    const auto hole = std::ranges::find(holes, name, &Holes::value_type::first);
    if (hole == holes.end()) {
      out += kHole;
      continue;
    }
    pattern.remove_prefix(name.size());
    const std::size_t last = out.find_last_not_of(' ');
    const bool begins_line = last == std::string::npos || out[last] == '\n';
    if (begins_line && pattern.starts_with('\n')) {
      out.resize(last == std::string::npos ? 0 : last + 1);
      pattern.remove_prefix(1);
    }
    out += hole->second.text();
  }
}

}  // namespace prebind
