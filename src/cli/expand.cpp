#include "engine/build/expand.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace prebind::cli {
namespace {

ExitStatus run(Session& session) {
  if (::isatty(STDIN_FILENO) == 1) {
    session.fail({.message = "`prebind expand` is started by the macros while rustc runs",
                  .help = "run `prebind build` to make bindings"});
    return ExitStatus::usage;
  }
  const engine::Context context = session.context();
  if (auto served = engine::serve_macros(context, STDIN_FILENO, STDOUT_FILENO); !served) {
    return session.fail(served.error());
  }
  return ExitStatus::done;
}

}  // namespace

void add_expand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand(
      "expand", "Expand the items that the macros of one rustc process send (started by them)");
  command->group("");  // not for people: left out of the list of commands
  command->callback([&action] { action = [](Session& session) { return run(session); }; });
}

}  // namespace prebind::cli
