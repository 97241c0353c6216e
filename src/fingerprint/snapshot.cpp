#include "fingerprint/snapshot.h"

#include <algorithm>

namespace prebind::fingerprint {
namespace {

const Input* find(const std::vector<Input>& sorted, const InputName& name) {
  const auto found = std::ranges::lower_bound(
      sorted, name, {}, [](const Input& input) -> const InputName& { return input.name; });
  return found != sorted.end() && found->name == name ? &*found : nullptr;
}

std::vector<Input> sorted_inputs(const Record& record) {
  std::vector<Input> inputs = record.inputs;
  std::ranges::sort(inputs, {}, &Input::name);
  return inputs;
}

std::vector<InputName> sorted_names(std::vector<InputName> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// The input as something that may have been anything while the build ran.
Input doubtful(const InputName& name, Content before, std::string why, Sealed& sealed) {
  const Content unknown = {.state = State::unknown, .text = std::move(why)};
  sealed.changes.push_back({name, std::move(before), unknown});
  return {.name = name, .content = unknown};
}

}  // namespace

Snapshot::Snapshot(const Surroundings& surroundings, const std::vector<InputName>& names,
                   const Record& earlier, Trust trust)
    : surroundings_(surroundings), trust_(trust) {
  std::vector<std::string> places = {"/"};
  for (const Roots::Root& root : surroundings.roots.all()) places.push_back(root.directory);
  for (const std::string& place : places) {
    const auto stat = surroundings.files.stat(place);
    if (!stat || !*stat) continue;
    const bool is_known =
        std::ranges::find(started_, (*stat)->device, &std::pair<std::uint64_t, FileTime>::first) !=
        started_.end();
    if (is_known) continue;
    if (const auto now = surroundings.files.now(place)) {
      started_.emplace_back((*stat)->device, *now);
    }
  }

  const std::vector<Input> known = sorted_inputs(earlier);
  Observer observer(surroundings, trust);
  for (const InputName& name : sorted_names(names)) {
    Observation present = observer.observe(name, find(known, name));
    inputs_.push_back({name, std::move(present.content), present.stat});
    seen_.push_back(present.seen);
  }
}

Sealed Snapshot::seal(const std::vector<InputName>& names) const {
  Sealed sealed;
  Observer observer(surroundings_, trust_);
  for (const InputName& name : sorted_names(names)) {
    const Input* before = find(inputs_, name);
    sealed.inputs.push_back(
        before == nullptr
            ? seal_new(name, observer, sealed)
            : seal_known(static_cast<std::size_t>(before - inputs_.data()), observer, sealed));
  }
  return sealed;
}

Input Snapshot::seal_known(std::size_t index, Observer& observer, Sealed& sealed) const {
  const Input& before = inputs_[index];
  Observation after = observer.observe(before.name, &before);
  if (after.content.state == State::unknown) {
    return doubtful(before.name, before.content, after.content.text, sealed);
  }
  if (!after.content.is_same(before.content)) {
    return doubtful(before.name, before.content, "it changed while the build ran", sealed);
  }
  if (after.seen != seen_[index]) {
    return doubtful(before.name, before.content, "it was written while the build ran", sealed);
  }
  return {before.name, std::move(after.content), after.stat};
}

Input Snapshot::seal_new(const InputName& name, Observer& observer, Sealed& sealed) const {
  Observation after = observer.observe(name);
  if (after.content.state == State::unknown) {
    return doubtful(name, {}, after.content.text, sealed);
  }
  const auto is_older_than_build = [&](const FileStat& file) {
    return std::ranges::any_of(started_, [&](const auto& start) {
      return start.first == file.device && file.newest() + trust_.margin < start.second;
    });
  };
  if (is_path(name.kind) && !(after.seen && is_older_than_build(*after.seen))) {
    return doubtful(name, {}, "it may have changed while the build ran", sealed);
  }
  return {name, std::move(after.content), after.stat};
}

}  // namespace prebind::fingerprint
