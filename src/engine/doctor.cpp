#include "engine/doctor.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/toolchain.h"
#include "engine/cache/remote_program.h"
#include "engine/cache/settings.h"
#include "engine/installation.h"
#include "util/path.h"
#include "util/process.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

Finding own_finding(const Context& context) {
  return {.name = "prebind",
          .found = true,
          .required = true,
          .version = fmt::format("{} (LLVM {})", version(), llvm_version()),
          .path = context.program};
}

Finding macro_crate(const Context& context) {
  Finding finding = {.name = "macros"};
  if (const auto crate = find_macro_crate(context.program)) {
    finding.found = true;
    finding.version = version();
    finding.path = *crate;
  } else {
    finding.problem = "the Rust crate `prebind` is not beside this program";
    finding.help =
        "use the program where `make install` or the checkout's build put it, or refer to "
        "that crate in your Cargo.toml by a path of your own";
  }
  return finding;
}

/// cargo or rustc, its version and whether that is new enough.
Finding rust_tool(const std::string& name, const Result<fs::path>& program, int oldest_minor) {
  Finding finding = {.name = name, .required = true};
  if (!program) {
    finding.problem = program.error().message;
    finding.help = program.error().help;
    return finding;
  }
  finding.path = *program;
  const auto version = cargo::version_of(*program);
  if (!version) {
    finding.problem = version.error().message;
    finding.help = version.error().help;
    return finding;
  }
  finding.version = *version;
  finding.found = cargo::is_at_least(*version, oldest_minor);
  if (!finding.found) {
    finding.problem = fmt::format("older than 1.{}, the oldest supported version", oldest_minor);
    finding.help =
        "install a newer one: `rustup update`, or `apt-get install cargo` on Debian 12 or "
        "newer";
  }
  return finding;
}

Finding targets(const Result<fs::path>& rustc) {
  Finding finding = {.name = "targets"};
  const auto found = rustc ? cargo::installed_targets(*rustc)
                           : Result<std::vector<std::string>>(fail("rustc was not found"));
  if (found && !found->empty()) {
    finding.found = true;
    finding.version = fmt::format("{}", fmt::join(*found, ", "));
  } else {
    finding.problem =
        found ? "rustc has no standard library for any target" : found.error().message;
    finding.help = "install one: `rustup target add TRIPLE`, or `apt-get install libstd-rust-dev`";
  }
  return finding;
}

/// rustc links with `cc` unless it is told otherwise.
Finding linker(const Environment& environment) {
  Finding finding = {.name = "linker", .required = true};
  if (const auto program = find_program("cc", environment.get("PATH").value_or(""))) {
    finding.found = true;
    finding.path = *program;
  } else {
    finding.problem = "`cc` is not on PATH, and rustc links with it";
    finding.help =
        "install a C compiler: `apt-get install gcc libc6-dev` (Debian, Ubuntu), "
        "`xcode-select --install` (macOS)";
  }
  return finding;
}

Finding julia(const Context& context) {
  Finding finding = {.name = "julia"};
  auto program = find_program("julia", context.environment.get("PATH").value_or(""));
  if (!program) program = find_checkout_julia(context.program);
  if (!program) {
    finding.problem = "`julia` is not on PATH";
    finding.help =
        "building bindings needs no Julia; to use them, install Julia 1.5 or newer from "
        "https://julialang.org/downloads";
    return finding;
  }
  finding.path = *program;
  const auto finished = run({.program = *program,
                             .arguments = {"--version"},
                             .output = Output::capture,
                             .errors = Output::discard,
                             .interrupt = context.interrupt});
  // "julia version 1.5.3"
  if (finished && finished->succeeded() && finished->output.starts_with("julia version ")) {
    finding.found = true;
    finding.version = finished->output.substr(14, finished->output.find('\n') - 14);
  } else {
    finding.problem = fmt::format("`{} --version` fails", program->string());
    finding.help = "run that command by hand, and repair the installation of Julia";
  }
  return finding;
}

}  // namespace

bool Diagnosis::can_build() const {
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.found || !finding.required; });
}

namespace {

/// What the settings say; no server is asked.
std::optional<Finding> cache_server(const Context& context) {
  Finding finding = {.name = "team"};
  const auto settings = read_remote_settings(context.environment, find_workspace_settings({}));
  if (!settings) {
    finding.path = settings.error().where;
    finding.problem = settings.error().message;
    finding.help = settings.error().help;
    return finding;
  }
  if (!*settings) return std::nullopt;
  const RemoteSettings& remote = **settings;
  if (remote.url_from.starts_with('/')) finding.path = remote.url_from;
  const auto program = find_remote_program(context.program, remote.url);
  if (!program) {
    finding.problem = program.error().message;
    finding.help = program.error().help;
  } else if (!remote.can_read()) {
    finding.problem = fmt::format("no key is trusted for {}", remote.url);
    finding.help = "run `prebind cache key trust` with the key of your team";
  } else {
    finding.found = true;
    finding.version = fmt::format(
        "{} ({}{})", remote.url,
        remote.trust_anyone ? "results of anyone are taken" : "signed results are taken",
        remote.write ? ", results are sent" : "");
  }
  return finding;
}

}  // namespace

Diagnosis diagnose(const Context& context) {
  const auto cargo = cargo::find_cargo(context.environment);
  const auto rustc = cargo::find_rustc(context.environment);
  Diagnosis diagnosis = {.findings = {own_finding(context), macro_crate(context),
                                      rust_tool("cargo", cargo, cargo::kOldestCargoMinor),
                                      rust_tool("rustc", rustc, cargo::kOldestRustcMinor),
                                      targets(rustc), linker(context.environment), julia(context)}};
  if (auto finding = cache_server(context)) diagnosis.findings.push_back(std::move(*finding));
  return diagnosis;
}

}  // namespace prebind::engine
