#include "engine/build/sharing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "cargo/build_inputs.h"
#include "cargo/package.h"
#include "model/library_needs.h"
#include "util/file.h"
#include "util/lines.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;
using Reason = std::optional<std::string>;

/// Of glibc and of GCC, whose versions are in the key.
constexpr std::array kBaseLibraries = {"c"sv,  "m"sv,    "dl"sv,   "pthread"sv,
                                       "rt"sv, "util"sv, "gcc_s"sv};
constexpr std::array kBaseNames = {"libc.so.6"sv,
                                   "libm.so.6"sv,
                                   "libdl.so.2"sv,
                                   "libpthread.so.0"sv,
                                   "librt.so.1"sv,
                                   "libutil.so.1"sv,
                                   "libgcc_s.so.1"sv,
                                   "ld-linux-x86-64.so.2"sv,
                                   "ld-linux-aarch64.so.1"sv};

bool names_this_processor(std::string_view text) {
  return std::ranges::any_of(
      std::array{"cpu=native"sv, "arch=native"sv, "tune=native"sv},
      [&](std::string_view flag) { return text.find(flag) != std::string_view::npos; });
}

Reason in_settings(const Environment& environment, const std::vector<fs::path>& configuration) {
  for (const auto& [name, value] : environment.variables()) {
    if (cargo::is_build_setting(name) && names_this_processor(value)) {
      return fmt::format("{} asks for code for this processor", name);
    }
  }
  for (const fs::path& file : configuration) {
    if (names_this_processor(read_file(file).value_or(""))) {
      return fmt::format("`{}` asks for code for this processor", file.string());
    }
  }
  return std::nullopt;
}

/// What a build script says that its library links: "static:+whole-archive=z" is `z`.
std::string_view library_of(std::string_view value) {
  if (const std::size_t kind = value.find('='); kind != std::string_view::npos) {
    value.remove_prefix(kind + 1);
  }
  return value.substr(0, value.find(':'));
}

bool is_built_by(const cargo::ScriptRun& script, const std::vector<fs::path>& folders,
                 std::string_view library) {
  std::error_code error;
  return std::ranges::any_of(folders, [&](const fs::path& folder) {
    return cargo::is_below(folder, script.out_directory) &&
           fs::exists(folder / fmt::format("lib{}.a", library), error);
  });
}

Reason in_script(const cargo::ScriptRun& script) {
  const auto text = read_file(script.out_directory.parent_path() / "output");
  if (!text) return fmt::format("cargo left no output of the build script of `{}`", script.id.name);
  std::vector<fs::path> folders = {script.out_directory};
  std::vector<std::string_view> libraries;
  for (std::string_view line : lines_of(*text)) {
    if (!line.starts_with("cargo:")) continue;
    line.remove_prefix(line.starts_with("cargo::") ? 7 : 6);
    const std::string_view value = line.substr(std::min(line.size(), line.find('=') + 1));
    if (line.starts_with("rustc-link-search=")) {
      const std::size_t kind = value.find('=');
      folders.emplace_back(kind == std::string_view::npos ? value : value.substr(kind + 1));
    }
    if (line.starts_with("rustc-link-lib=")) libraries.push_back(library_of(value));
    if (line.starts_with("rustc-link-arg") || line.starts_with("rustc-cdylib-link-arg") ||
        line.starts_with("rustc-flags")) {
      return fmt::format("the build script of `{}` has words for the linker", script.id.name);
    }
  }
  for (const std::string_view library : libraries) {
    if (std::ranges::find(kBaseLibraries, library) != kBaseLibraries.end()) continue;
    if (!is_built_by(script, folders, library)) {
      return fmt::format("the build script of `{}` links the system's `{}`", script.id.name,
                         library);
    }
  }
  return std::nullopt;
}

Reason in_library(const fs::path& library) {
  const auto needs = model::read_needs(library.string());
  if (!needs) return needs.error().message;
  for (const std::string& name : needs->libraries) {
    if (std::ranges::find(kBaseNames, name) == kBaseNames.end()) {
      return fmt::format("it needs `{}`", name);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string what_ties_to_machine(const cargo::Built& built, const Environment& environment,
                                 const std::vector<fs::path>& configuration) {
  if (auto reason = in_settings(environment, configuration)) return *reason;
  for (const cargo::ScriptRun& script : built.scripts) {
    if (auto reason = in_script(script)) return *reason;
  }
  return in_library(built.library).value_or("");
}

}  // namespace prebind::engine
