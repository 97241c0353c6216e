#include "engine/packages/portability.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "model/library_needs.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// Where systems and their packages keep libraries.
constexpr std::array<std::string_view, 9> kSystemFolders = {
    "/usr", "/lib", "/lib32", "/lib64", "/opt", "/System", "/Library", "/nix/store", "/gnu/store"};

/// What the loader puts the folder of the library in the place of.
constexpr std::array<std::string_view, 3> kOwnFolder = {"$ORIGIN", "${ORIGIN}", "@loader_path"};

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path below = path.lexically_relative(folder);
  return !below.empty() && *below.begin() != "..";
}

/// Where the loader looks, if the text stands for a folder relative to the library's.
std::optional<fs::path> from_own_folder(const std::string& folder, const fs::path& library) {
  for (const std::string_view own : kOwnFolder) {
    if (!folder.starts_with(own)) continue;
    return fs::path(library.parent_path().string() + folder.substr(own.size()));
  }
  return std::nullopt;
}

bool is_of_this_machine(const fs::path& path, const std::vector<fs::path>& places) {
  if (!path.is_absolute()) return true;  // relative to where somebody happens to stand
  const fs::path real = real_path(path);
  const auto is_in = [&](const fs::path& place) {
    return place.has_relative_path() && (is_below(path, place) || is_below(real, real_path(place)));
  };
  return std::ranges::any_of(places, is_in) ||
         std::ranges::none_of(kSystemFolders,
                              [&](std::string_view system) { return is_below(path, system); });
}

/// The folders that build scripts wrote to: `build/*/out` of each profile, and what is in there.
std::vector<fs::path> script_folders(const fs::path& build_directory) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(build_directory, error);
       !error && entry != fs::end(entry); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored)) continue;
    const std::string name = entry->path().filename().string();
    const bool is_results = name == "deps" || name == "incremental" || name == ".fingerprint";
    if (is_results || entry.depth() > 8) entry.disable_recursion_pending();
    const std::string below = entry->path().lexically_relative(build_directory).string();
    if (below.find("/out") != std::string::npos) folders.push_back(entry->path());
  }
  return folders;
}

std::optional<fs::path> find_in(const std::vector<fs::path>& folders, const fs::path& name) {
  std::error_code error;
  for (const fs::path& folder : folders) {
    if (fs::is_regular_file(folder / name, error)) return folder / name;
  }
  return std::nullopt;
}

}  // namespace

Result<LeftBehind> left_behind(const fs::path& library, const fs::path& build_directory,
                               const std::vector<fs::path>& places) {
  PREBIND_TRY(needs, model::read_needs(library.string()));
  LeftBehind left;
  std::vector<fs::path> folders;
  for (const std::string& folder : needs.folders) {
    if (const auto own = from_own_folder(folder, library)) {
      folders.push_back(*own);
      const fs::path normal = own->lexically_normal() / "";
      left.looks_beside = left.looks_beside || normal == library.parent_path() / "";
    } else if (!folder.starts_with('@')) {
      folders.emplace_back(folder);
      if (is_of_this_machine(folder, places)) left.folders.push_back(folder);
    }
  }
  bool has_searched = false;
  for (const std::string& named : needs.libraries) {
    const fs::path name = fs::path(named).filename();
    std::optional<fs::path> found = find_in(folders, name);
    if (!found && fs::path(named).is_absolute()) found = named;
    if (!found && !has_searched) {
      // Seldom: most need the system's libraries only, which are not in there.
      has_searched = true;
      const auto scripts = script_folders(build_directory);
      folders.insert(folders.end(), scripts.begin(), scripts.end());
      found = find_in(folders, name);
    }
    if (found && is_of_this_machine(*found, places)) left.libraries.push_back({named, *found});
  }
  return left;
}

tl::expected<Companions, std::vector<Error>> companions_of(const fs::path& library,
                                                           const fs::path& build_directory,
                                                           const std::vector<fs::path>& places) {
  Companions companions;
  std::set<std::string> of_library;  // loaded with it, so that others find them by their names
  std::vector<fs::path> pending = {library};
  while (!pending.empty()) {
    const fs::path next = std::move(pending.back());
    pending.pop_back();
    auto left = left_behind(next, build_directory, places);
    if (!left) return tl::make_unexpected(std::vector<Error>{std::move(left).error()});
    for (const NeededLibrary& needed : std::exchange(left->libraries, {})) {
      const fs::path name = fs::path(needed.name).filename();
      const bool is_found = left->looks_beside || of_library.contains(name);
      const bool by_name = needed.name == name || needed.name.starts_with('@');
      if (!by_name || !is_found) left->libraries.push_back(needed);
      if (next == library) of_library.insert(name);
      if (companions.contains(name)) continue;
      auto content = read_file(needed.path);
      if (!content) return tl::make_unexpected(std::vector<Error>{std::move(content).error()});
      companions.emplace(name, std::move(*content));
      pending.push_back(needed.path);
    }
    if (auto errors = errors_of(*left, next); !errors.empty()) {
      return tl::make_unexpected(std::move(errors));
    }
  }
  return companions;
}

std::vector<Error> errors_of(const LeftBehind& left, const fs::path& library) {
  const std::string name = library.filename().string();
  std::vector<Error> errors;
  for (const NeededLibrary& needed : left.libraries) {
    errors.push_back(
        {fmt::format("`{}` needs `{}`, which is on this machine only", name, needed.name),
         needed.path.string(), "ship it too, with `--with-libraries`, or link it statically"});
  }
  for (const std::string& folder : left.folders) {
    errors.push_back(
        {fmt::format("`{}` looks for libraries in a folder of this machine: `{}`", name, folder),
         "", "remove the `-rpath` that names it, in build.rs or in cargo's configuration"});
  }
  return errors;
}

std::vector<std::string> notes_of(const LeftBehind& left, const fs::path& library) {
  std::vector<std::string> notes;
  for (const NeededLibrary& needed : left.libraries) {
    notes.push_back(fmt::format("note: `{}` needs `{}`, which is on this machine only: {}",
                                library.filename().string(), needed.name, needed.path.string()));
  }
  return notes;
}

}  // namespace prebind::engine
