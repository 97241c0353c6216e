#include "engine/build/build.h"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/build_options.h"
#include "cli/commands.h"
#include "cli/interrupts.h"
#include "engine/json.h"

namespace prebind::cli {
namespace {

ExitStatus run(Session& session, const BuildArguments& arguments) {
  const auto wanted = arguments.wanted(session);
  if (!wanted) return wanted.error();
  const auto report = run_interruptible(
      session, arguments.json,
      [&](const engine::Context& context) { return engine::build(context, *wanted); });
  if (!report) return report.error();
  if (arguments.json) {
    session.print(to_line(engine::to_json(*report)));
  } else {
    session.report(describe_build(*report));
  }
  return ExitStatus::done;
}

}  // namespace

void add_build(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<BuildArguments>();
  CLI::App* command =
      program.add_subcommand("build", "Build a crate as a library, and write its bindings");
  add_build_options(*command, *arguments);
  command->add_flag("--force", arguments->options.force, "Build even if nothing has changed");
  command->footer(
      "In a Julia package, `prebind build` without CRATE and --output builds its crate into the\n"
      "same module as before.\n\n"
      "Example:\n"
      "  prebind build path/to/geometry -o Geometry.jl");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
