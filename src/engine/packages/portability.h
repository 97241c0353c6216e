#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "util/result.h"

namespace prebind::engine {

/// A library that another one needs, and where it lies.
struct NeededLibrary {
  std::string name;
  std::filesystem::path path;
};

/// What a library that goes to another machine would miss there.
struct LeftBehind {
  std::vector<NeededLibrary> libraries = {};  ///< not the system's
  std::vector<std::string> folders = {};      ///< of this machine, in which the loader looks first
  bool looks_beside = false;                  ///< it finds what lies in its own folder
};

/// `places` are folders of this machine: what lies below one of them belongs to no system.
/// `build_directory`, one of them, is where cargo builds: what build scripts made is in there.
Result<LeftBehind> left_behind(const std::filesystem::path& library,
                               const std::filesystem::path& build_directory,
                               const std::vector<std::filesystem::path>& places);

/// The same as errors, each with its way out.
std::vector<Error> errors_of(const LeftBehind& left, const std::filesystem::path& library);

/// A library with all that it needs and no system has: the contents of the others by their names.
/// Error: one could not be found beside the others, or has a search path into this machine.
using Companions = std::map<std::string, std::string>;
tl::expected<Companions, std::vector<Error>> companions_of(
    const std::filesystem::path& library, const std::filesystem::path& build_directory,
    const std::vector<std::filesystem::path>& places);

/// As lines for those who build the library for this machine, where it works.
std::vector<std::string> notes_of(const LeftBehind& left, const std::filesystem::path& library);

}  // namespace prebind::engine
