#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/completions.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "engine/installation.h"
#include "util/edit_distance.h"
#include "util/file.h"

namespace prebind::cli {
namespace {

/// The command that words name one after the other, or nothing and the word that names none.
const CommandText* find(const CommandText& program, const std::vector<std::string>& words,
                        const CommandText*& parent, std::string& unknown) {
  const CommandText* command = &program;
  for (const std::string& word : words) {
    parent = command;
    unknown = word;
    const auto found = std::ranges::find_if(
        command->commands, [&](const CommandText& each) { return each.last_word() == word; });
    if (found == command->commands.end()) return nullptr;
    command = &*found;
  }
  return command;
}

ExitStatus show_help(Session& session, const CLI::App& program,
                     const std::vector<std::string>& words) {
  const CommandText all = text_of(program);
  const CommandText* parent = &all;
  std::string unknown;
  if (const CommandText* command = find(all, words, parent, unknown)) {
    session.print(help_text(*command, session.width()));
    return ExitStatus::done;
  }
  std::vector<std::string> names;
  for (const CommandText& each : parent->commands) names.push_back(each.last_word());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto meant = nearest(unknown, views);
  session.fail({.message = fmt::format("there is no command `{} {}`", parent->name, unknown),
                .help = meant ? fmt::format("did you mean `{} {}`?", parent->name, *meant)
                              : fmt::format("`{} --help` lists the commands", parent->name)});
  return ExitStatus::usage;
}

ExitStatus show_completions(Session& session, const CLI::App& program, const std::string& shell) {
  if (std::ranges::find(kShells, shell) == kShells.end()) {
    session.fail({.message = fmt::format("there are no completions for `{}`", shell),
                  .help = fmt::format("the known shells are: {}", fmt::join(kShells, ", "))});
    return ExitStatus::usage;
  }
  session.print_for_scripts(completions(text_of(program), shell));
  return ExitStatus::done;
}

Result<void> write_pages(const CommandText& command, const std::filesystem::path& folder) {
  if (command.heading.empty()) return {};
  PREBIND_CHECK(write_file_atomically(folder / manual_file(command),
                                      manual_page(command, std::string(engine::version()))));
  for (const CommandText& each : command.commands) {
    PREBIND_CHECK(write_pages(each, folder));
  }
  return {};
}

ExitStatus write_manual(Session& session, const CLI::App& program,
                        const std::filesystem::path& folder) {
  CommandText all = text_of(program);
  all.heading = "Other";
  if (const auto made = make_directories(folder); !made) return session.fail(made.error());
  if (const auto written = write_pages(all, folder); !written) return session.fail(written.error());
  return ExitStatus::done;
}

}  // namespace

void add_help(CLI::App& program, Action& action) {
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* command = program.add_subcommand("help", "Show the help of a command");
  command->add_option("COMMAND", *words, "The command, as `build` or `cache clean`")
      ->type_name("COMMAND...");
  command->callback([words, &action, &program] {
    action = [words, &program](Session& session) { return show_help(session, program, *words); };
  });
}

void add_completions(CLI::App& program, Action& action) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("completions", "Print the script by which a shell completes commands");
  command->add_option("SHELL", *shell, "bash, fish or zsh")->required()->type_name("SHELL");
  command->footer(
      "Examples:\n"
      "  prebind completions bash >~/.local/share/bash-completion/completions/prebind\n"
      "  prebind completions fish >~/.config/fish/completions/prebind.fish\n"
      "  prebind completions zsh >~/.zfunc/_prebind    # with ~/.zfunc in $fpath");
  command->callback([shell, &action, &program] {
    action = [shell, &program](Session& session) {
      return show_completions(session, program, *shell);
    };
  });
}

void add_manual(CLI::App& program, Action& action) {
  const auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* command =
      program.add_subcommand("manual", "Write the manual pages (done by the installation)");
  command->add_option("FOLDER", *folder, "Folder for the pages, as share/man/man1")
      ->required()
      ->type_name("FOLDER");
  command->group("");  // not for people: left out of the list of commands
  command->callback([folder, &action, &program] {
    action = [folder, &program](Session& session) {
      return write_manual(session, program, *folder);
    };
  });
}

}  // namespace prebind::cli
