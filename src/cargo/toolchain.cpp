#include "cargo/toolchain.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "util/path.h"
#include "util/process.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

Result<fs::path> find_tool(const Environment& environment, const std::string& variable,
                           const std::string& name) {
  const std::string search = environment.get("PATH").value_or("");
  if (const auto named = environment.get_nonempty(variable)) {
    if (const auto program = find_program(*named, search)) return *program;
    return fail(fmt::format("{} names `{}`, which is not a program", variable, *named), "",
                fmt::format("set {} to the path of a {} program, or unset it", variable, name));
  }
  if (const auto program = find_program(name, search)) return *program;

  std::optional<fs::path> home;
  if (const auto set = environment.get_nonempty("CARGO_HOME")) {
    home = *set;
  } else if (const auto user = environment.get_nonempty("HOME")) {
    home = fs::path(*user) / ".cargo";
  }
  if (home) {
    if (const auto program = find_program((*home / "bin" / name).string(), "")) return *program;
  }
  return fail(
      fmt::format("`{}` is not on PATH, nor where rustup installs it", name), "",
      fmt::format("install Rust with `apt-get install cargo` (Debian, Ubuntu) or with rustup "
                  "(https://rustup.rs), or set {} to the program",
                  variable));
}

}  // namespace

Result<fs::path> find_cargo(const Environment& environment) {
  return find_tool(environment, "CARGO", "cargo");
}

Result<fs::path> find_rustc(const Environment& environment) {
  return find_tool(environment, "RUSTC", "rustc");
}

Result<std::string> ask(const fs::path& program, std::vector<std::string> arguments,
                        const fs::path& directory, int interrupt) {
  const Command command = {.program = program,
                           .arguments = std::move(arguments),
                           .directory = directory,
                           .output = Output::capture,
                           .errors = Output::capture,
                           .interrupt = interrupt};
  PREBIND_TRY(finished, run(command));
  if (finished.interrupted) return fail("interrupted");
  if (finished.succeeded()) {
    finished.output.erase(finished.output.find_last_not_of("\r\n") + 1);
    return std::move(finished.output);
  }
  const std::string reason = finished.errors.substr(0, finished.errors.find('\n'));
  return fail(fmt::format("`{}` failed with {}{}{}", to_shell(command), to_string(finished),
                          reason.empty() ? "" : ": ", reason),
              directory.string(), "run that command by hand, and repair the installation of Rust");
}

Result<std::string> version_of(const fs::path& program) {
  // "rustc 1.63.0", "cargo 1.95.0 (f2d3ce0bd 2026-03-21)"
  PREBIND_TRY(answer, ask(program, {"--version"}));
  const std::size_t begin = answer.find(' ') + 1;
  return answer.substr(begin, answer.find_first_of(" \n", begin) - begin);
}

bool is_at_least(std::string_view version, int minor) {
  int found[2] = {0, 0};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (int& number : found) {
    const auto [after, error] = std::from_chars(at, end, number);
    if (error != std::errc()) return false;
    at = after == end ? end : after + 1;
  }
  return found[0] > 1 || (found[0] == 1 && found[1] >= minor);
}

std::string host_in(const std::string& version) {
  constexpr std::string_view kLabel = "\nhost: ";
  const std::size_t at = version.find(kLabel);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + kLabel.size();
  return version.substr(begin, version.find('\n', begin) - begin);
}

Result<std::vector<std::string>> installed_targets(const fs::path& rustc,
                                                   const fs::path& directory) {
  PREBIND_TRY(sysroot, ask(rustc, {"--print", "sysroot"}, directory));
  std::vector<std::string> targets;
  std::error_code error;
  // Beside the targets lie folders of rustup's own (`etc`, `src`), which hold no libraries.
  for (const auto& entry : fs::directory_iterator(fs::path(sysroot) / "lib" / "rustlib", error)) {
    std::error_code ignored;
    if (!fs::is_empty(entry.path() / "lib", ignored) && !ignored) {
      targets.push_back(entry.path().filename().string());
    }
  }
  std::sort(targets.begin(), targets.end());
  return targets;
}

}  // namespace prebind::cargo
