#include "engine/archives/assemble.h"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace prebind::cli {
namespace {

ExitStatus run(Session& session, const engine::AssembleOptions& options) {
  const auto report = engine::assemble(session.context(), options);
  if (!report) return session.fail(report.error());
  session.print(fmt::format("{} {}: {} bytes for {}\n", report->changed ? "wrote" : "unchanged",
                            shown_path(options.output), report->size, report->variant));
  return ExitStatus::done;
}

}  // namespace

void add_asm(CLI::App& program, Action& action) {
  const auto options = std::make_shared<engine::AssembleOptions>();
  CLI::App* command = program.add_subcommand("asm", "Assemble a file, as a static library");
  command->add_option("FILE", options->source, "The assembly")->required()->type_name("FILE");
  command->add_option("-o,--output", options->output, "The library to write")
      ->required()
      ->type_name("FILE");
  command->add_option("--target", options->target, "Target triple of Rust, or a machine: wasm32")
      ->required()
      ->type_name("TARGET");
  command->add_option("--features", options->features, "Features that the assembly may use")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("+A,+B");
  command->add_flag("--object", options->object, "Write the object file, not a library");
  command->footer(
      "Example:\n  prebind asm table.s -o libtable.a --target wasm32 "
      "--features +reference-types");
  command->callback([options, &action] {
    action = [options](Session& session) { return run(session, *options); };
  });
}

}  // namespace prebind::cli
