#include "engine/inspect.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace prebind::cli {
namespace {

struct InspectArguments {
  std::filesystem::path library;
  bool json = false;
};

ExitStatus run(Session& session, const InspectArguments& arguments) {
  const auto found = engine::inspect(arguments.library);
  if (!found) return session.fail(found.error(), arguments.json);
  session.print(arguments.json ? found->json + "\n" : found->text);
  return ExitStatus::done;
}

}  // namespace

void add_inspect(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = program.add_subcommand("inspect", "Show what a library exports");
  command->add_option("LIBRARY", arguments->library, "A library that `prebind build` has made")
      ->required()
      ->type_name("LIBRARY");
  command->add_flag("--json", arguments->json, "Print it as one JSON object");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
