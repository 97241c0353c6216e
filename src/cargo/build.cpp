#include "cargo/build.h"

#include <algorithm>
#include <csignal>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/messages.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> explain_failure(const Cargo& cargo, const Package& package,
                                      const Finished& finished) {
  if (finished.interrupted || finished.signal == SIGINT) return fail("interrupted");
  std::string help = "cargo reports the problem above";
  // Older ones do not know the option; their own message would send people to the nightly channel.
  if (const auto version = version_of(cargo.program);
      version && !is_at_least(*version, kOldestCargoMinor)) {
    help = fmt::format("cargo {} is too old: install 1.{} or newer (`prebind doctor` says how)",
                       *version, kOldestCargoMinor);
  }
  return fail(fmt::format("cargo could not build `{}` ({})", package.name, to_string(finished)), "",
              std::move(help));
}

/// The engine switches on the macros that the package depends on by itself. Those of another copy
/// leave their items as they are, and nobody would miss them before a call.
Result<void> check_macros(const Package& package, const std::vector<Artifact>& artifacts) {
  std::set<std::string> copies;
  for (const Artifact& artifact : artifacts) {
    if (artifact.kind != ArtifactKind::macro || artifact.id.name != kMacroPackage) continue;
    copies.insert(fmt::format("{} ({})", artifact.id.version, artifact.id.origin()));
  }
  if (copies.size() < 2) return {};
  return fail(
      fmt::format("the build has more than one package `{}`: {}", kMacroPackage,
                  fmt::join(copies, " and ")),
      package.manifest.string(),
      "Prebind exports the items of one of them only: make all crates depend on the same one "
      "(`cargo tree --duplicates` shows who asks for which; `[patch]` in the workspace's "
      "Cargo.toml replaces one)");
}

/// Removes what cargo knows of packages: in `release`, `debug`, and in the same below the folder of
/// a target.
template <class Condition>
void forget_where(const Package& package, Condition condition) {
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(build_directory(package), error);
       !error && entry != fs::end(entry); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored)) continue;
    if (entry->path().filename() != ".fingerprint") {
      if (entry.depth() == 2) entry.disable_recursion_pending();
      continue;
    }
    entry.disable_recursion_pending();
    for (const auto& fingerprint : fs::directory_iterator(entry->path(), ignored)) {
      if (condition(fingerprint.path().filename().string())) {
        fs::remove_all(fingerprint, ignored);
      }
    }
  }
}

/// How the loader of a target writes the folder of the library.
std::string own_folder(const std::string& target) {
#ifdef __APPLE__
  const bool is_apple = target.empty() || target.find("-apple-") != std::string::npos;
#else
  const bool is_apple = target.find("-apple-") != std::string::npos;
#endif
  if (target.find("-windows-") != std::string::npos) return {};
  return is_apple ? "@loader_path" : "$ORIGIN";
}

}  // namespace

fs::path build_directory(const Package& package) {
  return package.target_directory / ("prebind" + package.variant);
}

Command build_command(const Cargo& cargo, const Package& package, const BuildOptions& options) {
  std::vector<std::string> features = {package.dependency + "/bootstrap"};
  features.insert(features.end(), options.features.begin(), options.features.end());
  Command command = {
      .program = cargo.program,
      .arguments =
          {"rustc", "--lib", "--crate-type", "cdylib",
           // Diagnostics are rendered by cargo to standard error, in step with its progress.
           "--message-format", "json-render-diagnostics", "--color",
           cargo.color ? "always" : "never", "--manifest-path", package.manifest.string(),
           "--target-dir", build_directory(package).string(), "--features",
           fmt::format("{}", fmt::join(features, ","))},
      // A panic that aborts could not become the host's exception, whatever the manifest says of
      // it.
      .environment = {{"PREBIND_ENGINE", options.engine.string()},
                      {"PREBIND_ENGINE_ID", options.engine_id},
                      {"PREBIND_MEANINGS", options.meanings.string()},
                      {"__CARGO_TEMPORARY_BUILD_DIR_NEW_LAYOUT_OPT_OUT", "1"},
                      {options.release ? "CARGO_PROFILE_RELEASE_PANIC" : "CARGO_PROFILE_DEV_PANIC",
                       "unwind"}},
      .directory = package.manifest.parent_path(),
      .use_terminal = true,
      .interrupt = cargo.interrupt};
  // All in one place, wherever its configuration puts what is in between. Cargo takes braces for
  // names of its own, and has no escape for them.
  const std::string directory = build_directory(package).string();
  if (directory.find_first_of("{}") == std::string::npos) {
    command.environment["CARGO_BUILD_BUILD_DIR"] = directory;
  }
  if (options.release) command.arguments.push_back("--release");
  const std::string& target = options.linking.target;
  if (!target.empty()) command.arguments.insert(command.arguments.end(), {"--target", target});
  if (options.locked) command.arguments.push_back("--locked");
  if (options.quiet || cargo.verbosity == Verbosity::quiet) {
    command.arguments.push_back("--quiet");
  } else if (cargo.verbosity == Verbosity::verbose) {
    command.arguments.push_back("--verbose");
  }
  if (options.offline) command.arguments.push_back("--offline");
  link_with(options.linking, command);
  // Windows looks there by itself.
  if (const std::string folder = own_folder(target); options.looks_beside && !folder.empty()) {
    command.arguments.insert(command.arguments.end(),
                             {"--", "-C", "link-arg=-Wl,-rpath," + folder});
  }
  return command;
}

Result<Built> build_library(const Cargo& cargo, const Package& package, const BuildOptions& options,
                            Built* parts) {
  Messages messages(package);
  Command command = build_command(cargo, package, options);
  command.output = Output::lines;
  command.on_output = [&](std::string_view line) {
    if (!messages.add(line) && cargo.on_message) cargo.on_message(line);
  };
  if (cargo.on_progress) {
    command.errors = Output::lines;
    command.on_errors = cargo.on_progress;
  }
  auto ran = run(command);
  if (parts != nullptr) *parts = messages.built();
  PREBIND_TRY(finished, std::move(ran));
  if (!finished.succeeded()) return explain_failure(cargo, package, finished);
  if (messages.built().library.empty()) {
    const std::string target =
        options.linking.target.empty() ? "this machine" : options.linking.target;
    return fail(fmt::format("cargo built no shared library of `{}` for {}", package.name, target),
                "", "choose a target that has shared libraries (--target)");
  }
  PREBIND_CHECK(check_macros(package, messages.built().artifacts));
  return messages.built();
}

void forget_packages(const Package& package, const std::vector<std::string>& names) {
  forget_where(package, [&](const std::string& directory) {
    const std::size_t hash = directory.rfind('-');
    return std::find(names.begin(), names.end(), directory.substr(0, hash)) != names.end();
  });
}

void forget_all_packages(const Package& package) {
  forget_where(package, [](const std::string&) { return true; });
}

}  // namespace prebind::cargo
