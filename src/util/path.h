#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace prebind {

/// The executable file `name` in the first directory of `search_path` (as in the variable PATH)
/// that has it. A name with a slash is that path itself, if it is executable. Nothing if not found.
std::optional<std::filesystem::path> find_program(std::string_view name,
                                                  std::string_view search_path);

bool is_executable_file(const std::filesystem::path& path);

/// Absolute, without `.` and `..` and without a trailing slash, and names the same file: symbolic
/// links stay as they are but where a `..` follows one. The empty path is the current directory.
std::filesystem::path absolute_path(const std::filesystem::path& path);

/// Absolute, with all symbolic links followed, as the file system would; what does not exist yet is
/// taken as it is written.
std::filesystem::path real_path(const std::filesystem::path& path);

/// How to come from `directory` to `path`, with `/` between the parts; `path` itself if there is no
/// way. Symbolic links are resolved first, so that the result is right for the file system too.
std::string relative_path(const std::filesystem::path& path,
                          const std::filesystem::path& directory);

/// The program that runs, as an absolute path.
std::filesystem::path own_program();

}  // namespace prebind
