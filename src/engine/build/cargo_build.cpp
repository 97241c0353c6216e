#include "engine/build/cargo_build.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "cargo/build_inputs.h"
#include "cargo/place.h"
#include "engine/build/reuse.h"
#include "engine/build/sharing.h"
#include "fingerprint/key.h"
#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"
#include "util/sha256.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using fingerprint::Change;
using fingerprint::FileTime;
using fingerprint::Input;
using fingerprint::InputName;
using fingerprint::Kind;

/// In cargo's target directory: which of our builds used it last, and the packages in it that can
/// change.
struct Marker {
  std::string generation;
  std::string surroundings;  ///< see `surroundings_of`
  std::vector<std::string> packages;
};

fs::path marker_path(const cargo::Package& package) {
  return cargo::build_directory(package) / ".prebind-last";
}

/// What cargo does not look at, though its results depend on it: where the directory lies, what
/// linkers and C compilers read, and which programs compiled (`foundation`). A line of its own.
std::string surroundings_of(const cargo::Package& package, const Environment& environment,
                            const std::string& foundation) {
  std::string text =
      fmt::format("{}{}{}", real_path(cargo::build_directory(package)).string(), '\0', foundation);
  for (const auto& [name, value] : environment.variables()) {
    if (!cargo::is_unseen_setting(name)) continue;
    text += fmt::format("{}{}={}", '\0', name, value);
  }
  return sha256_hex(text);
}

std::optional<Marker> read_marker(const cargo::Package& package) {
  const auto text = read_file(marker_path(package));
  if (!text) return std::nullopt;
  const std::vector<std::string_view> lines = lines_of(*text);
  if (lines.size() < 2) return Marker{};
  return Marker{std::string(lines[0]), std::string(lines[1]), {lines.begin() + 2, lines.end()}};
}

/// Packages of builds before stay in it: in a directory that several crates use, one of them may
/// depend on what the last one does not.
Result<void> write_marker(const cargo::Package& package, const std::string& generation,
                          const std::string& surroundings,
                          const std::vector<cargo::Artifact>& artifacts) {
  std::vector<std::string> names = {package.name};
  if (auto before = read_marker(package)) {
    names.insert(names.end(), before->packages.begin(), before->packages.end());
  }
  for (const cargo::Artifact& artifact : artifacts) {
    if (artifact.is_local || cargo::is_vendored(artifact.id, artifact.package)) {
      names.push_back(artifact.name);
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text = fmt::format("{}\n{}\n", generation, surroundings);
  for (const std::string& name : names) text += name + "\n";
  return write_file_atomically(marker_path(package), text);
}

/// While cargo runs, in the place of `surroundings_of`: if the engine is killed then, nobody knows
/// what is in the directory.
constexpr const char* kUnfinished = "unfinished";

std::string new_generation() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{}.{}", std::chrono::nanoseconds(now).count(), ::getpid());
}

/// All that cargo compares by its time stamp or not at all, with its stat data as they are now.
void add_seen(const std::vector<Input>& inputs, const BuildScene& scene,
              std::map<InputName, Input>& seen) {
  for (const Input& input : inputs) {
    const bool is_file = fingerprint::is_path(input.name.kind);
    if (!is_file && input.name.role != kListingRole) continue;
    if (input.name.role == fingerprint::kOutputRole) continue;
    Input& added = seen[input.name] = {.name = input.name, .content = input.content};
    const auto path = scene.surroundings().roots.path(input.name);
    if (!is_file || !path) continue;
    if (const auto stat = scene.surroundings().files.stat(*path)) added.stat = *stat;
  }
}

/// What the build read and nobody can look at again.
void mark_unknown(const std::map<fs::path, std::string>& unknown, const BuildScene& scene,
                  fingerprint::Sealed& sealed) {
  for (const auto& [path, why] : unknown) {
    const InputName name = scene.surroundings().roots.name(Kind::file, kSourceRole, path.string());
    const fingerprint::Content content = {fingerprint::State::unknown, {}, why};
    std::erase_if(sealed.inputs,
                  [&](const fingerprint::Input& input) { return input.name == name; });
    sealed.inputs.push_back({.name = name, .content = content});
    sealed.changes.push_back({name, fingerprint::content_of(std::nullopt), content});
  }
}

class CargoBuild {
 public:
  CargoBuild(const cargo::Cargo& cargo, const cargo::Package& package,
             const cargo::BuildOptions& options, BuildScene& scene, LastBuild& last,
             fingerprint::Trust trust)
      : cargo_(cargo),
        package_(package),
        options_(options),
        scene_(scene),
        last_(last),
        trust_(trust) {}

  void forget_what_cargo_would_miss();
  Result<CargoBuilt> run();

 private:
  /// What cargo has seen, as it is now.
  struct Present {
    std::vector<Input> inputs = {};
    bool is_missed = false, is_macro_missed = false;  ///< would miss a change, in the macros
  };

  Present present();
  Result<bool> run_once(CargoBuilt& built);
  std::vector<InputName> watched_names(const CargoBuilt& built) const;
  void keep_failed(const fingerprint::Snapshot& before, std::vector<InputName> names,
                   const cargo::Built& parts);
  void keep_seen(const std::vector<Input>& inputs, const std::vector<Change>& changed_lists);
  std::string surroundings() const {
    return surroundings_of(package_, scene_.surroundings().environment, foundation());
  }
  std::string foundation() const;
  bool lies_in_macros(const InputName& name) const;

  const cargo::Cargo& cargo_;
  const cargo::Package& package_;
  cargo::BuildOptions options_;
  BuildScene& scene_;
  LastBuild& last_;
  const fingerprint::Trust trust_;
  const std::string generation_ = new_generation();
  std::map<InputName, Input> seen_;  ///< what the results were made from that cargo keeps
};

void CargoBuild::forget_what_cargo_would_miss() {
  const auto marker = read_marker(package_);
  if (!marker) return;  // nothing was built here
  if (marker->surroundings != surroundings()) {
    cargo::forget_all_packages(package_);
    return;
  }
  std::vector<std::string> names = marker->packages;
  const bool is_ours = last_.is_known && marker->generation == last_.generation;
  if (is_ours) {
    Present now = present();
    // The macros are made from their own files alone, and take longer than most crates that use
    // them.
    const bool keeps_macros = !now.is_macro_missed;
    if (keeps_macros) std::erase(names, cargo::kMacroPackage);
    std::erase_if(now.inputs, [&](const Input& input) {
      return now.is_missed && !(keeps_macros && lies_in_macros(input.name));
    });
    add_seen(now.inputs, scene_, seen_);
    if (!now.is_missed) return;
  }
  cargo::forget_packages(package_, names);
}

CargoBuild::Present CargoBuild::present() {
  std::vector<InputName> names;
  for (const Input& seen : last_.seen) names.push_back(seen.name);
  scene_.prepare(names);
  Observations observations(scene_.surroundings(), last_.record, trust_);
  Present result;
  for (const Input& seen : last_.seen) {
    const Input& now = observations.of(seen.name);
    result.inputs.push_back(now);
    if (!is_missed_by_cargo(scene_, last_.ended, seen, now)) continue;
    result.is_missed = true;
    if (lies_in_macros(seen.name)) result.is_macro_missed = true;
  }
  return result;
}

bool CargoBuild::lies_in_macros(const InputName& name) const {
  const auto path = scene_.surroundings().roots.path(name);
  return std::ranges::any_of(
      package_.path_dependencies, [&](const cargo::PathDependency& dependency) {
        return dependency.name == cargo::kMacroPackage && path &&
               cargo::is_below(real_path(*path), real_path(dependency.directory));
      });
}

/// The content of all of it. What cannot be read is never what it was.
std::string CargoBuild::foundation() const {
  Observations observations(scene_.surroundings(), last_.record, trust_);
  std::vector<Input> inputs;
  for (const InputName& name : scene_.foundation_names()) inputs.push_back(observations.of(name));
  const auto key = fingerprint::key_of("prebind foundation 1", std::move(inputs));
  return key ? key->hex() : new_generation();
}

std::vector<InputName> CargoBuild::watched_names(const CargoBuilt& built) const {
  std::vector<InputName> watched = scene_.fixed_names();
  const auto add = [&](const std::vector<InputName>& names) {
    watched.insert(watched.end(), names.begin(), names.end());
  };
  add(built.names);
  add(scene_.probable_names());
  for (const Input& input : last_.record.inputs) {
    if (input.name.role != fingerprint::kOutputRole) watched.push_back(input.name);
  }
  return watched;
}

/// For the next build, whether or not cargo has failed.
void CargoBuild::keep_seen(const std::vector<Input>& inputs,
                           const std::vector<Change>& changed_lists) {
  add_seen(inputs, scene_, seen_);
  for (const Change& change : changed_lists) {
    const auto found = seen_.find(change.name);
    if (found != seen_.end()) found->second.content = {fingerprint::State::unknown, {}, "changed"};
  }
  last_.seen.clear();
  for (const auto& [name, input] : seen_) last_.seen.push_back(input);
  last_.generation = generation_;
}

/// Cargo keeps what it had compiled before it failed.
void CargoBuild::keep_failed(const fingerprint::Snapshot& before, std::vector<InputName> names,
                             const cargo::Built& parts) {
  const auto written = write_marker(package_, generation_, surroundings(), parts.artifacts);
  if (!written || !last_.is_known) return;
  const cargo::BuildInputs inputs = cargo::find_inputs_of_parts(parts, package_);
  const std::vector<InputName> read = scene_.names_of(inputs, "", false);
  names.insert(names.end(), read.begin(), read.end());
  fingerprint::Sealed sealed = before.seal(names);
  mark_unknown(inputs.unknown, scene_, sealed);
  keep_seen(sealed.inputs, scene_.prepare_again());
  save_seen(last_);
}

/// True if what it was made from is certain, or never will be; false: once more.
Result<bool> CargoBuild::run_once(CargoBuilt& built) {
  const std::vector<InputName> watched = watched_names(built);
  scene_.prepare(watched);
  (void)scene_.prepare_again();
  const fingerprint::Snapshot before(scene_.surroundings(), watched, last_.record, trust_);
  PREBIND_CHECK(write_marker(package_, generation_, kUnfinished, {}));
  cargo::Built parts;
  auto library = cargo::build_library(cargo_, package_, options_, &parts);
  last_.ended = scene_.surroundings()
                    .files.now(cargo::build_directory(package_).string())
                    .value_or(std::numeric_limits<FileTime>::max());
  if (!library) keep_failed(before, watched, parts);
  PREBIND_TRY(made, std::move(library));
  PREBIND_TRY(inputs, cargo::find_build_inputs(made, package_));
  built.library = made.library;
  const std::string told = cargo::what_told_the_place(made, package_, scene_.homes());
  const bool told_homes =
      !told.empty() || !cargo::what_told_the_homes(made, package_, scene_.homes()).empty();
  built.names = scene_.names_of(inputs, told, told_homes);
  built.stays = told.empty()
                    ? what_ties_to_machine(made, scene_.homes().environment, scene_.configuration())
                    : told;
  std::vector<InputName> names = scene_.fixed_names();
  names.insert(names.end(), built.names.begin(), built.names.end());
  built.sealed = before.seal(names);
  const std::vector<Change> lists = scene_.prepare_again();
  built.sealed.changes.insert(built.sealed.changes.end(), lists.begin(), lists.end());
  PREBIND_CHECK(write_marker(package_, generation_, surroundings(), made.artifacts));
  const bool is_certain =
      std::ranges::any_of(built.sealed.changes,
                          [&](const Change& change) {
                            const bool is_new =
                                std::ranges::find(watched, change.name) == watched.end();
                            return !is_new && change.name.role != "lock";
                          }) ||
      built.sealed.changes.empty();
  mark_unknown(inputs.unknown, scene_, built.sealed);
  keep_seen(built.sealed.inputs, lists);
  return is_certain;
}

Result<CargoBuilt> CargoBuild::run() {
  CargoBuilt built;
  const auto begin = std::chrono::steady_clock::now();
  PREBIND_TRY(is_certain, run_once(built));
  built.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (is_certain) return built;
  options_.quiet = true;
  PREBIND_CHECK(run_once(built));
  return built;
}

}  // namespace

bool is_missed_by_cargo(const BuildScene& scene, FileTime ended, const Input& seen,
                        const Input& present) {
  const bool is_same = present.content.is_same(seen.content);
  if (seen.name.kind == Kind::value) return !is_same;
  const bool is_compared = seen.name.role != kVendoredRole && seen.name.role != kPackageRole;
  // Also a file that takes the place of another one.
  if (!is_compared || seen.content.state == fingerprint::State::absent) return !is_same;
  const auto path = scene.surroundings().roots.path(seen.name);
  if (!path) return true;
  const auto stat = scene.surroundings().files.stat(*path);
  if (!stat) return true;
  if (!*stat) return false;  // A file that is gone is noticed.
  const bool has_gone_back =
      seen.name.role == kSourceRole && seen.stat && (*stat)->modified < seen.stat->modified;
  return (!is_same || has_gone_back) && (*stat)->modified <= ended;
}

Result<CargoBuilt> run_cargo(const cargo::Cargo& cargo, const cargo::Package& package,
                             const cargo::BuildOptions& options, BuildScene& scene, LastBuild& last,
                             fingerprint::Trust trust) {
  CargoBuild build(cargo, package, options, scene, last, trust);
  build.forget_what_cargo_would_miss();
  return build.run();
}

}  // namespace prebind::engine
