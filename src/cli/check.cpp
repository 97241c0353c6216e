#include "engine/build/check.h"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "engine/json.h"

namespace prebind::cli {
namespace {

struct CheckArguments {
  std::vector<std::filesystem::path> crates;
  bool paranoid = false;
  bool json = false;
};

std::string describe(const engine::CheckReport& report) {
  if (report.builds.empty()) {
    return fmt::format("stale  {}\n  no build of it is known\n", shown_path(report.crate));
  }
  std::string text;
  for (const engine::CheckedBuild& build : report.builds) {
    text += fmt::format("{}  {} ({})\n", build.is_fresh() ? "fresh" : "stale",
                        shown_path(build.report.module_file.path), build.report.package);
    for (const engine::InputChange& change : build.changes) {
      text += fmt::format("  {}\n", change.text);
    }
  }
  return text;
}

ExitStatus run(Session& session, const CheckArguments& arguments) {
  std::vector<std::filesystem::path> wanted = arguments.crates;
  if (wanted.empty()) {
    const auto crate = chosen_crate(session, {}, arguments.json);
    if (!crate) return crate.error();
    wanted.push_back(crate->path);
  }
  nlohmann::ordered_json crates = nlohmann::ordered_json::array();
  bool is_fresh = true;
  for (const std::filesystem::path& crate : wanted) {
    const auto report =
        engine::check(session.context(), {.crate = crate, .paranoid = arguments.paranoid});
    if (!report) return session.fail(report.error(), arguments.json);
    is_fresh = is_fresh && report->is_fresh();
    if (arguments.json) {
      crates.push_back(engine::to_json(*report));
    } else {
      session.print(describe(*report));
    }
  }
  if (arguments.json) {
    session.print(to_line({{"fresh", is_fresh}, {"crates", std::move(crates)}}));
  }
  return is_fresh ? ExitStatus::done : ExitStatus::stale;
}

}  // namespace

void add_check(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = program.add_subcommand(
      "check", "Say whether bindings are up to date, and which input has changed");
  command
      ->add_option("CRATE", arguments->crates,
                   "Folders of crates, their Cargo.toml, or single modules (default: the crate of "
                   "the current directory, or the one in the Julia package there)")
      ->type_name("CRATE|MODULE...");
  add_paranoid(*command, arguments->paranoid);
  add_json(*command, arguments->json);
  command->footer(
      "Checks every module that was built from the crate and was not deleted since, but not what\n"
      "`@rust_crate` loads. Exit status: 0 if all are up to date, 3 if not.\n\n"
      "Example:\n"
      "  prebind check src/Bindings.jl");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
