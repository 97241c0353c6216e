#include "engine/build/cargo_build.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <limits>

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
  std::vector<std::string> names;
  if (auto before = read_marker(package)) names = std::move(before->packages);
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

std::string new_generation() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{}.{}", std::chrono::nanoseconds(now).count(), ::getpid());
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
             const cargo::BuildOptions& options, BuildScene& scene, const LastBuild& last,
             fingerprint::Trust trust)
      : cargo_(cargo),
        package_(package),
        options_(options),
        scene_(scene),
        last_(last),
        trust_(trust) {}

  void forget_what_cargo_would_miss(const std::vector<Change>& changes);
  Result<CargoBuilt> run();

 private:
  Result<bool> run_once(CargoBuilt& built);
  std::string surroundings() const {
    return surroundings_of(package_, scene_.surroundings().environment, foundation());
  }
  std::string foundation() const;
  bool lies_in_macros(const Change& change) const;

  const cargo::Cargo& cargo_;
  const cargo::Package& package_;
  cargo::BuildOptions options_;
  BuildScene& scene_;
  const LastBuild& last_;
  const fingerprint::Trust trust_;
};

void CargoBuild::forget_what_cargo_would_miss(const std::vector<Change>& changes) {
  const auto marker = read_marker(package_);
  if (!marker) return;  // nothing was built here
  if (marker->surroundings != surroundings()) {
    cargo::forget_all_packages(package_);
    return;
  }
  const bool is_ours = last_.is_known && marker->generation == last_.generation;
  bool is_missed = false, is_macro_missed = false;
  for (const Change& change : changes) {
    if (!is_missed_by_cargo(scene_, last_, change)) continue;
    is_missed = true;
    if (lies_in_macros(change)) is_macro_missed = true;
  }
  if (is_ours && !is_missed) return;
  std::vector<std::string> names = marker->packages;
  // The macros are made from their own files alone, and take longer than most crates that use them.
  if (is_ours && !is_macro_missed) std::erase(names, cargo::kMacroPackage);
  cargo::forget_packages(package_, names);
}

bool CargoBuild::lies_in_macros(const Change& change) const {
  const auto path = scene_.surroundings().roots.path(change.name);
  return std::ranges::any_of(
      package_.path_dependencies, [&](const cargo::PathDependency& dependency) {
        return dependency.name == cargo::kMacroPackage && path &&
               cargo::is_below(real_path(*path), real_path(dependency.directory));
      });
}

/// The content of all of it. What cannot be read is never what it was.
std::string CargoBuild::foundation() const {
  Observations observations(scene_.surroundings(), last_.record, trust_);
  std::vector<fingerprint::Input> inputs;
  for (const InputName& name : scene_.foundation_names()) inputs.push_back(observations.of(name));
  const auto key = fingerprint::key_of("prebind foundation 1", std::move(inputs));
  return key ? key->hex() : new_generation();
}

/// True if what it was made from is certain, or never will be; false: once more.
Result<bool> CargoBuild::run_once(CargoBuilt& built) {
  std::vector<InputName> watched = scene_.fixed_names();
  const auto add = [&](const std::vector<InputName>& names) {
    watched.insert(watched.end(), names.begin(), names.end());
  };
  add(built.names);
  add(scene_.probable_names());
  for (const fingerprint::Input& input : last_.record.inputs) {
    if (input.name.role != fingerprint::kOutputRole) watched.push_back(input.name);
  }
  scene_.prepare(watched);
  (void)scene_.prepare_again();
  const fingerprint::Snapshot before(scene_.surroundings(), watched, last_.record, trust_);
  PREBIND_TRY(made, cargo::build_library(cargo_, package_, options_));
  built.ended = scene_.surroundings()
                    .files.now(cargo::build_directory(package_).string())
                    .value_or(std::numeric_limits<FileTime>::max());
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
  for (Change& change : scene_.prepare_again()) built.sealed.changes.push_back(std::move(change));
  PREBIND_CHECK(write_marker(package_, built.generation, surroundings(), made.artifacts));
  const bool is_certain =
      std::ranges::any_of(built.sealed.changes,
                          [&](const Change& change) {
                            const bool is_new =
                                std::ranges::find(watched, change.name) == watched.end();
                            return !is_new && change.name.role != "lock";
                          }) ||
      built.sealed.changes.empty();
  mark_unknown(inputs.unknown, scene_, built.sealed);
  return is_certain;
}

Result<CargoBuilt> CargoBuild::run() {
  CargoBuilt built;
  built.generation = new_generation();
  const auto begin = std::chrono::steady_clock::now();
  PREBIND_TRY(is_certain, run_once(built));
  built.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (is_certain) return built;
  options_.quiet = true;
  PREBIND_CHECK(run_once(built));
  return built;
}

}  // namespace

bool is_missed_by_cargo(const BuildScene& scene, const LastBuild& last, const Change& change) {
  if (change.name.kind == Kind::environment) return false;
  if (change.name.kind == Kind::value) return change.name.role == kListingRole;
  if (change.name.role == fingerprint::kOutputRole) return false;
  if (change.name.role == kVendoredRole || change.name.role == kPackageRole) return true;
  // A file that takes the place of another one.
  if (change.before.state == fingerprint::State::absent) return true;
  const auto path = scene.surroundings().roots.path(change.name);
  if (!path) return true;
  const auto stat = scene.surroundings().files.stat(*path);
  // A file that is gone is noticed.
  return !stat || (*stat && (*stat)->modified <= last.ended);
}

Result<CargoBuilt> run_cargo(const cargo::Cargo& cargo, const cargo::Package& package,
                             const cargo::BuildOptions& options, BuildScene& scene,
                             const LastBuild& last, const std::vector<Change>& changes,
                             fingerprint::Trust trust) {
  CargoBuild build(cargo, package, options, scene, last, trust);
  build.forget_what_cargo_would_miss(changes);
  return build.run();
}

}  // namespace prebind::engine
