#include "expand/lifetimes.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace prebind::expand {

std::set<std::string> lasting_lifetimes(Cursor function) {
  std::vector<std::pair<std::string, std::string>> bounds;  // the first outlives the second
  while (!function.at_end() && !function.at_group("{")) {
    const auto lifetime = function.take_lifetime();
    if (!lifetime) {
      function.take();
      continue;
    }
    if (!function.at_punctuation(':') || function.at_operator("::")) continue;
    function.take();
    while (const auto bound = function.take_lifetime()) {
      bounds.emplace_back(*lifetime, *bound);
      if (!function.take_punctuation('+')) break;
    }
  }
  std::set<std::string> lasting = {"static"};
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [lifetime, bound] : bounds) {
      if (lasting.contains(bound)) grows = lasting.insert(lifetime).second || grows;
    }
  }
  return lasting;
}

std::string let_it_end(std::string_view lifetime) {
  if (lifetime == "static") return "remove `'static`";
  return fmt::format("remove the bound by which `'{}` outlives `'static`", lifetime);
}

}  // namespace prebind::expand
