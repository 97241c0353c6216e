#include "cargo/build_inputs.h"

#include <algorithm>
#include <array>
#include <system_error>

#include <fmt/format.h>

#include "cargo/manifests.h"
#include "cargo/tree.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

bool has_no_dots(const fs::path& path) {
  return std::ranges::find(path, fs::path("..")) == path.end();
}

/// The same for what the paths lead to, at this moment.
bool leads_below(const fs::path& path, const fs::path& directory) {
  return (has_no_dots(path) && is_below(path, directory)) ||
         is_below(real_path(path), real_path(directory));
}

/// rustc's list of what went into a file that it made; empty if there is none. Cargo puts some
/// files up by a folder and leaves the list behind, and does not call it what it calls the file.
fs::path list_of(const fs::path& made) {
  const fs::path folder = made.parent_path();
  std::string stem = made.stem().string();
  if (stem.starts_with("lib")) stem.erase(0, 3);
  std::error_code error;
  for (const fs::path& place : {folder, folder / "deps"}) {
    if (fs::exists(place / (stem + ".d"), error)) return place / (stem + ".d");
  }
  const bool is_script = folder.parent_path().filename() == "build";
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(is_script ? folder : folder / "deps", error)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".d") || (!is_script && !name.starts_with(stem + "-"))) continue;
    std::error_code ignored;
    const bool is_newer = newest.empty() || fs::last_write_time(newest, ignored) <
                                                fs::last_write_time(entry.path(), ignored);
    if (is_newer) newest = entry.path();
  }
  return newest;
}

/// Collects from one build.
class Collector {
 public:
  explicit Collector(const Package& package)
      : package_(package), build_directory_(build_directory(package)) {}

  Result<void> add_library(const fs::path& library);
  void add_artifact(const Artifact& artifact);
  void add_script(const ScriptRun& script);

  BuildInputs inputs;

 private:
  void add_read(const fs::path& path, const Artifact& artifact);
  void add_named(const fs::path& path);
  void add_variables(const DepInfo& info, const Artifact& artifact);
  bool is_written(const fs::path& path) const;

  const Package& package_;
  const fs::path build_directory_;
  /// Variables that build scripts set for their crates, by the folder of the package.
  std::map<fs::path, std::set<std::string>> from_scripts_;
};

/// What build scripts wrote follows from what they read.
bool Collector::is_written(const fs::path& path) const {
  return has_no_dots(path) ? is_below(path, build_directory_) : leads_below(path, build_directory_);
}

/// Cargo's own list has the files of all local packages that the library depends on through local
/// packages. It follows symbolic links in them; rustc's lists do not.
Result<void> Collector::add_library(const fs::path& library) {
  const fs::path dep_info = fs::path(library).replace_extension(".d");
  auto text = read_file(dep_info);
  if (!text) {
    return fail(fmt::format("cargo left no list of the inputs of `{}`", library.string()),
                dep_info.string(), text.error().message);
  }
  std::error_code error;
  for (const std::string& file : parse_dep_info(*text).files) {
    const fs::path path = package_.workspace / file;
    if (!is_written(path) && !fs::is_directory(path, error)) inputs.files.insert(path);
  }
  return {};
}

void Collector::add_artifact(const Artifact& artifact) {
  const bool is_kept = !artifact.is_local && !is_vendored(artifact.id, artifact.package);
  if (artifact.is_local) {
    for (fs::path& manifest : manifests_of(artifact.package, package_.workspace)) {
      inputs.manifests.insert(std::move(manifest));
    }
    // Cargo finds it by its name: a build script that was not there before is a change.
    inputs.files.insert(artifact.package / "build.rs");
  } else if (!is_kept) {
    for (const char* name : {"Cargo.toml", ".cargo-checksum.json", "build.rs"}) {
      inputs.vendored.insert(artifact.package / name);
    }
  }
  const auto text = read_file(list_of(artifact.file));
  if (!text) {
    if (is_kept) return;
    inputs.unknown.emplace(artifact.file, "rustc left no list of its inputs");
    return;
  }
  const DepInfo info = parse_dep_info(*text);
  add_variables(info, artifact);
  for (const std::string& file : info.files) {
    // Where rustc runs: in the workspace, or it is given absolute paths.
    const fs::path path = package_.workspace / file;
    // What cargo fetched does not change.
    if (!is_kept || !leads_below(path, artifact.package)) add_read(path, artifact);
  }
}

/// A file that rustc read.
void Collector::add_read(const fs::path& path, const Artifact& artifact) {
  if (is_written(path)) return;
  std::error_code error;
  if (!fs::exists(path, error)) {
    // As when `--remap-path-prefix` has other paths written into the list.
    inputs.unknown.emplace(path, "rustc read this file, but it does not exist");
    return;
  }
  std::set<fs::path>& files = artifact.is_local ? inputs.files : inputs.vendored;
  files.insert(path);
  if (auto other = other_place_of(path)) files.insert(std::move(*other));
}

void Collector::add_script(const ScriptRun& script) {
  from_scripts_[script.package].insert(script.variables.begin(), script.variables.end());
  const fs::path said = script.out_directory.parent_path() / "output";
  const auto text = read_file(said);
  if (!text) inputs.unknown.emplace(said, "cargo did not keep the output of a build script");
  const ScriptOutput output = parse_script_output(text.value_or(""), script.syntax);
  inputs.variables.insert(output.variables.begin(), output.variables.end());
  const bool is_kept = !script.is_local && !is_vendored(script.id, script.package);
  if (output.is_silent() && !is_kept) {
    inputs.packages.insert(script.package);
    for (fs::path& file :
         files_in(read_tree(script.package, Reading::package, package_.target_directory))) {
      inputs.of_packages.insert(std::move(file));
    }
  }
  for (const std::string& name : output.files) {
    // The empty name is the package itself.
    const fs::path path = name.empty() ? script.package : script.package / name;
    if (!is_kept || !leads_below(path, script.package)) add_named(path);
  }
}

/// A file or folder that a build script said it had read.
void Collector::add_named(const fs::path& path) {
  if (is_written(path)) return;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    inputs.files.insert(path);
    return;
  }
  inputs.folders.insert(path);
  for (fs::path& file : files_in(read_tree(path, Reading::everything, package_.target_directory))) {
    inputs.files.insert(std::move(file));
  }
}

void Collector::add_variables(const DepInfo& info, const Artifact& artifact) {
  const std::set<std::string>& from_script = from_scripts_[artifact.package];
  for (const auto& [name, value] : info.variables) {
    if (name == "CARGO") inputs.asks_for_cargo = true;
    if (!is_set_by_cargo(name) && !from_script.contains(name)) inputs.variables.insert(name);
  }
}

}  // namespace

bool is_below(const fs::path& path, const fs::path& directory) {
  const auto [end, rest] =
      std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
  return end == directory.end();
}

bool is_vendored(const PackageId& id, const fs::path& package) {
  const std::string place = package.string();
  return !id.is_local() && !id.source.empty() &&
         place.find("/registry/src/") == std::string::npos &&
         place.find("/git/checkouts/") == std::string::npos;
}

bool is_set_by_cargo(const std::string& variable) {
  constexpr std::array kNames = {"CARGO",
                                 "CARGO_CRATE_NAME",
                                 "CARGO_BIN_NAME",
                                 "OUT_DIR",
                                 "CARGO_PRIMARY_PACKAGE",
                                 "CARGO_TARGET_TMPDIR",
                                 "CARGO_MANIFEST_DIR",
                                 "CARGO_MANIFEST_PATH",
                                 "CARGO_MANIFEST_LINKS"};
  return variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_FEATURE_") ||
         std::ranges::find(kNames, variable) != kNames.end();
}

std::vector<DepInfo> dep_infos_of_library(const fs::path& library, const Package& package) {
  std::vector<DepInfo> infos;
  const std::string& stem = package.library;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(library.parent_path() / "deps", error)) {
    const std::string name = entry.path().filename().string();
    // Its name may have cargo's hash in it.
    if (name != stem + ".d" && !(name.starts_with(stem + "-") && name.ends_with(".d"))) continue;
    const auto text = read_file(entry.path());
    if (text) infos.push_back(parse_dep_info(*text));
  }
  return infos;
}

Result<BuildInputs> find_build_inputs(const Built& built, const Package& package) {
  Collector collector(package);
  for (const ScriptRun& script : built.scripts) collector.add_script(script);
  PREBIND_CHECK(collector.add_library(built.library));
  for (const Artifact& artifact : built.artifacts) collector.add_artifact(artifact);
  return std::move(collector.inputs);
}

BuildInputs find_inputs_of_parts(const Built& parts, const Package& package) {
  Collector collector(package);
  for (const ScriptRun& script : parts.scripts) collector.add_script(script);
  for (const Artifact& artifact : parts.artifacts) collector.add_artifact(artifact);
  return std::move(collector.inputs);
}

std::optional<fs::path> other_place_of(const fs::path& source) {
  if (source.extension() != ".rs") return std::nullopt;
  if (source.filename() == "mod.rs") return source.parent_path().string() + ".rs";
  return source.parent_path() / source.stem() / "mod.rs";
}

std::vector<fs::path> with_parents(fs::path directory) {
  std::vector<fs::path> result = {directory};
  while (directory.has_relative_path()) {
    directory = directory.parent_path();
    result.push_back(directory);
  }
  return result;
}

std::vector<fs::path> configuration_places(const fs::path& directory, const fs::path& cargo_home) {
  std::vector<fs::path> places;
  for (const fs::path& parent : with_parents(directory)) {
    places.push_back(parent / ".cargo" / "config");
    places.push_back(parent / ".cargo" / "config.toml");
  }
  if (!cargo_home.empty()) {
    places.push_back(cargo_home / "config");
    places.push_back(cargo_home / "config.toml");
  }
  return places;
}

std::vector<fs::path> toolchain_places(const fs::path& directory) {
  std::vector<fs::path> places;
  for (const fs::path& parent : with_parents(directory)) {
    places.push_back(parent / "rust-toolchain");
    places.push_back(parent / "rust-toolchain.toml");
  }
  return places;
}

bool is_build_setting(const std::string& variable) {
  constexpr std::array kNames = {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_INCREMENTAL",
                                 "CARGO_PATHS"};
  // Where things are put, and how fast: not what they are.
  constexpr std::array kOthers = {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR",
                                  "CARGO_BUILD_BUILD_DIR", "CARGO_BUILD_JOBS"};
  constexpr std::array kPrefixes = {
      "CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_", "CARGO_UNSTABLE_", "CARGO_HOST_",
      "CARGO_ENV_",   "CARGO_PATCH_",   "CARGO_SOURCE_", "CARGO_RESOLVER_", "__CARGO_"};
  if (std::ranges::find(kNames, variable) != kNames.end()) return true;
  if (std::ranges::find(kOthers, variable) != kOthers.end()) return false;
  return is_unseen_setting(variable) || std::ranges::any_of(kPrefixes, [&](const char* prefix) {
           return variable.starts_with(prefix);
         });
}

bool is_unseen_setting(const std::string& variable) {
  constexpr std::array kLinker = {"LIBRARY_PATH", "LD_RUN_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX",
                                  "SDKROOT"};
  constexpr std::array kRust = {"RUSTC_WRAPPER",
                                "RUSTC_WORKSPACE_WRAPPER",
                                "RUSTC_BOOTSTRAP",
                                "CARGO_BUILD_RUSTC_WRAPPER",
                                "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
                                "RUST_TARGET_PATH"};
  // As the crate `cc` reads them: also with `TARGET_`, `HOST_` before, or a target behind.
  constexpr std::array kTools = {"CC", "CXX", "AR", "RANLIB", "CFLAGS", "CXXFLAGS", "ARFLAGS"};
  constexpr std::array kOthers = {"CPPFLAGS",           "LDFLAGS",      "CPATH", "C_INCLUDE_PATH",
                                  "CPLUS_INCLUDE_PATH", "LIBCLANG_PATH"};
  constexpr std::array kPrefixes = {"PKG_CONFIG", "BINDGEN_EXTRA_CLANG_ARGS", "CMAKE_TOOLCHAIN_"};
  const auto is_variable = [&](const char* name) { return variable == name; };
  const auto is_for_a_target = [&](const char* name) {
    const std::string tool(name);
    return variable == tool || variable == "TARGET_" + tool || variable == "HOST_" + tool ||
           variable.starts_with(tool + "_");
  };
  return variable.ends_with("_DEPLOYMENT_TARGET") || std::ranges::any_of(kRust, is_variable) ||
         std::ranges::any_of(kLinker, is_variable) || std::ranges::any_of(kOthers, is_variable) ||
         std::ranges::any_of(kTools, is_for_a_target) ||
         std::ranges::any_of(kPrefixes,
                             [&](const char* prefix) { return variable.starts_with(prefix); });
}

std::vector<std::string> programs_named_in(const Environment& environment) {
  std::vector<std::string> programs;
  for (const auto& [name, value] : environment.variables()) {
    const bool is_program = name.ends_with("RUSTC_WRAPPER") ||
                            name.ends_with("RUSTC_WORKSPACE_WRAPPER") ||
                            name == "CARGO_BUILD_RUSTC" ||
                            (name.starts_with("CARGO_TARGET_") && name.ends_with("_LINKER"));
    if (is_program && !value.empty()) programs.push_back(value);
  }
  return programs;
}

}  // namespace prebind::cargo
