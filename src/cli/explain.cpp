#include <algorithm>
#include <memory>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "engine/build/check.h"
#include "engine/json.h"

namespace prebind::cli {
namespace {

struct ExplainArguments {
  engine::CrateChoice crate;
  bool json = false;
};

constexpr std::size_t kShortDigest = 12;

std::string time_text(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(static_cast<std::time_t>(seconds)));
}

std::string short_content(const engine::ExplainedInput& input) {
  if (input.content.empty()) return "(absent)";
  const bool is_digest = input.content.size() == 64 &&
                         input.content.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (is_digest) return input.content.substr(0, kShortDigest);
  return input.content.substr(0, input.content.find('\n'));
}

std::string indented(const std::vector<engine::InputChange>& changes) {
  std::string text;
  for (const engine::InputChange& change : changes) text += fmt::format("    {}\n", change.text);
  return text;
}

std::string describe_state(const engine::ExplainedBuild& build) {
  if (build.checked.is_fresh()) return "  nothing has changed since: the next build does nothing\n";
  std::string text = "  changed since:\n" + indented(build.checked.changes);
  if (build.is_stored) return text + "  the next build takes its result from the cache\n";
  const engine::RemoteAnswer& remote = build.remote;
  if (!remote.told.empty()) text += fmt::format("  {}\n", remote.told);
  if (!remote.key.empty()) {
    return text + fmt::format("  the next build takes {} from the team's cache ({})\n",
                              remote.key.substr(0, kShortDigest), remote.server);
  }
  if (!remote.server.empty() && remote.told.empty()) {
    text += fmt::format("  the team's cache ({}) has no result for it\n", remote.server);
  }
  text += fmt::format("  the next build runs cargo ({})\n", build.miss);
  if (build.nearest_key.empty()) return text;
  return text +
         fmt::format("  the nearest result in the cache, {} of {}, differs in:\n",
                     build.nearest_key.substr(0, kShortDigest), time_text(build.nearest_created)) +
         indented(build.nearest_changes);
}

std::string describe(const engine::ExplainedBuild& build) {
  const engine::BuildReport& report = build.checked.report;
  const bool is_restored = report.origin != engine::Origin::built;
  const char* const source = report.origin == engine::Origin::received
                                 ? "taken from the team's cache for"
                                 : "taken from the cache for";
  std::string text =
      fmt::format("{}\n  {} {} of {}, {} ({:.1f} s)\n", shown_path(report.module_file.path),
                  is_restored ? source : "built from", report.package, time_text(build.finished),
                  is_restored ? "which building took" : "built by cargo", report.seconds);
  text +=
      build.key.empty() ? "  not in the cache\n" : fmt::format("  in the cache as {}\n", build.key);
  text += describe_state(build);
  // Places that were looked at in vain are many, and tell something only with --json.
  const auto absent = static_cast<std::size_t>(
      std::ranges::count(build.inputs, "", &engine::ExplainedInput::content));
  text +=
      fmt::format("  inputs ({}, and {} that are absent):\n", build.inputs.size() - absent, absent);
  for (const engine::ExplainedInput& input : build.inputs) {
    if (input.content.empty()) continue;
    text += fmt::format("    {:<13} {:<40} {}\n", input.role, input.name, short_content(input));
  }
  return text;
}

ExitStatus run(Session& session, const ExplainArguments& arguments) {
  const auto crate = chosen_crate(session, arguments.crate, arguments.json);
  if (!crate) return crate.error();
  const auto explanation = engine::explain(session.context(), {.crate = crate->path});
  if (!explanation) return session.fail(explanation.error(), arguments.json);
  if (arguments.json) {
    session.print(to_line(engine::to_json(*explanation)));
    return ExitStatus::done;
  }
  for (const engine::ExplainedBuild& build : explanation->builds) session.print(describe(build));
  return ExitStatus::done;
}

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* command = program.add_subcommand(
      "explain", "Show what the last build was made from, and what the next one would do");
  add_crate(*command, arguments->crate);
  command->add_flag("--json", arguments->json, "Print it as one JSON object");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
