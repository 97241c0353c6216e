#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/options.h"
#include "engine/build/build.h"
#include "engine/crate.h"
#include "engine/find_crate.h"
#include "engine/packages/scaffold.h"
#include "engine/packages/undo.h"
#include "util/process.h"

namespace prebind::cli {
namespace {

struct NewArguments {
  engine::CrateChoice crate;
  engine::NewOptions options;
};

/// A line for each file, but one for the crate with the macros.
std::string describe_files(const engine::Scaffold& scaffold) {
  std::string text;
  std::size_t macro_files = 0;
  for (const std::string& file : scaffold.files) {
    if (!scaffold.macro_crate.empty() && file.starts_with(scaffold.macro_crate + "/")) {
      ++macro_files;
    } else {
      text += fmt::format("  wrote     {}\n", file);
    }
  }
  if (macro_files == 0) return text;
  return text + fmt::format("  wrote     {}: the crate `prebind`, {} files\n", scaffold.macro_crate,
                            macro_files);
}

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
                        shown_path(scaffold.library_source), is_cpp ? "C++" : "Julia");
  }
  return text + describe_files(scaffold);
}

/// What a person does next, for the shell or CMakeLists.txt as it is.
std::string next_steps(const engine::Scaffold& scaffold) {
  if (scaffold.is_part) {
    const std::string file = fmt::format("cmake/{}.cmake", scaffold.name);
    return fmt::format(
        "\nWrite this into CMakeLists.txt, behind `project`; `app` is your target:\n\n"
        "  include({0})\n  target_link_libraries(app {1}::{1})\n",
        file, scaffold.name);
  }
  const std::string folder = shown_path(scaffold.directory);
  return fmt::format("\nTo test it, and after every change of the crate:\n\n  cd {}\n{}",
                     to_shell({.program = folder}),
                     scaffold.language == "cpp" ? "  cmake -S . -B build\n  cmake --build build\n"
                                                  "  ctest --test-dir build\n"
                                                : "  julia deps/build.jl\n"
                                                  "  julia --project -e 'using Pkg; Pkg.test()'\n");
}

/// What the first build made beside what was laid out.
std::string describe_first_build(const engine::Scaffold& scaffold,
                                 const engine::BuildReport& report) {
  std::string text;
  const auto add = [&](const std::filesystem::path& path, std::string_view end) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
      text += fmt::format("  built     {}{}\n", shown_path(path), end);
    }
  };
  add(report.library_file.path, "");
  add(report.module_file.path, "");
  for (const engine::WrittenFile& each : report.companions) add(each.path, "");
  add(scaffold.lock_file, "");
  add(scaffold.target_directory, "/");
  return text;
}

/// The first build: with it the package passes its tests.
tl::expected<engine::BuildReport, engine::Failure> build(const engine::Context& context,
                                                         const engine::Scaffold& scaffold) {
  const bool is_cpp = scaffold.language == "cpp";
  return engine::build(context, {.crate = scaffold.crate,
                                 .output = scaffold.module,
                                 .language = scaffold.language,
                                 .module = is_cpp ? "" : "Bindings",
                                 .library_directory = scaffold.library_directory});
}

/// The last words say that all is as it was.
engine::Failure taken_back(engine::Failure failure, engine::Undo& undo) {
  const std::vector<Error> problems = undo.restore();
  if (problems.empty()) {
    std::string& help = failure.errors.back().help;
    help += help.empty() ? "nothing was written" : "; nothing was written";
  }
  failure.errors.insert(failure.errors.end(), problems.begin(), problems.end());
  if (failure.summary.empty()) failure.summary = "nothing else was written";
  return failure;
}

ExitStatus finish(Session& session,
                  Result<engine::Scaffold> (*lay_out)(const engine::Context&, const NewArguments&,
                                                      engine::Undo&),
                  const NewArguments& arguments) {
  Interrupts interrupts;
  engine::Context context = session.context();
  context.interrupt = interrupts.descriptor();
  engine::Undo undo;
  const auto give_up = [&](engine::Failure failure) {
    const ExitStatus status = session.fail(taken_back(std::move(failure), undo));
    interrupts.end_if_received();
    return status;
  };
  if (auto cargo = engine::find_cargo(context); !cargo) {
    return give_up(engine::failure_of(std::move(cargo).error()));
  }
  const auto scaffold = lay_out(context, arguments, undo);
  if (!scaffold) return give_up(engine::failure_of(scaffold.error()));
  std::string built;
  if (!scaffold->is_part) {
    const auto report = build(context, *scaffold);
    if (!report) return give_up(report.error());
    built = describe_first_build(*scaffold, *report);
  }
  undo.keep();
  session.report(describe(*scaffold) + built + scaffold->note + next_steps(*scaffold));
  return ExitStatus::done;
}

Result<engine::Scaffold> make_new(const engine::Context& context, const NewArguments& arguments,
                                  engine::Undo& undo) {
  return engine::new_package(context, arguments.options, undo);
}

Result<engine::Scaffold> make_around(const engine::Context& context, const NewArguments& arguments,
                                     engine::Undo& undo) {
  PREBIND_TRY(crate, engine::find_crate(context, arguments.crate, "."));
  return engine::add_package(context, crate.path, arguments.options, undo);
}

void add_path(CLI::App& command, engine::NewOptions& options) {
  command.add_option("--path", options.directory, "Folder of the package (default: its name)")
      ->type_name("FOLDER");
}

}  // namespace

void add_new(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<NewArguments>();
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
  const auto arguments = std::make_shared<NewArguments>();
  CLI::App* command =
      program.add_subcommand("add",
                             "Make a Julia package around an existing Rust crate, or give it "
                             "to a CMake project");
  command->add_option("CRATE", arguments->crate.path, "Folder of the crate, or its Cargo.toml")
      ->required()
      ->type_name("CRATE");
  command->add_option("-p,--package", arguments->crate.package, "Package of the workspace to take")
      ->type_name("NAME");
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
