#include "engine/build/reuse.h"

#include <algorithm>

#include "fingerprint/key.h"
#include "model/record.h"
#include "util/bytes.h"

namespace prebind::engine {
namespace {

using fingerprint::Change;
using fingerprint::Input;
using fingerprint::InputName;

/// Lists that are looked at. Each stands for builds that read other files, as before and after a
/// module was added; the ones used last come first.
constexpr std::size_t kMostLists = 32;

}  // namespace

Observations::Observations(const fingerprint::Surroundings& surroundings,
                           const fingerprint::Record& earlier, fingerprint::Trust trust)
    : observer_(surroundings, trust) {
  for (const Input& input : earlier.inputs) earlier_.emplace(input.name, &input);
}

const Input& Observations::of(const InputName& name) {
  const auto known = inputs_.find(name);
  if (known != inputs_.end()) return known->second;
  const auto earlier = earlier_.find(name);
  fingerprint::Observation present =
      observer_.observe(name, earlier == earlier_.end() ? nullptr : earlier->second);
  return inputs_.emplace(name, Input{name, std::move(present.content), present.stat}).first->second;
}

std::vector<Change> changes_since(const Context& context, LastBuild& last, bool all) {
  BuildScene scene(context, last.options, last.package, last.compiler);
  scene.leave_out(files_of(last.report));
  std::vector<InputName> names;
  for (const Input& input : last.record.inputs) names.push_back(input.name);
  scene.prepare(names);
  fingerprint::CheckResult result =
      fingerprint::check(last.record, scene.surroundings(),
                         {.all = all, .trust = {.paranoid = last.options.paranoid}});
  for (Change& change : scene.new_settings(last.record)) {
    result.changes.push_back(std::move(change));
  }
  if (result.is_refreshed && result.is_fresh()) save_last_build(last);
  return std::move(result.changes);
}

std::optional<fingerprint::Digest> build_key(std::vector<Input> inputs) {
  return fingerprint::key_of("prebind build 1", std::move(inputs));
}

std::string encode_interface(const std::vector<model::Record>& records) {
  std::string bytes;
  for (const model::Record& record : records) {
    append_text(bytes, model::record_bytes(record));
  }
  return bytes;
}

Result<std::vector<model::Record>> decode_interface(std::string_view bytes) {
  std::vector<model::Record> records;
  for (ByteReader reader(bytes); !reader.is_at_end();) {
    const auto one = reader.text();
    if (!one) return fail("a stored interface is damaged", "", "`prebind cache clear` removes it");
    const auto* data = reinterpret_cast<const unsigned char*>(one->data());
    PREBIND_TRY(record, model::parse_record({data, one->size()}));
    records.push_back(std::move(record));
  }
  return records;
}

tl::expected<StoredBuild, std::string> find_stored(const store::Store& store, BuildScene& scene,
                                                   const fingerprint::Record& earlier,
                                                   fingerprint::Trust trust) {
  if (!store.can(store::Store::Access::read)) {
    return tl::make_unexpected(std::string(store::name(store::Miss::no_store)));
  }
  const std::vector<std::string> lists = store.input_lists(scene.request());
  if (lists.empty()) return tl::make_unexpected("never built in this form");
  std::string reason = "inputs differ";
  Observations observations(scene.surroundings(), earlier, trust);
  const std::vector<InputName> fixed = scene.fixed_names();
  scene.prepare(fixed);
  for (std::size_t i = 0; i < std::min(lists.size(), kMostLists); ++i) {
    auto names = fingerprint::decode_names(lists[i]);
    if (!names) continue;
    scene.prepare(*names);
    names->insert(names->end(), fixed.begin(), fixed.end());
    std::ranges::sort(*names);
    names->erase(std::unique(names->begin(), names->end()), names->end());
    std::vector<Input> inputs;
    for (const InputName& name : *names) inputs.push_back(observations.of(name));
    const auto key = build_key(inputs);
    if (!key) continue;
    auto entry = store.find(*key);
    if (entry) return StoredBuild{std::move(*entry), *key, std::move(inputs)};
    if (entry.error() != store::Miss::not_stored) reason = store::name(entry.error());
  }
  return tl::make_unexpected(std::move(reason));
}

}  // namespace prebind::engine
