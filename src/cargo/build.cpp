#include "cargo/build.h"

#include <algorithm>
#include <csignal>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_shared_library(const fs::path& path) {
  const fs::path extension = path.extension();
  return extension == ".so" || extension == ".dylib" || extension == ".dll";
}

/// The library that a message of cargo's reports as built; empty for any other message.
fs::path library_in_message(const json& message, const Package& package) {
  if (message.at("reason") != "compiler-artifact") return {};
  const json& target = message.at("target");
  const json& types = target.at("crate_types");
  const std::string name = crate_name(target.at("name").get<std::string>());
  if (name != package.library || std::find(types.begin(), types.end(), "cdylib") == types.end()) {
    return {};
  }
  for (const json& file : message.at("filenames")) {
    const fs::path path = file.get<std::string>();
    if (is_shared_library(path)) return path;
  }
  return {};
}

tl::unexpected<Error> explain_failure(const Cargo& cargo, const Package& package,
                                      const Finished& finished) {
  if (finished.interrupted || finished.signal == SIGINT) return fail("interrupted");
  std::string help = "cargo says above what is wrong";
  // Older ones do not know the option; their own message would send people to the nightly channel.
  if (const auto version = version_of(cargo.program);
      version && !is_at_least(*version, kOldestCargoMinor)) {
    help = fmt::format("cargo {} is too old: install 1.{} or newer (`prebind doctor` says how)",
                       *version, kOldestCargoMinor);
  }
  return fail(fmt::format("cargo could not build `{}` ({})", package.name, to_string(finished)), "",
              std::move(help));
}

}  // namespace

fs::path build_directory(const Package& package) {
  return package.target_directory / "prebind";
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
                      {options.release ? "CARGO_PROFILE_RELEASE_PANIC" : "CARGO_PROFILE_DEV_PANIC",
                       "unwind"}},
      .use_terminal = true,
      .interrupt = cargo.interrupt};
  if (options.release) command.arguments.push_back("--release");
  if (!options.target.empty()) {
    command.arguments.insert(command.arguments.end(), {"--target", options.target});
  }
  if (options.locked) command.arguments.push_back("--locked");
  if (options.offline) command.arguments.push_back("--offline");
  return command;
}

Result<fs::path> build_library(const Cargo& cargo, const Package& package,
                               const BuildOptions& options) {
  fs::path library;
  Command command = build_command(cargo, package, options);
  command.output = Output::lines;
  command.on_output = [&](std::string_view line) {
    // What a macro or a wrapper of rustc prints comes this way too.
    const json message = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!message.is_object()) {
      if (cargo.on_message) cargo.on_message(line);
      return;
    }
    try {
      if (fs::path found = library_in_message(message, package); !found.empty()) library = found;
    } catch (const json::exception&) {
      // A kind of message that this cargo writes in another form is not the one that names our
      // library; if it was, that is noticed below.
    }
  };
  PREBIND_TRY(finished, run(command));
  if (!finished.succeeded()) return explain_failure(cargo, package, finished);
  if (library.empty()) {
    const std::string target = options.target.empty() ? "this machine" : options.target;
    return fail(fmt::format("cargo built no shared library of `{}` for {}", package.name, target),
                "", "choose a target that has shared libraries (--target)");
  }
  return library;
}

}  // namespace prebind::cargo
