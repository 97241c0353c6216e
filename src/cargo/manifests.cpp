#include "cargo/manifests.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "cargo/build_inputs.h"
#include "cargo/toml.h"
#include "util/file.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostConfigurations = 1000;

/// Empty if the file is not there.
Toml read_toml(const fs::path& path) {
  return Toml(read_file(path).value_or(""));
}

/// Paths in a configuration are relative to the folder that `.cargo` is in.
fs::path base_of(const fs::path& configuration) {
  return configuration.parent_path().parent_path();
}

bool is_pattern(const fs::path& part) {
  return part.string().find_first_of("*?[") != std::string::npos;
}

std::vector<std::string> member_patterns(const fs::path& workspace) {
  std::vector<std::string> patterns =
      read_toml(workspace / "Cargo.toml").texts({"workspace", "members"});
  std::erase_if(patterns, [](const std::string& member) { return !is_pattern(member); });
  return patterns;
}

/// The folders in those, or all below them and they themselves; whatever the pattern was.
std::vector<fs::path> folders_in(const std::vector<fs::path>& folders, bool is_deep) {
  std::vector<fs::path> found = is_deep ? folders : std::vector<fs::path>();
  for (const fs::path& folder : folders) {
    std::error_code error, ignored;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (name == "target" || name.starts_with('.') || !entry.is_directory(ignored)) continue;
      found.push_back(entry.path());
      // A link may lead to where we come from.
      if (!is_deep || entry.is_symlink(ignored)) continue;
      const std::vector<fs::path> below = folders_in({entry.path()}, true);
      found.insert(found.end(), below.begin(), below.end());
    }
  }
  return found;
}

}  // namespace

std::vector<fs::path> configuration_files(const fs::path& directory, const fs::path& cargo_home) {
  std::vector<fs::path> files = configuration_places(directory, cargo_home);
  // Grows on the way: an included file may include others. Cargo refuses those that do it in a
  // circle.
  for (std::size_t i = 0; i < files.size() && files.size() < kMostConfigurations; ++i) {
    const fs::path folder = files[i].parent_path();
    const Toml toml = read_toml(files[i]);
    std::vector<std::string> names = toml.texts({"include"});
    for (std::string& name : toml.texts({"include", "path"})) names.push_back(std::move(name));
    for (const std::string& name : names) {
      fs::path file = folder / name;
      if (std::ranges::find(files, file) == files.end()) files.push_back(std::move(file));
    }
  }
  return files;
}

std::vector<fs::path> manifests_of(const fs::path& directory, const fs::path& workspace) {
  std::vector<fs::path> manifests = {directory / "Cargo.toml"};
  if (directory == workspace) return manifests;
  const Toml own = read_toml(manifests.front());
  if (own.has({"workspace"})) return manifests;
  if (const auto named = own.texts({"package", "workspace"}); !named.empty()) {
    manifests.push_back(directory / named.front() / "Cargo.toml");
    return manifests;
  }
  for (const fs::path& parent : with_parents(directory)) {
    if (parent == directory) continue;
    manifests.push_back(parent / "Cargo.toml");
    if (parent == workspace || read_toml(manifests.back()).has({"workspace"})) break;
  }
  return manifests;
}

std::vector<fs::path> manifests_of_patches(const fs::path& workspace,
                                           const std::vector<fs::path>& configuration) {
  std::vector<fs::path> manifests;
  const auto add = [&](const fs::path& base, const std::vector<std::string>& folders) {
    for (const std::string& folder : folders) manifests.push_back(base / folder / "Cargo.toml");
  };
  const Toml root = read_toml(workspace / "Cargo.toml");
  add(workspace, root.texts({"patch", "*", "*", "path"}));
  add(workspace, root.texts({"replace", "*", "path"}));
  for (const fs::path& file : configuration) {
    const Toml toml = read_toml(file);
    const fs::path base = base_of(file);
    add(base, toml.texts({"patch", "*", "*", "path"}));
    add(base, toml.texts({"paths"}));
  }
  return manifests;
}

std::vector<fs::path> members_by_pattern(const fs::path& workspace) {
  std::vector<fs::path> members;
  std::error_code error;
  for (const std::string& pattern : member_patterns(workspace)) {
    std::vector<fs::path> folders = {workspace};
    for (const fs::path& part : fs::path(pattern)) {
      if (is_pattern(part)) {
        folders = folders_in(folders, part == "**");
      } else {
        for (fs::path& folder : folders) folder /= part;
      }
    }
    std::erase_if(
        folders, [&](const fs::path& folder) { return !fs::exists(folder / "Cargo.toml", error); });
    members.insert(members.end(), folders.begin(), folders.end());
  }
  std::ranges::sort(members);
  return members;
}

bool has_member_patterns(const fs::path& workspace) {
  return !member_patterns(workspace).empty();
}

NamedFiles files_named_in(const std::vector<fs::path>& configuration) {
  NamedFiles named;
  for (const fs::path& file : configuration) {
    const Toml toml = read_toml(file);
    const fs::path base = base_of(file);
    std::vector<std::string> programs = toml.texts({"target", "*", "linker"});
    for (const char* key : {"rustc", "rustc-wrapper", "rustc-workspace-wrapper"}) {
      for (std::string& program : toml.texts({"build", key})) {
        programs.push_back(std::move(program));
      }
    }
    for (const std::string& program : programs) {
      const bool is_path = program.find('/') != std::string::npos;
      named.programs.push_back(is_path ? (base / program).string() : program);
    }
    for (const std::string& target : toml.texts({"build", "target"})) {
      if (target.ends_with(".json")) named.targets.push_back(base / target);
    }
  }
  return named;
}

}  // namespace prebind::cargo
