#include "fingerprint/input.h"

#include <algorithm>

#include <fmt/format.h>

namespace prebind::fingerprint {
namespace {

std::string describe_name(const InputName& name) {
  if (name.path.empty()) return fmt::format("the directory of the {}", name.root);
  switch (name.kind) {
    case Kind::file:
      return fmt::format("`{}`", name.path);
    case Kind::directory:
      return fmt::format("the directory `{}`", name.path);
    case Kind::environment:
      return fmt::format("the environment variable `{}`", name.path);
    case Kind::value:
      break;
  }
  return fmt::format("the {}", name.path);
}

/// Twelve digits are enough to tell two contents apart by eye.
std::string digits(const Content& content) {
  return content.digest.hex().substr(0, 12);
}

std::string quoted(const Content& content) {
  return content.state == State::absent ? "unset" : fmt::format("`{}`", content.text);
}

}  // namespace

bool Content::is_same(const Content& other) const {
  if (state == State::unknown || state != other.state) return false;
  return state == State::absent || digest == other.digest;
}

std::string describe(const Change& change) {
  const std::string name = describe_name(change.name);
  const State before = change.before.state, after = change.after.state;
  if (after == State::unknown) return fmt::format("{}: {}", name, change.after.text);
  if (before == State::unknown) return fmt::format("{}: {}", name, change.before.text);
  if (!is_path(change.name.kind)) {
    return fmt::format("{} has changed ({} -> {})", name, quoted(change.before),
                       quoted(change.after));
  }
  if (before == State::absent) return fmt::format("{} has appeared", name);
  if (after == State::absent) return fmt::format("{} is gone", name);
  return fmt::format("{} has changed (sha256 {} -> {})", name, digits(change.before),
                     digits(change.after));
}

void Roots::add(std::string name, std::string directory) {
  while (directory.ends_with('/')) directory.pop_back();
  roots_.push_back({std::move(name), std::move(directory)});
}

std::optional<std::string> Roots::path(const InputName& name) const {
  if (name.root.empty()) return name.path;
  for (const Root& root : roots_) {
    if (root.name != name.root) continue;
    std::string path;
    path.reserve(root.directory.size() + 1 + name.path.size());
    path += root.directory;
    if (!name.path.empty()) (path += '/') += name.path;
    return path;
  }
  return std::nullopt;
}

InputName Roots::name(Kind kind, std::string role, const std::string& path) const {
  const Root* innermost = nullptr;
  for (const Root& root : roots_) {
    const std::string& directory = root.directory;
    const bool is_inside = path.starts_with(directory) &&
                           (path.size() == directory.size() || path[directory.size()] == '/');
    if (!is_inside) continue;
    if (innermost == nullptr || innermost->directory.size() < directory.size()) innermost = &root;
  }
  if (innermost == nullptr) return {kind, std::move(role), "", path};
  const std::size_t start = std::min(path.size(), innermost->directory.size() + 1);
  return {kind, std::move(role), innermost->name, path.substr(start)};
}

}  // namespace prebind::fingerprint
