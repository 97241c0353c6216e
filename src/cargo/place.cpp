#include "cargo/place.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cargo/build_inputs.h"
#include "cargo/build_programs.h"
#include "cargo/dep_info.h"
#include "cargo/lock_file.h"
#include "cargo/rust_words.h"
#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using Reason = std::optional<std::string>;

/// The dep-info that rustc wrote beside an artifact.
std::optional<DepInfo> dep_info_of(const Artifact& artifact) {
  std::string stem = artifact.file.stem().string();
  if (stem.starts_with("lib")) stem.erase(0, 3);
  const auto text = read_file(artifact.file.parent_path() / (stem + ".d"));
  if (!text) return std::nullopt;
  return parse_dep_info(*text);
}

/// On the command line of `build_command`.
bool is_set_by_prebind(const std::string& variable) {
  return variable == "PREBIND_ENGINE" || variable == "PREBIND_ENGINE_ID" ||
         variable == "PREBIND_MEANINGS";
}

class Search {
 public:
  Search(const Built& built, const Package& package, const Homes& homes)
      : built_(built), package_(package), homes_(homes) {}

  /// What is looked for: the checkout.
  Search& for_checkout();
  /// Or the folders of cargo and of the toolchain.
  Search& for_homes();

  std::string run() const;

 private:
  /// The macros of Prebind: they hand items to the engine, which knows no paths but those that
  /// rustc names in records.
  static bool is_ours(const Artifact& artifact) { return artifact.id.name == kMacroPackage; }
  bool is_published(const PackageId& id, const fs::path& directory) const;
  void add_place(const fs::path& path);
  bool holds_place(std::string_view bytes) const;

  Reason in_scripts() const;
  Reason in_output(const ScriptRun& script) const;
  Reason in_macros() const;
  Reason in_sources_of_macros(const Artifact& macro, const std::set<std::string>& packages) const;
  Reason in_variables() const;
  Reason in_variables_of(const std::string& name, const DepInfo& info, bool is_published) const;
  Reason in_generated_sources() const;
  Reason in_file_names() const;
  Reason in_library() const;

  const Built& built_;
  const Package& package_;
  const Homes& homes_;
  std::vector<std::string> places_;
};

Search& Search::for_checkout() {
  add_place(package_.workspace);
  add_place(package_.manifest.parent_path());
  add_place(package_.target_directory);
  for (const Artifact& artifact : built_.artifacts) {
    if (artifact.id.is_local() && !is_ours(artifact)) add_place(artifact.package);
  }
  return *this;
}

Search& Search::for_homes() {
  add_place(homes_.cargo_home);
  add_place(homes_.sysroot);
  return *this;
}

/// A package of crates.io that cargo fetched by itself never changes. A vendored copy may.
bool Search::is_published(const PackageId& id, const fs::path& directory) const {
  return id.is_from_crates_io() && is_below(directory, homes_.cargo_home / "registry" / "src");
}

void Search::add_place(const fs::path& path) {
  for (const std::string& text : {path.string(), real_path(path).string()}) {
    if (std::ranges::find(places_, text) == places_.end()) places_.push_back(text);
  }
}

/// Whatever follows it: rustc puts one text behind the other.
bool Search::holds_place(std::string_view bytes) const {
  return std::ranges::any_of(places_, [&](const std::string& place) {
    return bytes.find(place) != std::string_view::npos;
  });
}

Reason Search::in_scripts() const {
  for (const ScriptRun& script : built_.scripts) {
    if (!is_published(script.id, script.package)) {
      return fmt::format("package `{}` has a build script", script.id.name);
    }
    if (auto reason = in_output(script)) return reason;
  }
  return std::nullopt;
}

/// Where libraries are looked for, and what a script is run again for, goes into no library.
Reason Search::in_output(const ScriptRun& script) const {
  constexpr std::array<std::string_view, 6> kEffects = {"rustc-cfg",      "rustc-env",
                                                        "rustc-link-arg", "rustc-cdylib-link-arg",
                                                        "rustc-flags",    "rustc-link-lib"};
  const auto text = read_file(script.out_directory.parent_path() / "output");
  if (!text) return fmt::format("cargo left no output of the build script of `{}`", script.id.name);
  for (std::string_view line : lines_of(*text)) {
    if (!line.starts_with("cargo:")) continue;
    line.remove_prefix(line.starts_with("cargo::") ? 7 : 6);
    const bool has_effect = std::ranges::any_of(
        kEffects, [&](std::string_view effect) { return line.starts_with(effect); });
    if (has_effect && holds_place(line)) {
      return fmt::format("the build script of `{}` puts a path into the library", script.id.name);
    }
  }
  return std::nullopt;
}

Reason Search::in_macros() const {
  std::optional<LockFile> lock;
  for (const Artifact& artifact : built_.artifacts) {
    if (artifact.kind != ArtifactKind::macro || is_ours(artifact)) continue;
    if (!lock) {
      const auto text = read_file(package_.workspace / "Cargo.lock");
      if (!text) return "there is no Cargo.lock";
      lock.emplace(*text);
    }
    if (auto reason = in_sources_of_macros(artifact, lock->with_dependencies(artifact.id.name))) {
      return reason;
    }
  }
  return std::nullopt;
}

Reason Search::in_sources_of_macros(const Artifact& macro,
                                    const std::set<std::string>& packages) const {
  for (const Artifact& artifact : built_.artifacts) {
    // It only offers what rustc knows of a file; who asks for that is found by the same words.
    const bool is_known =
        artifact.id.name == "proc-macro2" && is_published(artifact.id, artifact.package);
    if (artifact.kind == ArtifactKind::build_script || is_known ||
        !packages.contains(artifact.id.name)) {
      continue;
    }
    const auto info = dep_info_of(artifact);
    if (!info) return fmt::format("rustc left no list of the sources of `{}`", artifact.id.name);
    for (const std::string& file : info->files) {
      const auto text = read_file(package_.workspace / file);
      if (!text) return fmt::format("`{}` cannot be read", file);
      const std::string code = code_of(*text);
      const std::string_view word = reaching_word(code);
      if (!word.empty()) {
        return fmt::format(
            "the macros of `{}` can read the machine (`{}` in `{}`)", macro.id.name, word,
            (package_.workspace / file).lexically_relative(artifact.package).string());
      }
    }
  }
  return std::nullopt;
}

Reason Search::in_variables() const {
  for (const Artifact& artifact : built_.artifacts) {
    if (artifact.kind == ArtifactKind::build_script || is_ours(artifact)) continue;
    if (artifact.file == built_.library) continue;
    const auto info = dep_info_of(artifact);
    if (!info) return fmt::format("rustc left no list of the sources of `{}`", artifact.id.name);
    const bool published = is_published(artifact.id, artifact.package);
    if (auto reason = in_variables_of(artifact.id.name, *info, published)) return reason;
  }
  const auto own = dep_infos_of_library(built_.library, package_);
  if (own.empty()) return fmt::format("rustc left no list of the sources of `{}`", package_.name);
  for (const DepInfo& info : own) {
    if (auto reason = in_variables_of(package_.name, info, /*is_published=*/false)) return reason;
  }
  return std::nullopt;
}

Reason Search::in_variables_of(const std::string& name, const DepInfo& info,
                               bool is_published) const {
  for (const auto& [variable, value] : info.variables) {
    if (is_set_by_prebind(variable)) continue;
    if (!is_set_by_cargo(variable)) {
      const auto present = homes_.environment.get(variable);
      const bool is_from_script = std::ranges::any_of(built_.scripts, [&](const ScriptRun& script) {
        return script.id.name == name && std::ranges::count(script.variables, variable) != 0;
      });
      // As `[env]` in cargo's configuration does it, where `relative = true` makes a path.
      if (value != present && !is_from_script) {
        return fmt::format("package `{}` asks for `{}`, which cargo or a wrapper sets", name,
                           variable);
      }
    } else if (variable == "CARGO" ||
               (value && holds_place(*value) && !(is_published && variable == "OUT_DIR"))) {
      return fmt::format("package `{}` asks for `{}`", name, variable);
    }
  }
  return std::nullopt;
}

/// What build scripts of published packages wrote for their crates.
Reason Search::in_generated_sources() const {
  for (const Artifact& artifact : built_.artifacts) {
    if (artifact.kind == ArtifactKind::build_script) continue;
    const auto info = dep_info_of(artifact);
    if (!info) continue;
    for (const std::string& file : info->files) {
      if (!is_below(package_.workspace / file, build_directory(package_))) continue;
      const auto text = read_file(package_.workspace / file);
      if (!text || holds_place(*text)) {
        return fmt::format("the build script of `{}` wrote a path into `{}`", artifact.id.name,
                           fs::path(file).filename().string());
      }
    }
  }
  return std::nullopt;
}

/// Cargo names a source to rustc from the root of the workspace where it lies in there, else by its
/// absolute path.
Reason Search::in_file_names() const {
  for (const Artifact& artifact : built_.artifacts) {
    if (artifact.kind == ArtifactKind::build_script || is_ours(artifact)) continue;
    const fs::path& home = artifact.id.is_local() ? package_.workspace : homes_.cargo_home;
    if (is_below(artifact.package, home)) continue;
    const auto info = dep_info_of(artifact);
    if (!info) return fmt::format("rustc left no list of the sources of `{}`", artifact.id.name);
    for (const std::string& file : info->files) {
      const auto text = read_file(package_.workspace / file);
      if (!text || names_its_file(code_of(*text))) {
        return fmt::format("package `{}` lies outside the workspace and names its files",
                           artifact.id.name);
      }
    }
  }
  return std::nullopt;
}

Reason Search::in_library() const {
  const auto bytes = read_file(built_.library);
  if (!bytes) return fmt::format("`{}` cannot be read", built_.library.string());
  return holds_place(*bytes) ? Reason("its path is in the library") : std::nullopt;
}

std::string Search::run() const {
  if (auto program = find_unknown_program(package_, homes_)) return *program;
  for (const auto look :
       {&Search::in_scripts, &Search::in_macros, &Search::in_variables,
        &Search::in_generated_sources, &Search::in_file_names, &Search::in_library}) {
    if (auto reason = (this->*look)()) return *reason;
  }
  return "";
}

}  // namespace

std::string what_told_the_place(const Built& built, const Package& package, const Homes& homes) {
  return Search(built, package, homes).for_checkout().run();
}

std::string what_told_the_homes(const Built& built, const Package& package, const Homes& homes) {
  return Search(built, package, homes).for_homes().run();
}

}  // namespace prebind::cargo
