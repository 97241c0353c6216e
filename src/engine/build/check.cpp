#include "engine/build/check.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "engine/build/build_scene.h"
#include "engine/build/last_build.h"
#include "engine/build/reuse.h"
#include "engine/cache/cache_place.h"
#include "store/maintenance.h"

namespace prebind::engine {
namespace {

using fingerprint::Change;
using fingerprint::Content;
using fingerprint::Input;
using fingerprint::InputName;
using fingerprint::Kind;
using fingerprint::State;

/// Stored builds that are compared with what there is now.
constexpr std::size_t kMostCompared = 50;

bool is_path(const InputName& name) {
  return name.kind == Kind::file || name.kind == Kind::directory;
}

std::string shown(const InputName& name, const Content& content) {
  if (content.state == State::absent) return "";
  if (content.state == State::unknown) return content.text;
  return is_path(name) ? content.digest.hex() : content.text;
}

std::string shown_name(const InputName& name) {
  if (name.root.empty() || name.root == "crate") return name.path;
  return fmt::format("{}/{}", name.root, name.path);
}

std::vector<InputChange> shown(const std::vector<Change>& changes) {
  std::vector<InputChange> result;
  for (const Change& change : changes) {
    result.push_back({.input = shown_name(change.name),
                      .before = shown(change.name, change.before),
                      .after = shown(change.name, change.after),
                      .text = fingerprint::describe(change)});
  }
  return result;
}

tl::expected<std::vector<LastBuild>, Failure> known_builds(const Context& context,
                                                           const CheckOptions& options) {
  std::error_code error;
  const bool is_module = std::filesystem::is_regular_file(options.crate, error) &&
                         options.crate.filename() != "Cargo.toml";
  auto builds = is_module ? load_last_builds_of_module(context.environment, options.crate)
                          : load_last_builds(context.environment, options.crate);
  if (!builds) return failed(std::move(builds).error());
  std::erase_if(*builds, is_for_packaging);
  std::erase_if(*builds, is_gone);
  for (LastBuild& build : *builds) build.options.paranoid = options.paranoid;
  return std::move(*builds);
}

/// The stored inputs against those of now. Values of variables are not stored.
std::vector<Change> differences(const std::vector<Input>& stored, BuildScene& scene,
                                Observations& observations) {
  std::vector<Change> changes;
  std::vector<InputName> names;
  for (const Input& input : stored) names.push_back(input.name);
  scene.prepare(names);
  for (const Input& input : stored) {
    if (input.name.role == fingerprint::kOutputRole) continue;
    const Content& present = observations.of(input.name).content;
    if (present.is_same(input.content)) continue;
    // Places that were looked at in vain are no part of what was built.
    if (present.state == State::absent && input.content.state == State::absent) continue;
    changes.push_back({input.name, input.content, present});
    Content& before = changes.back().before;
    const bool is_hidden = input.name.kind == Kind::environment && before.text.empty();
    if (is_hidden && before.state == State::present) before.text = "another value";
  }
  return changes;
}

void find_nearest(const store::Store& store, const LastBuild& build, BuildScene& scene,
                  ExplainedBuild& explained) {
  const auto listed = store::list(store);
  if (!listed) return;
  Observations observations(scene.surroundings(), build.record,
                            {.paranoid = build.options.paranoid});
  std::size_t compared = 0;
  for (const store::Listed& candidate : *listed) {
    if (candidate.action.crate != build.package.name || compared++ == kMostCompared) continue;
    const auto entry = store.find(candidate.key);
    if (!entry) continue;
    const store::Output* output = entry->action().output(kInputsOutput);
    const auto bytes = output == nullptr ? std::nullopt : entry->read(*output);
    if (!bytes) continue;
    const auto record = fingerprint::decode(*bytes);
    if (!record) continue;
    const std::vector<Change> changes = differences(record->inputs, scene, observations);
    const bool is_nearer =
        explained.nearest_key.empty() || changes.size() < explained.nearest_changes.size();
    if (!is_nearer) continue;
    explained.nearest_key = candidate.key.hex();
    explained.nearest_created = candidate.action.created;
    explained.nearest_changes = shown(changes);
  }
}

/// What the next build would find in the store.
void look_ahead(const Context& context, const LastBuild& build, ExplainedBuild& explained) {
  store::Options options = store_options(context);
  options.upstream = asked_team_cache(context, build.options.crate, explained.remote);
  const store::Store store(std::move(options));
  BuildScene scene(context, build.options, build.package, build.compiler);
  scene.leave_out(files_of(build.report));
  const auto stored = find_stored(store, scene, build.record, {.paranoid = build.options.paranoid});
  explained.is_stored = stored.has_value();
  if (stored) return;
  explained.miss = stored.error();
  find_nearest(store, build, scene, explained);
}

}  // namespace

bool CheckReport::is_fresh() const {
  return !builds.empty() && std::ranges::all_of(builds, &CheckedBuild::is_fresh);
}

tl::expected<CheckReport, Failure> check(const Context& context, const CheckOptions& options) {
  auto builds = known_builds(context, options);
  if (!builds) return tl::make_unexpected(std::move(builds).error());
  // What sessions loaded is not what its author keeps; but if there is nothing else, it counts.
  const auto is_kept = [](const LastBuild& build) { return !build.options.for_session; };
  if (std::ranges::any_of(*builds, is_kept)) std::erase_if(*builds, std::not_fn(is_kept));
  CheckReport report = {.crate = options.crate, .builds = {}};
  for (LastBuild& build : *builds) {
    auto changes = shown(changes_since(context, build, /*all=*/true));
    report.builds.push_back({.report = build.report, .changes = std::move(changes)});
  }
  return report;
}

tl::expected<Explanation, Failure> explain(const Context& context, const CheckOptions& options) {
  auto builds = known_builds(context, options);
  if (!builds) return tl::make_unexpected(std::move(builds).error());
  if (builds->empty()) {
    return failed({.message = fmt::format("no build of `{}` is known", options.crate.string()),
                   .help = "`prebind build` makes one; records of earlier builds are in the cache "
                           "directory (`prebind cache dir`)"});
  }
  Explanation explanation = {.crate = options.crate, .builds = {}};
  for (LastBuild& build : *builds) {
    auto changes = shown(changes_since(context, build, /*all=*/true));
    ExplainedBuild explained = {.checked = {.report = build.report, .changes = std::move(changes)},
                                .key = build.key,
                                .finished = build.finished,
                                .inputs = {}};
    const BuildScene scene(context, build.options, build.package, build.compiler);
    for (const Input& input : build.record.inputs) {
      const auto path =
          is_path(input.name) ? scene.surroundings().roots.path(input.name) : std::nullopt;
      explained.inputs.push_back({.role = input.name.role,
                                  .name = shown_name(input.name),
                                  .content = shown(input.name, input.content),
                                  .path = path.value_or("")});
    }
    if (!explained.checked.is_fresh()) look_ahead(context, build, explained);
    explanation.builds.push_back(std::move(explained));
  }
  return explanation;
}

}  // namespace prebind::engine
