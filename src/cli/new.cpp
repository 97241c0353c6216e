#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/options.h"
#include "engine/build/build.h"
#include "engine/packages/scaffold.h"
#include "util/process.h"

namespace prebind::cli {
namespace {

struct Arguments {
  std::filesystem::path crate;
  engine::NewOptions options;
};

std::string describe(const engine::Scaffold& scaffold) {
  const bool is_cpp = scaffold.language == "cpp";
  std::string text =
      scaffold.is_part
          ? fmt::format("crate {} for the CMake project in {}\n",
                        scaffold.crate.filename().string(), shown_path(scaffold.directory))
          : fmt::format("{} {} in {}\n", is_cpp ? "CMake project" : "Julia package", scaffold.name,
                        shown_path(scaffold.directory));
  if (scaffold.adds_dependency) {
    text += fmt::format("  changed   {}: a dependency on `prebind`\n",
                        shown_path(scaffold.crate / "Cargo.toml"));
    text += fmt::format("  changed   {}: a first function for {}\n",
                        shown_path(scaffold.crate / "src/lib.rs"), is_cpp ? "C++" : "Julia");
  }
  for (const std::string& file : scaffold.files) {
    if (!file.starts_with("deps/prebind/")) text += fmt::format("  wrote     {}\n", file);
  }
  if (scaffold.is_part) {
    text += fmt::format(
        "\nWrite this into CMakeLists.txt, behind `project`; `app` is your target:\n\n"
        "  include({0})\n  target_link_libraries(app {1}::{1})\n",
        scaffold.files.front(), scaffold.name);
  }
  return text;
}

/// The first build: with it the package passes its tests.
ExitStatus build(Session& session, const engine::Context& context,
                 const engine::Scaffold& scaffold) {
  const bool is_cpp = scaffold.language == "cpp";
  const auto report = engine::build(context, {.crate = scaffold.crate,
                                              .output = scaffold.module,
                                              .language = scaffold.language,
                                              .module = is_cpp ? "" : "Bindings",
                                              .library_directory = scaffold.library_directory});
  if (!report) return session.fail(report.error());
  const std::string folder = shown_path(scaffold.directory);
  session.report(
      fmt::format("  built     {}\n\nTo test it, and after every change of the crate:\n\n"
                  "  cd {}\n{}",
                  shown_path(report->library_file.path), to_shell({.program = folder}),
                  is_cpp ? "  cmake -S . -B build\n  cmake --build build\n"
                           "  ctest --test-dir build\n"
                         : "  julia deps/build.jl\n"
                           "  julia --project -e 'using Pkg; Pkg.test()'\n"));
  return ExitStatus::done;
}

ExitStatus finish(Session& session,
                  Result<engine::Scaffold> (*lay_out)(const engine::Context&, const Arguments&),
                  const Arguments& arguments) {
  Interrupts interrupts;
  engine::Context context = session.context();
  context.interrupt = interrupts.descriptor();
  const auto scaffold = lay_out(context, arguments);
  if (!scaffold) return session.fail(scaffold.error());
  session.report(describe(*scaffold));
  if (scaffold->is_part) return ExitStatus::done;
  const ExitStatus status = build(session, context, *scaffold);
  if (status != ExitStatus::done) interrupts.end_if_received();
  return status;
}

Result<engine::Scaffold> make_new(const engine::Context& context, const Arguments& arguments) {
  return engine::new_package(context, arguments.options);
}

Result<engine::Scaffold> make_around(const engine::Context& context, const Arguments& arguments) {
  return engine::add_package(context, arguments.crate, arguments.options);
}

void add_path(CLI::App& command, engine::NewOptions& options) {
  command.add_option("--path", options.directory, "Folder of the package (default: its name)")
      ->type_name("FOLDER");
}

}  // namespace

void add_new(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("new", "Make a Julia package with a Rust crate in it, ready to test");
  command->add_option("NAME", arguments->options.name, "Name of the package, as `TextKit`")
      ->required()
      ->type_name("NAME");
  add_path(*command, arguments->options);
  command
      ->add_option("--lang", arguments->options.language,
                   "cpp: a CMake project instead (default: julia)")
      ->type_name("julia|cpp");
  command->footer("Example:\n  prebind new TextKit");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return finish(session, make_new, *arguments); };
  });
}

void add_add(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("add",
                             "Make a Julia package around an existing Rust crate, or give it "
                             "to a CMake project");
  command->add_option("CRATE", arguments->crate, "Folder of the crate, or its Cargo.toml")
      ->required()
      ->type_name("CRATE");
  command
      ->add_option("--name", arguments->options.name,
                   "Name of the package or namespace (default: from the crate's)")
      ->type_name("NAME");
  command
      ->add_option("--path", arguments->options.directory,
                   "Folder of the package (default: its name) or CMake project (default: this one)")
      ->type_name("FOLDER");
  command
      ->add_option("--lang", arguments->options.language,
                   "cpp: add it to a CMake project (default: julia)")
      ->type_name("julia|cpp");
  command->footer(
      "A crate that exports nothing yet gets the dependency and a first function.\n\n"
      "Examples:\n  prebind add path/to/geometry\n  prebind add path/to/geometry --lang cpp");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return finish(session, make_around, *arguments); };
  });
}

}  // namespace prebind::cli
