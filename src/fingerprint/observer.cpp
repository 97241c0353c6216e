#include "fingerprint/observer.h"

#include <fmt/format.h>

#include "fingerprint/hasher.h"

namespace prebind::fingerprint {
namespace {

Observation unknown(std::string why) {
  return {.content = {.state = State::unknown, .text = std::move(why)}};
}

}  // namespace

Content content_of(const std::optional<std::string>& text) {
  if (!text) return {};
  return {.state = State::present, .digest = Digest::of(*text), .text = *text};
}

Observation Observer::observe(const InputName& name, const Input* earlier) {
  switch (name.kind) {
    case Kind::file:
    case Kind::directory:
      return observe_path(name, earlier);
    case Kind::environment:
      return {.content = content_of(surroundings_.environment.get(name.path))};
    case Kind::value:
      break;
  }
  const auto value = surroundings_.values.find(name.path);
  if (value == surroundings_.values.end()) return {};
  return {.content = content_of(value->second)};
}

Observation Observer::observe_path(const InputName& name, const Input* earlier) {
  const auto path = surroundings_.roots.path(name);
  if (!path) return unknown(fmt::format("the place of the {} is not known", name.root));
  const auto stat = surroundings_.files.stat(*path);
  if (!stat) return unknown(stat.error().message);
  if (!*stat) return {};
  if (earlier != nullptr && !trust_.paranoid && earlier->stat == **stat) {
    return {.content = earlier->content, .seen = earlier->stat, .stat = earlier->stat};
  }

  const auto now = clock(**stat, *path);
  ++read_count_;
  const auto hashed = name.kind == Kind::file ? hash_file(surroundings_.files, *path)
                                              : hash_listing(surroundings_.files, *path);
  if (!hashed) return unknown(hashed.error().message);
  if (!*hashed) return {};
  const FileStat& read = (*hashed)->stat;
  Observation observation = {.content = {.state = State::present, .digest = (*hashed)->digest},
                             .seen = read};
  const bool is_old = now && read.device == (*stat)->device && read.newest() + trust_.margin < *now;
  if (is_old) observation.stat = read;
  return observation;
}

std::optional<FileTime> Observer::clock(const FileStat& file, const std::string& path) {
  for (const auto& [device, time] : clocks_) {
    if (device == file.device) return time;
  }
  return clocks_.emplace_back(file.device, surroundings_.files.now(path)).second;
}

}  // namespace prebind::fingerprint
