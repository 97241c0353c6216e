#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "engine/inspect.h"

namespace prebind::cli {
namespace {

ExitStatus run(Session& session, const std::filesystem::path& library) {
  const auto header = engine::c_header(library);
  if (!header) return session.fail(header.error());
  session.print(*header);
  return ExitStatus::done;
}

}  // namespace

void add_header(CLI::App& program, Action& action) {
  const auto library = std::make_shared<std::filesystem::path>();
  CLI::App* command =
      program.add_subcommand("header", "Print the C prototypes of what a library exports");
  command->add_option("LIBRARY", *library, "A library that `prebind build` has made")
      ->required()
      ->type_name("LIBRARY");
  command->callback([library, &action] {
    action = [library](Session& session) { return run(session, *library); };
  });
}

}  // namespace prebind::cli
