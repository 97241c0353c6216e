#include "engine/build/reuse.h"

#include <algorithm>
#include <set>
#include <utility>

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

namespace {

/// Looks for results that were made from what there is now.
class Lookup {
 public:
  Lookup(const store::Store& store, BuildScene& scene, const fingerprint::Record& earlier,
         fingerprint::Trust trust)
      : store_(store),
        scene_(scene),
        observations_(scene.surroundings(), earlier, trust),
        fixed_(scene.fixed_names()) {
    scene.prepare(fixed_);
  }

  /// In the store, by these lists; those that were looked at before are not again.
  std::optional<StoredBuild> find(const std::vector<std::string>& lists);
  /// In the team's cache, by the keys of all lists.
  std::optional<StoredBuild> receive(store::Upstream& upstream);

  const std::string& reason() const { return reason_; }

 private:
  struct Candidate {
    fingerprint::Digest key;
    std::vector<Input> inputs;
  };

  std::optional<Candidate> candidate_of(const std::string& list);

  const store::Store& store_;
  BuildScene& scene_;
  Observations observations_;
  const std::vector<InputName> fixed_;
  std::set<std::string> seen_;
  std::vector<Candidate> missing_;  ///< no result of these is in the store
  std::string reason_ = "inputs differ";
};

std::optional<Lookup::Candidate> Lookup::candidate_of(const std::string& list) {
  auto names = fingerprint::decode_names(list);
  if (!names) return std::nullopt;
  scene_.prepare(*names);
  names->insert(names->end(), fixed_.begin(), fixed_.end());
  std::ranges::sort(*names);
  names->erase(std::unique(names->begin(), names->end()), names->end());
  std::vector<Input> inputs;
  for (const InputName& name : *names) inputs.push_back(observations_.of(name));
  const auto key = build_key(inputs);
  if (!key) return std::nullopt;
  return Candidate{.key = *key, .inputs = std::move(inputs)};
}

std::optional<StoredBuild> Lookup::find(const std::vector<std::string>& lists) {
  for (std::size_t i = 0; i < std::min(lists.size(), kMostLists); ++i) {
    if (!seen_.insert(lists[i]).second) continue;
    auto candidate = candidate_of(lists[i]);
    if (!candidate) continue;
    auto entry = store_.find(candidate->key);
    if (entry) {
      return StoredBuild{std::move(*entry), candidate->key, std::move(candidate->inputs)};
    }
    if (entry.error() != store::Miss::not_stored) reason_ = store::name(entry.error());
    missing_.push_back(std::move(*candidate));
  }
  return std::nullopt;
}

std::optional<StoredBuild> Lookup::receive(store::Upstream& upstream) {
  std::vector<fingerprint::Digest> keys;
  for (const Candidate& candidate : missing_) keys.push_back(candidate.key);
  if (!upstream.fetch(keys)) return std::nullopt;
  for (Candidate& candidate : missing_) {
    auto entry = store_.find(candidate.key);
    if (!entry) continue;
    return StoredBuild{std::move(*entry), candidate.key, std::move(candidate.inputs),
                       /*is_received=*/true};
  }
  return std::nullopt;
}

}  // namespace

tl::expected<StoredBuild, std::string> find_stored(const store::Store& store, BuildScene& scene,
                                                   const fingerprint::Record& earlier,
                                                   fingerprint::Trust trust) {
  if (!store.can(store::Store::Access::read)) {
    return tl::make_unexpected(std::string(store::name(store::Miss::no_store)));
  }
  const fingerprint::Digest request = scene.request();
  store::Upstream* const upstream = store.options().upstream.get();
  std::vector<std::string> lists = store.input_lists(request);
  if (lists.empty() && upstream == nullptr) {
    return tl::make_unexpected("never built in this form");
  }
  Lookup lookup(store, scene, earlier, trust);
  if (auto found = lookup.find(lists)) return std::move(*found);
  if (upstream != nullptr) {
    // Builds elsewhere may have read other files.
    if (upstream->fetch_lists(request)) {
      lists = store.input_lists(request);
      if (auto found = lookup.find(lists)) return std::move(*found);
    }
    if (auto found = lookup.receive(*upstream)) return std::move(*found);
  }
  if (lists.empty()) return tl::make_unexpected("never built in this form");
  return tl::make_unexpected(lookup.reason());
}

}  // namespace prebind::engine
