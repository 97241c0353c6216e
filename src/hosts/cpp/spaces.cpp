#include "hosts/cpp/spaces.h"

#include <fmt/format.h>

namespace prebind::hosts::cpp {

void Spaces::add(model::InModule module, const std::string& lines) {
  if (lines.empty()) return;
  if (parts_.empty() || parts_.back().module != module) parts_.push_back({module, {}});
  parts_.back().lines += lines;
}

std::string Spaces::text(const SpaceNames& names) const {
  std::string out;
  for (const Part& part : parts_) {
    if (!part.module) {
      out += part.lines;
      continue;
    }
    const std::string& name = names.at(*part.module);
    const std::string_view gap = part.lines.starts_with('\n') ? "" : "\n";
    out += fmt::format("\nnamespace {0} {{\n{2}{1}\n}}  // namespace {0}\n", name, part.lines, gap);
  }
  return out;
}

}  // namespace prebind::hosts::cpp
