#include "engine/build/watch.h"

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

ExitStatus keep_building(Session& session, const BuildArguments& arguments) {
  const auto wanted = arguments.wanted(session);
  if (!wanted) return wanted.error();
  Interrupts interrupts;
  engine::Context context = session.context();
  context.interrupt = interrupts.descriptor();
  bool is_first = true;
  engine::WatchEvents events;
  events.on_result = [&](const tl::expected<engine::BuildReport, engine::Failure>& result) {
    if (!result) {
      session.fail(result.error(), arguments.json);
    } else if (arguments.json) {
      session.print(to_line(engine::to_json(*result)));
    } else {
      session.report(is_first ? describe_build(*result) : summary(*result));
    }
    session.flush();
  };
  events.on_wait = [&](std::size_t files) {
    if (is_first) {
      session.say(fmt::format("watching {} file{}; Ctrl-C ends", files, files == 1 ? "" : "s"));
    }
    is_first = false;
  };
  events.on_change = [&](const std::string& file) {
    session.say(fmt::format("{} has changed", file));
  };
  events.is_wanted = [&] { return !session.has_no_reader(); };
  const auto watched = engine::watch(context, *wanted, events);
  if (!watched) return session.fail(engine::failure_of(watched.error()), arguments.json);
  interrupts.end_if_received();
  return ExitStatus::done;
}

}  // namespace

void add_watch(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<BuildArguments>();
  CLI::App* command =
      program.add_subcommand("watch", "Build a crate, and again whenever its sources change");
  add_build_options(*command, *arguments);
  command->footer(
      "A build that fails shows rustc's errors and leaves the files of the last good one. In\n"
      "Julia, `Prebind.watch` does this and loads the result.\n\n"
      "Example:\n"
      "  prebind watch path/to/geometry -o Geometry.jl");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return keep_building(session, *arguments); };
  });
}

}  // namespace prebind::cli
