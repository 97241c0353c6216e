#include "cargo/lock_file.h"

#include <vector>

#include "util/lines.h"

namespace prebind::cargo {
namespace {

/// What stands between the first quote and the next, up to a blank: of `"libc 0.2.1 (…)"`, `libc`.
std::string name_in(std::string_view line) {
  const std::size_t begin = line.find('"');
  if (begin == std::string_view::npos) return {};
  return std::string(line.substr(begin + 1, line.find_first_of("\" ", begin + 1) - begin - 1));
}

}  // namespace

LockFile::LockFile(std::string_view text) {
  std::string package;
  bool is_in_list = false;
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with("name = ")) package = name_in(line);
    if (line.starts_with("dependencies = [")) is_in_list = true;
    if (is_in_list && line.starts_with(" \"")) dependencies_[package].insert(name_in(line));
    if (line.starts_with(']')) is_in_list = false;
  }
}

std::set<std::string> LockFile::with_dependencies(const std::string& name) const {
  std::set<std::string> found = {name};
  std::vector<std::string> pending = {name};
  while (!pending.empty()) {
    const std::string next = std::move(pending.back());
    pending.pop_back();
    const auto known = dependencies_.find(next);
    if (known == dependencies_.end()) continue;
    for (const std::string& dependency : known->second) {
      if (found.insert(dependency).second) pending.push_back(dependency);
    }
  }
  return found;
}

}  // namespace prebind::cargo
