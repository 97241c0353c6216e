#include "engine/find_crate.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/manifests.h"
#include "cargo/package.h"
#include "cargo/toml.h"
#include "engine/crate.h"
#include "util/edit_distance.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "Cargo.toml";
constexpr const char* kProject = "Project.toml";

bool leads_somewhere(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

/// What a manifest says; nothing if it cannot be read.
cargo::Toml read(const fs::path& manifest) {
  return cargo::Toml(read_file(manifest).value_or(""));
}

std::string name_of(const fs::path& crate) {
  const auto names = read(crate / kManifest).texts({"package", "name"});
  return names.empty() ? std::string() : names.front();
}

bool exports_items(const fs::path& crate) {
  const cargo::Toml manifest = read(crate / kManifest);
  if (manifest.has({"dependencies", cargo::kMacroPackage})) return true;
  // `geometry = { package = "prebind", … }`, and dependencies of some targets only.
  const auto is_macro = [](const std::string& name) { return name == cargo::kMacroPackage; };
  return manifest.has({"target", "*", "dependencies", cargo::kMacroPackage}) ||
         std::ranges::any_of(manifest.texts({"dependencies", "*", "package"}), is_macro);
}

/// Folders in there; no hidden ones, and none that tools have made.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') || name == "target" || !entry.is_directory(error)) continue;
    found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

/// The crates of a Julia package: up to two folders below its root, as `deps/geometry`.
std::vector<fs::path> crates_of(const fs::path& project) {
  std::vector<fs::path> crates;
  for (const fs::path& folder : folders_in(project)) {
    if (exports_items(folder)) crates.push_back(folder);
    for (const fs::path& inner : folders_in(folder)) {
      if (exports_items(inner)) crates.push_back(inner);
    }
  }
  return crates;
}

/// The nearest folder upward that has one of both files; of one folder, the manifest counts.
std::optional<fs::path> nearest_file(const fs::path& start) {
  for (fs::path folder = absolute_path(start);; folder = folder.parent_path()) {
    for (const char* name : {kManifest, kProject}) {
      if (leads_somewhere(folder / name)) return folder / name;
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

std::string shown(const fs::path& path, const fs::path& start) {
  const fs::path relative = path.lexically_relative(absolute_path(start));
  return relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

std::string quoted_list(const std::vector<std::string>& names) {
  return fmt::format("`{}`", fmt::join(names, "`, `"));
}

/// The root of the workspace that a folder belongs to, or the folder.
fs::path workspace_of(const fs::path& folder) {
  for (const fs::path& manifest : cargo::manifests_of(folder)) {
    if (read(manifest).has({"workspace"})) return manifest.parent_path();
  }
  return folder;
}

/// The folder of the package with that name, or an error with what there is at the `place`.
Result<fs::path> member_called(const std::string& name, const std::vector<cargo::Member>& members,
                               const std::string& place) {
  std::vector<std::string> names;
  for (const cargo::Member& member : members) {
    if (member.name == name) return member.directory;
    names.push_back(member.name);
  }
  const std::string message = fmt::format("there is no package `{}` in {}", name, place);
  std::ranges::sort(names);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto meant = nearest(name, views);
  return fail(message, "",
              meant ? fmt::format("did you mean `{}`?", *meant)
                    : fmt::format("its packages are: {}", quoted_list(names)));
}

std::vector<cargo::Member> named(const std::vector<fs::path>& folders) {
  std::vector<cargo::Member> members;
  for (const fs::path& folder : folders) {
    if (std::string name = name_of(folder); !name.empty()) members.push_back({name, folder});
  }
  return members;
}

/// Manifests tell most, without a process. Cargo knows all, members by path dependencies too.
Result<fs::path> member_of_workspace(const Context& context, const std::string& name,
                                     const fs::path& folder) {
  const fs::path workspace = workspace_of(folder);
  std::vector<fs::path> folders = cargo::members_by_pattern(workspace);
  for (const std::string& member : read(workspace / kManifest).texts({"workspace", "members"})) {
    folders.push_back(workspace / member);
  }
  folders.push_back(workspace);
  const std::string place = fmt::format("the workspace `{}`", workspace.string());
  if (auto found = member_called(name, named(folders), place)) return found;
  PREBIND_TRY(cargo, find_cargo(context));
  PREBIND_TRY(metadata, cargo::read_metadata(cargo, workspace / kManifest));
  return member_called(name, cargo::members_in(metadata), place);
}

Result<FoundCrate> crate_of_project(const CrateChoice& choice, const fs::path& project,
                                    const fs::path& start) {
  const std::vector<fs::path> crates = crates_of(project);
  if (crates.empty()) {
    return fail(fmt::format("the Julia package `{}` has no crate that depends on `prebind`",
                            project.string()),
                "", "name the folder of the crate, or add `prebind` to its dependencies");
  }
  if (!choice.package.empty()) {
    PREBIND_TRY(member, member_called(choice.package, named(crates),
                                      fmt::format("the Julia package `{}`", project.string())));
    return FoundCrate{.path = std::move(member), .julia_package = project};
  }
  if (crates.size() > 1) {
    std::vector<std::string> names;
    for (const fs::path& crate : crates) names.push_back(shown(crate, start));
    return fail(fmt::format("the Julia package `{}` has several crates", project.string()), "",
                fmt::format("name one of them: {}", quoted_list(names)));
  }
  return FoundCrate{.path = crates.front(), .julia_package = project};
}

}  // namespace

Result<FoundCrate> find_crate(const Context& context, const CrateChoice& choice,
                              const fs::path& start) {
  if (!choice.path.empty()) {
    if (choice.package.empty()) return FoundCrate{.path = choice.path};
    PREBIND_TRY(manifest, cargo::find_manifest(choice.path));
    PREBIND_TRY(member, member_of_workspace(context, choice.package, manifest.parent_path()));
    return FoundCrate{.path = std::move(member)};
  }
  const auto file = nearest_file(start);
  if (!file) {
    return fail(fmt::format("there is no Cargo.toml in `{}` or any folder above it",
                            absolute_path(start).string()),
                "", "name the folder of a Rust crate, or go there");
  }
  const fs::path folder = file->parent_path();
  if (file->filename() == kProject) return crate_of_project(choice, folder, start);
  if (choice.package.empty()) return FoundCrate{.path = folder};
  PREBIND_TRY(member, member_of_workspace(context, choice.package, folder));
  return FoundCrate{.path = std::move(member)};
}

}  // namespace prebind::engine
