#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace prebind::cargo {

/// The files that cargo takes its configuration from when it runs in `directory`: the places where
/// it looks (`configuration_places`), whether or not there is one, and what they `include`.
std::vector<std::filesystem::path> configuration_files(const std::filesystem::path& directory,
                                                       const std::filesystem::path& cargo_home);

/// The manifests that cargo reads to know the package in `directory`: its own, and those above it
/// in which it looks for the workspace that the package belongs to, up to that workspace's; also
/// where there is none. `workspace` is known to be the root of what lies in it.
std::vector<std::filesystem::path> manifests_of(const std::filesystem::path& directory,
                                                const std::filesystem::path& workspace = {});

/// The manifests of packages that take the place of others, in use or not: `[patch]` and
/// `[replace]` in the manifest of a workspace; `[patch]` and `paths` in a configuration.
std::vector<std::filesystem::path> manifests_of_patches(
    const std::filesystem::path& workspace,
    const std::vector<std::filesystem::path>& configuration);

/// The folders of packages that the patterns of a workspace (`members = ["crates/*"]`) find,
/// sorted, and perhaps some more beside them; nothing if it has none.
std::vector<std::filesystem::path> members_by_pattern(const std::filesystem::path& workspace);
bool has_member_patterns(const std::filesystem::path& workspace);

/// A file of a setting that is given as a path: a program, or the description of a target.
struct NamedFiles {
  std::vector<std::string> programs;           ///< with a slash: paths; else names on PATH
  std::vector<std::filesystem::path> targets;  ///< `build.target = "x.json"`
};

/// What configuration files name that decides what rustc makes: `build.rustc`, its wrappers, and
/// the linkers of targets. Which of them is in force is not asked.
NamedFiles files_named_in(const std::vector<std::filesystem::path>& configuration);

}  // namespace prebind::cargo
