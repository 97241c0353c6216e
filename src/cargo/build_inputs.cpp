#include "cargo/build_inputs.h"

#include <algorithm>
#include <array>
#include <system_error>

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

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
  void add_file(const fs::path& path);
  void add_vendored(const Artifact& artifact, const DepInfo& info);
  void add_variables(const DepInfo& info);

  const Package& package_;
  const fs::path build_directory_;
  std::set<std::string> from_scripts_;  ///< variables that build scripts set for their crates
};

/// Cargo's own dep-info of the library lists the files of all local packages in it.
Result<void> Collector::add_library(const fs::path& library) {
  const fs::path dep_info = fs::path(library).replace_extension(".d");
  auto text = read_file(dep_info);
  if (!text) {
    return fail(fmt::format("cargo left no list of what went into `{}`", library.string()),
                dep_info.string(), text.error().message);
  }
  for (const std::string& file : parse_dep_info(*text).files) {
    add_file((package_.workspace / file).lexically_normal());
  }
  for (const DepInfo& info : dep_infos_of_library(library, package_)) add_variables(info);
  return {};
}

void Collector::add_artifact(const Artifact& artifact) {
  if (artifact.is_local) {
    inputs.manifests.insert(artifact.package / "Cargo.toml");
    // Cargo finds it by its name: a build script that was not there before is a change.
    inputs.files.insert(artifact.package / "build.rs");
  }
  std::string stem = artifact.file.stem().string();
  if (stem.starts_with("lib")) stem.erase(0, 3);
  const auto text = read_file(artifact.file.parent_path() / (stem + ".d"));
  if (!text) return;
  const DepInfo info = parse_dep_info(*text);
  add_variables(info);
  if (is_vendored(artifact)) add_vendored(artifact, info);
}

void Collector::add_vendored(const Artifact& artifact, const DepInfo& info) {
  for (const char* name : {"Cargo.toml", ".cargo-checksum.json", "build.rs"}) {
    inputs.vendored.insert(artifact.package / name);
  }
  for (const std::string& file : info.files) {
    const fs::path path = (package_.workspace / file).lexically_normal();
    if (!is_below(path, build_directory_)) inputs.vendored.insert(path);
  }
}

void Collector::add_script(const ScriptRun& script) {
  from_scripts_.insert(script.variables.begin(), script.variables.end());
  const auto text = read_file(script.out_directory.parent_path() / "output");
  const ScriptOutput output = parse_script_output(text.value_or(""));
  inputs.variables.insert(output.variables.begin(), output.variables.end());
  if (output.is_silent() && script.is_local) {
    inputs.directories.insert(script.package);
    for (const fs::path& file : files_below(script.package, package_.target_directory)) {
      add_file(file);
    }
  }
  for (const std::string& name : output.files) {
    const fs::path path = (script.package / name).lexically_normal();
    // A package of a registry does not change.
    if (!script.is_local && is_below(path, script.package)) continue;
    std::error_code error;
    if (fs::is_directory(path, error)) {
      if (is_below(path, build_directory_)) continue;
      inputs.directories.insert(path);
      for (const fs::path& file : files_below(path, package_.target_directory)) add_file(file);
    } else {
      add_file(path);
    }
  }
}

void Collector::add_file(const fs::path& path) {
  std::error_code error;
  // What build scripts wrote follows from what they read.
  if (is_below(path, build_directory_) || fs::is_directory(path, error)) return;
  inputs.files.insert(path);
}

void Collector::add_variables(const DepInfo& info) {
  for (const auto& [name, value] : info.variables) {
    if (!is_set_by_cargo(name) && !from_scripts_.contains(name)) inputs.variables.insert(name);
  }
}

}  // namespace

bool is_below(const fs::path& path, const fs::path& directory) {
  const auto [end, rest] =
      std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
  return end == directory.end();
}

bool is_vendored(const Artifact& artifact) {
  const bool is_from_registry =
      artifact.id.source.starts_with("registry+") || artifact.id.source.starts_with("sparse+");
  return is_from_registry && artifact.package.string().find("/registry/src/") == std::string::npos;
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

std::vector<fs::path> files_below(const fs::path& directory, const fs::path& target_directory) {
  std::vector<fs::path> files;
  std::error_code error;
  if (!fs::is_directory(directory, error)) return files;
  std::vector<fs::path> pending = {directory};
  while (!pending.empty()) {
    const fs::path here = std::move(pending.back());
    pending.pop_back();
    for (const auto& entry : fs::directory_iterator(here, error)) {
      const fs::path& path = entry.path();
      std::error_code ignored;
      if (entry.is_directory(ignored)) {
        const bool is_hidden = path.filename().string().starts_with('.');
        const bool is_target = path == target_directory || path == directory / "target";
        if (is_hidden || is_target || entry.is_symlink(ignored)) continue;
        if (!fs::exists(path / "Cargo.toml", ignored)) pending.push_back(path);
      } else {
        files.push_back(path);
      }
    }
  }
  std::ranges::sort(files);
  return files;
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
  constexpr std::array kNames = {"RUSTFLAGS",       "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER",
                                 "RUSTC_BOOTSTRAP", "RUSTC_WORKSPACE_WRAPPER", "CARGO_INCREMENTAL"};
  // Where things are put, and how fast: not what they are.
  constexpr std::array kOthers = {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR",
                                  "CARGO_BUILD_BUILD_DIR", "CARGO_BUILD_JOBS"};
  constexpr std::array kPrefixes = {"CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_",
                                    "CARGO_UNSTABLE_", "CARGO_HOST_"};
  if (std::ranges::find(kNames, variable) != kNames.end()) return true;
  if (std::ranges::find(kOthers, variable) != kOthers.end()) return false;
  return is_unseen_setting(variable) || std::ranges::any_of(kPrefixes, [&](const char* prefix) {
           return variable.starts_with(prefix);
         });
}

bool is_unseen_setting(const std::string& variable) {
  constexpr std::array kLinker = {"LIBRARY_PATH",    "LD_RUN_PATH", "COMPILER_PATH",
                                  "GCC_EXEC_PREFIX", "SDKROOT",     "MACOSX_DEPLOYMENT_TARGET"};
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
  return std::ranges::any_of(kLinker, is_variable) || std::ranges::any_of(kOthers, is_variable) ||
         std::ranges::any_of(kTools, is_for_a_target) ||
         std::ranges::any_of(kPrefixes,
                             [&](const char* prefix) { return variable.starts_with(prefix); });
}

}  // namespace prebind::cargo
