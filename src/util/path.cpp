#include "util/path.h"

#include <unistd.h>

#include <system_error>

#ifdef __APPLE__
#include <mach-o/dyld.h>

#include <array>
#endif

namespace prebind {

namespace fs = std::filesystem;

bool is_executable_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<fs::path> find_program(std::string_view name, std::string_view search_path) {
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string_view::npos) {
    if (!is_executable_file(name)) return std::nullopt;
    return absolute_path(name);
  }
  while (true) {
    const std::size_t colon = search_path.find(':');
    // An empty part of PATH means the current directory: a habit that has only ever started the
    // wrong program. It is passed over.
    const std::string_view directory = search_path.substr(0, colon);
    if (!directory.empty() && is_executable_file(fs::path(directory) / name)) {
      return absolute_path(fs::path(directory) / name);
    }
    if (colon == std::string_view::npos) return std::nullopt;
    search_path.remove_prefix(colon + 1);
  }
}

fs::path absolute_path(const fs::path& path) {
  std::error_code error;
  // `absolute` takes the empty path for a mistake.
  fs::path from = path.empty() ? fs::current_path(error) : fs::absolute(path, error);
  if (error) from = path;
  fs::path absolute;
  for (const fs::path& part : from) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      absolute /= part;
      continue;
    }
    // `link/..` is the folder above the one that the link points to.
    if (fs::is_symlink(absolute, error)) absolute = real_path(absolute);
    absolute = absolute.parent_path();
  }
  return absolute;
}

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path.empty() ? "." : path, error);
  // It takes what does not exist as it is written, also relative paths.
  const fs::path absolute = fs::absolute(error ? path : real, error).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

std::string relative_path(const fs::path& path, const fs::path& directory) {
  const fs::path to = real_path(path);
  const fs::path relative = to.lexically_relative(real_path(directory));
  return relative.empty() ? to.generic_string() : relative.generic_string();
}

fs::path own_program() {
#ifdef __APPLE__
  std::array<char, 4096> buffer;
  std::uint32_t size = buffer.size();
  if (_NSGetExecutablePath(buffer.data(), &size) != 0) return {};
  return absolute_path(buffer.data());
#else
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
#endif
}

}  // namespace prebind
