#include "cargo/build_programs.h"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cargo/build_inputs.h"
#include "cargo/manifests.h"
#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

bool is_known_wrapper(std::string_view value) {
  return value.empty() || fs::path(value).filename() == "sccache";
}

bool is_known_linker(std::string_view value) {
  return value.find('/') == std::string_view::npos || value.starts_with("/usr/");
}

/// Of a line `key = "value"`: the value; nothing if it is anything else.
std::optional<std::string_view> value_of(std::string_view line) {
  const std::size_t begin = line.find_first_of("\"'", line.find('='));
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = line.find(line[begin], begin + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return line.substr(begin + 1, end - begin - 1);
}

bool has_word(std::string_view line, std::string_view word) {
  return line.find(word) != std::string_view::npos;
}

/// What a line of cargo's configuration names; empty if all of it is known. It is read by its
/// words: whatever has one of them and is not understood counts.
std::string_view unknown_word(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const auto value = value_of(line);
  if (has_word(line, "wrapper") && !(value && is_known_wrapper(*value))) return "wrapper";
  if (has_word(line, "linker") && !has_word(line, "link-arg")) {
    if (!value || has_word(line, "-C") || !is_known_linker(*value)) return "linker";
  }
  for (const std::string_view word :
       {"relative", "include", "rustc =", "rustc=", "profile-use", "remap-path"}) {
    if (has_word(line, word)) return word.substr(0, word.find_first_of(" ="));
  }
  for (const std::string_view flag : {"link-arg", "-L"}) {
    if (has_word(line, flag) && has_unknown_flags(line)) return flag;
  }
  return {};
}

std::optional<std::string> in_configuration(const Package& package, const fs::path& cargo_home) {
  const fs::path directory = real_path(package.manifest.parent_path());
  const std::vector<fs::path> files = configuration_files(directory, cargo_home);
  for (const fs::path& path : files) {
    const auto text = read_file(path);
    if (!text) continue;
    for (const std::string_view line : lines_of(*text)) {
      const std::string_view word = unknown_word(line);
      if (!word.empty()) return fmt::format("`{}` has `{}`", path.string(), word);
    }
  }
  // In whatever form it is written.
  for (const std::string& program : files_named_in(files).programs) {
    if (!is_known_wrapper(program) && !is_known_linker(program)) {
      return fmt::format("cargo's configuration names the program `{}`", program);
    }
  }
  return std::nullopt;
}

std::optional<std::string> in_environment(const Homes& homes) {
  for (const auto& [name, value] : homes.environment.variables()) {
    const bool is_wrapper = name == "RUSTC_WRAPPER" || name == "RUSTC_WORKSPACE_WRAPPER" ||
                            name == "CARGO_BUILD_RUSTC_WRAPPER" ||
                            name == "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER";
    const bool is_compiler = name == "RUSTC" || name == "CARGO_BUILD_RUSTC";
    const bool is_linker = name.starts_with("CARGO_TARGET_") && name.ends_with("_LINKER");
    const bool is_flags = name.ends_with("RUSTFLAGS");
    if ((is_wrapper && !is_known_wrapper(value)) || (is_linker && !is_known_linker(value)) ||
        (is_compiler && !value.empty() && !is_below(real_path(value), real_path(homes.sysroot))) ||
        (is_flags && has_unknown_flags(value))) {
      return fmt::format("{} is `{}`", name, value);
    }
  }
  return std::nullopt;
}

}  // namespace

bool has_unknown_flags(std::string_view flags) {
  constexpr std::string_view kArgument = "link-arg";
  constexpr std::array<std::string_view, 4> kHarmless = {"link-arg=-fuse-ld=", "link-arg=-Wl,-z,",
                                                         "link-arg=-Wl,--as-needed", "link-arg=-s"};
  for (std::size_t at = flags.find(kArgument); at != std::string_view::npos;
       at = flags.find(kArgument, at + 1)) {
    bool is_harmless = false;
    for (const std::string_view one : kHarmless) {
      if (flags.substr(at).starts_with(one)) is_harmless = true;
    }
    if (!is_harmless) return true;
  }
  return has_word(flags, "/") || has_word(flags, "-L") || has_word(flags, "linker");
}

std::optional<std::string> find_unknown_program(const Package& package, const Homes& homes) {
  if (auto reason = in_environment(homes)) return reason;
  return in_configuration(package, homes.cargo_home);
}

}  // namespace prebind::cargo
