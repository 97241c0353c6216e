#include "engine/doctor.h"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"

namespace prebind::cli {
namespace {

std::string describe(const engine::Finding& finding, bool color) {
  const auto paint = [&](std::string_view code, std::string_view text) {
    return color ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
  };
  const std::string name = fmt::format("{:<8}", finding.name);
  const std::string path = finding.path.empty() ? "" : shown_path(finding.path);
  if (finding.found) {
    const std::string_view gap = finding.version.empty() || path.empty() ? "" : "  ";
    return fmt::format("{} {}{}{}{}\n", paint("32", "ok     "), name, finding.version, gap, path);
  }
  return fmt::format("{} {}{}{}\n                help: {}\n",
                     paint(finding.required ? "1;31" : "33", "missing"), name,
                     path.empty() ? "" : path + ": ", finding.problem, finding.help);
}

nlohmann::ordered_json to_json(const engine::Diagnosis& diagnosis) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const engine::Finding& finding : diagnosis.findings) {
    findings.push_back({{"name", finding.name},
                        {"found", finding.found},
                        {"required", finding.required},
                        {"version", finding.version},
                        {"path", finding.path.string()},
                        {"problem", finding.problem},
                        {"help", finding.help}});
  }
  return {{"can_build", diagnosis.can_build()}, {"findings", std::move(findings)}};
}

ExitStatus run(Session& session, bool json) {
  const engine::Diagnosis diagnosis = engine::diagnose(session.context());
  if (json) {
    session.print(to_line(to_json(diagnosis)));
  } else {
    for (const engine::Finding& finding : diagnosis.findings) {
      session.print(describe(finding, session.color_output()));
    }
  }
  if (diagnosis.can_build()) return ExitStatus::done;
  return session.fail({.message = "something that `prebind build` needs is missing",
                       .help = "see the list for how to get it"});
}

}  // namespace

void add_doctor(CLI::App& program, Action& action) {
  const auto json = std::make_shared<bool>(false);
  CLI::App* command =
      program.add_subcommand("doctor", "Show what is installed, what is missing and how to get it");
  command->add_flag("--json", *json, "Print it as one JSON object");
  command->callback(
      [json, &action] { action = [json](Session& session) { return run(session, *json); }; });
}

}  // namespace prebind::cli
