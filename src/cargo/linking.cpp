#include "cargo/linking.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "cargo/toml.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_windows(std::string_view target) {
  return has(target, "-windows-");
}

bool is_apple(std::string_view target) {
  return has(target, "-apple-");
}

bool is_musl(std::string_view target) {
  return has(target, "-linux-musl");
}

std::string_view machine_of(std::string_view target) {
  return target.substr(0, target.find('-'));
}

std::string path_of(const Environment& environment) {
  return environment.get("PATH").value_or("");
}

/// `PREFIX/lib/python3.11/site-packages/ziglang/zig` beside a program in `PREFIX/bin`. Debian's
/// Python says `dist-packages`.
std::optional<fs::path> zig_beside(const fs::path& program) {
  const fs::path library = real_path(program).parent_path().parent_path() / "lib";
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(library, error)) {
    if (!entry.path().filename().string().starts_with("python3")) continue;
    for (const char* packages : {"site-packages", "dist-packages"}) {
      const fs::path zig = entry.path() / packages / "ziglang" / "zig";
      if (is_executable_file(zig)) found.push_back(zig);
    }
  }
  std::ranges::sort(found);
  if (found.empty()) return std::nullopt;
  return found.front();
}

/// 2.17 and newer, as `2.N`.
bool is_glibc_version(std::string_view text) {
  constexpr std::string_view kMajor = "2.";
  if (!text.starts_with(kMajor) || text.size() > 5) return false;
  int minor = 0;
  const char* const end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + kMajor.size(), end, minor);
  return error == std::errc() && after == end && text[kMajor.size()] != '0' && minor >= 17;
}

bool names_linker(std::string_view flags) {
  return has(flags, "linker=");
}

/// Whether rustc's own linker for the target, `cc` or that of mingw, is one.
bool links_by_itself(const std::string& target, const std::string& host) {
  if (target == host) return true;
  if (is_windows(target)) return is_windows(host);
  if (is_apple(target)) return is_apple(host);
  // GCC on 64 bits also makes 32 bits.
  const auto is_intel = [](std::string_view triple) {
    return has_glibc(std::string(triple)) &&
           (triple.starts_with("x86_64-") || triple.starts_with("i"));
  };
  if (is_intel(target) && host == "x86_64-unknown-linux-gnu") return true;
  // Of other systems nothing is known here.
  return !has_glibc(target) && !is_musl(target);
}

bool zig_links(const std::string& target) {
  return has_glibc(target) || is_musl(target) || target.ends_with("-windows-gnu");
}

tl::unexpected<Error> no_linker(const std::string& target) {
  const CrossTools tools = cross_tools_of(target);
  const std::string configured =
      fmt::format("name one in cargo's configuration (`target.{}.linker`)", target);
  if (is_apple(target)) {
    return fail(fmt::format("nothing here links for `{}`", target), "",
                "build on macOS, or " + configured);
  }
  if (target.ends_with("-windows-msvc")) {
    const std::string other = target.substr(0, target.rfind('-')) + "-gnu";
    return fail(fmt::format("nothing here links for `{}`", target), "",
                fmt::format("build for `{}`, which Julia loads as well, or {}", other, configured));
  }
  std::string ways =
      tools.package.empty() ? "" : fmt::format("`apt-get install {}`, or ", tools.package);
  const std::string looked_for =
      tools.compiler.empty() ? "no zig" : fmt::format("neither `{}` nor zig", tools.compiler);
  return fail(fmt::format("no linker for `{}`: there is {}", target, looked_for), "",
              ways + how_to_install_zig());
}

Linking with_zig(Zig zig, const std::string& target, const std::string& glibc) {
  Linking linking = {.zig = std::move(zig), .target = target};
  if (has_glibc(target)) linking.target += "." + (glibc.empty() ? oldest_glibc(target) : glibc);
  linking.programs = {linking.zig->cargo_zigbuild, linking.zig->zig};
  return linking;
}

Result<Linking> find_old_glibc(const Environment& environment, const LinkRequest& request,
                               const std::string& target) {
  if (!is_glibc_version(request.glibc)) {
    return fail(fmt::format("`--glibc {}` is not known", request.glibc), "",
                "name 2.17 or a newer version, as `--glibc 2.17`");
  }
  if (!has_glibc(target)) {
    return fail(fmt::format("`--glibc` does not apply to `{}`, which has no glibc", target), "",
                "leave it out for this target");
  }
  auto zig = find_zig(environment);
  if (!zig) {
    return fail(fmt::format("`--glibc {}` needs `cargo-zigbuild` and `zig`, which are not here",
                            request.glibc),
                "", how_to_install_zig());
  }
  return with_zig(std::move(*zig), target, request.glibc);
}

/// rustc makes shared libraries for musl only if the C library is one, too. Cargo takes rustc's
/// flags from one place alone, so this flag joins those that are there: in the environment, for the
/// target, or for all.
void share_musl(const Environment& environment, const std::vector<fs::path>& configuration,
                const std::string& target, Linking& linking) {
  if (!is_musl(target)) return;
  const std::string feature = "target-feature=-crt-static";
  if (const auto flags = environment.get("CARGO_ENCODED_RUSTFLAGS")) {
    linking.variables["CARGO_ENCODED_RUSTFLAGS"] =
        *flags + (flags->empty() ? "-C" : "\x1f-C") + feature;
    return;
  }
  if (const auto flags = environment.get("RUSTFLAGS")) {
    linking.variables["RUSTFLAGS"] = *flags + " -C" + feature;
    return;
  }
  const bool has_own =
      environment.get(target_variable(target, "RUSTFLAGS")) ||
      std::ranges::any_of(configuration, [&](const fs::path& path) {
        const auto text = read_file(path);
        if (!text) return false;
        const Toml toml(*text);
        if (toml.has({"target", target, "rustflags"})) return true;
        return has(*text, "cfg(") && !toml.texts({"target", "*", "rustflags"}).empty();
      });
  const std::string place = has_own ? fmt::format("target.{}", target) : "build";
  linking.arguments = {"--config", fmt::format("{}.rustflags=[\"-C\", \"{}\"]", place, feature)};
}

Result<Linking> find_linker(const Environment& environment,
                            const std::vector<fs::path>& configuration, const LinkRequest& request,
                            const std::string& target) {
  Linking linking = {.target = request.target};
  if (target == request.host || is_linker_configured(environment, configuration, target))
    return linking;
  const CrossTools tools = cross_tools_of(target);
  // musl's compiler is for the machine that it is on.
  const bool fits = tools.compiler != "musl-gcc" || machine_of(target) == machine_of(request.host);
  if (const auto found = find_program(tools.compiler, path_of(environment));
      found && fits && !tools.compiler.empty()) {
    linking.linker = tools.compiler;
    linking.programs = {*found};
    return linking;
  }
  if (links_by_itself(target, request.host)) return linking;
  if (auto zig = find_zig(environment); zig && zig_links(target)) {
    return with_zig(std::move(*zig), target, "");
  }
  return no_linker(target);
}

}  // namespace

std::optional<Zig> find_zig(const Environment& environment) {
  const auto builder = find_program("cargo-zigbuild", path_of(environment));
  if (!builder) return std::nullopt;
  if (const auto named = environment.get_nonempty("CARGO_ZIGBUILD_ZIG_PATH")) {
    const auto zig = find_program(*named, path_of(environment));
    if (!zig) return std::nullopt;
    return Zig{*builder, *zig};
  }
  if (const auto zig = find_program("zig", path_of(environment))) return Zig{*builder, *zig};
  if (const auto zig = zig_beside(*builder)) return Zig{*builder, *zig};
  return std::nullopt;
}

std::string how_to_install_zig() {
  return "install zig: `pip install cargo-zigbuild ziglang`";
}

CrossTools cross_tools_of(const std::string& target) {
  const auto multiarch = [](std::string_view debian) {
    return fmt::format(
        "dpkg --add-architecture {0} && apt-get update && apt-get install libstd-rust-dev:{0}",
        debian);
  };
  const std::string windows = "apt-get install libstd-rust-dev-windows";
  const std::vector<CrossTools> known = {
      {"x86_64-unknown-linux-gnu", "x86_64-linux-gnu-gcc", "gcc-x86-64-linux-gnu",
       multiarch("amd64")},
      {"aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu",
       multiarch("arm64")},
      {"armv7-unknown-linux-gnueabihf", "arm-linux-gnueabihf-gcc", "gcc-arm-linux-gnueabihf",
       multiarch("armhf")},
      {"i686-unknown-linux-gnu", "i686-linux-gnu-gcc", "gcc-i686-linux-gnu", multiarch("i386")},
      {"powerpc64le-unknown-linux-gnu", "powerpc64le-linux-gnu-gcc", "gcc-powerpc64le-linux-gnu",
       multiarch("ppc64el")},
      {"riscv64gc-unknown-linux-gnu", "riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu", ""},
      {"x86_64-unknown-linux-musl", "musl-gcc", "musl-tools", ""},
      {"aarch64-unknown-linux-musl", "aarch64-linux-musl-gcc", "", ""},
      {"x86_64-pc-windows-gnu", "x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64", windows},
      {"i686-pc-windows-gnu", "i686-w64-mingw32-gcc", "gcc-mingw-w64-i686", windows}};
  const auto found = std::ranges::find(known, target, &CrossTools::target);
  return found == known.end() ? CrossTools{.target = target} : *found;
}

Result<Linking> find_linking(const Environment& environment,
                             const std::vector<fs::path>& configuration,
                             const LinkRequest& request) {
  const std::string& target = request.target.empty() ? request.host : request.target;
  if (!request.glibc.empty()) return find_old_glibc(environment, request, target);
  auto linking = find_linker(environment, configuration, request, target);
  if (linking) share_musl(environment, configuration, target, *linking);
  return linking;
}

bool is_linker_configured(const Environment& environment,
                          const std::vector<fs::path>& configuration, const std::string& target) {
  if (environment.get_nonempty(target_variable(target, "LINKER"))) return true;
  for (const std::string& name :
       {std::string("RUSTFLAGS"), std::string("CARGO_ENCODED_RUSTFLAGS"),
        std::string("CARGO_BUILD_RUSTFLAGS"), target_variable(target, "RUSTFLAGS")}) {
    if (names_linker(environment.get(name).value_or(""))) return true;
  }
  for (const fs::path& path : configuration) {
    const auto text = read_file(path);
    if (!text) continue;
    const Toml toml(*text);
    if (toml.has({"target", target, "linker"})) return true;
    // Which targets a `cfg(…)` means, rustc knows.
    if (has(*text, "cfg(") && !toml.texts({"target", "*", "linker"}).empty()) return true;
    for (const auto& flags :
         {toml.texts({"build", "rustflags"}), toml.texts({"target", "*", "rustflags"})}) {
      if (std::ranges::any_of(flags, names_linker)) return true;
    }
  }
  return false;
}

bool builds_standard_library(const Environment& environment,
                             const std::vector<fs::path>& configuration) {
  if (environment.get_nonempty("CARGO_UNSTABLE_BUILD_STD")) return true;
  return std::ranges::any_of(configuration, [](const fs::path& path) {
    const auto text = read_file(path);
    return text && Toml(*text).has({"unstable", "build-std"});
  });
}

std::string oldest_glibc(const std::string& target) {
  return machine_of(target) == "riscv64gc" ? "2.27" : "2.17";
}

bool has_glibc(const std::string& target) {
  return has(target, "-linux-gnu");
}

std::string target_variable(const std::string& target, const std::string& name) {
  std::string variable = "CARGO_TARGET_" + target + "_" + name;
  std::ranges::transform(variable, variable.begin(), [](unsigned char c) {
    return c == '-' || c == '.' ? '_' : static_cast<char>(std::toupper(c));
  });
  return variable;
}

void link_with(const Linking& linking, Command& command) {
  if (!linking.linker.empty()) {
    command.environment[target_variable(linking.target, "LINKER")] = linking.linker;
  }
  command.arguments.insert(command.arguments.end(), linking.arguments.begin(),
                           linking.arguments.end());
  for (const auto& [name, value] : linking.variables) command.environment[name] = value;
  if (!linking.zig) return;
  command.environment["CARGO"] = command.program.string();
  command.environment["CARGO_ZIGBUILD_ZIG_PATH"] = linking.zig->zig.string();
  // It would prefer the zig of whatever Python is there. This program is none, so it goes on.
  command.environment["CARGO_ZIGBUILD_PYTHON_PATH"] = linking.zig->zig.string();
  command.program = linking.zig->cargo_zigbuild;
}

}  // namespace prebind::cargo
