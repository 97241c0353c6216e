#include "cli/command_line.h"

#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/help.h"
#include "engine/installation.h"

namespace prebind::cli {
namespace {

/// CLI11's sentence as a message of ours: lower-case, without a full stop.
std::string as_message(std::string text) {
  while (text.ends_with('.') || text.ends_with('\n')) text.pop_back();
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

/// The command that was named, whose help tells more than the program's.
const CLI::App& named_command(const CLI::App& program) {
  const auto named = program.get_subcommands();
  return named.empty() ? program : named_command(*named.front());
}

/// For words that belong to nothing.
std::string unexpected(const CLI::App& program) {
  const std::vector<std::string> words = program.remaining(/*recurse=*/true);
  const std::string word = words.empty() ? "" : words.front();
  const bool is_command = &named_command(program) == &program && !word.starts_with('-');
  return fmt::format("{} `{}`", is_command ? "there is no command" : "unexpected argument", word);
}

ExitStatus wrong_usage(Session& session, std::string message, const CLI::App& command) {
  session.fail({.message = std::move(message),
                .help = fmt::format("`{} --help` shows the usage", full_name(command))});
  return ExitStatus::usage;
}

}  // namespace

ExitStatus run_command_line(int count, const char* const* arguments, Session& session) {
  CLI::App program("Builds a Rust crate once, as a library with bindings for another language",
                   "prebind");
  program.set_help_flag("-h,--help", "Show this help");
  program.set_version_flag(
      "-V,--version",
      fmt::format("prebind {} (LLVM {})", engine::version(), engine::llvm_version()),
      "Show the version");
  Action action;
  add_new(program, action);
  add_add(program, action);
  add_build(program, action);
  add_watch(program, action);
  add_check(program, action);
  add_explain(program, action);
  add_inspect(program, action);
  add_header(program, action);
  add_package(program, action);
  add_archive(program, action);
  add_asm(program, action);
  add_cache(program, action);
  add_doctor(program, action);
  add_expand(program, action);
  program.footer("`prebind COMMAND --help` explains a command.");
  try {
    program.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    session.print(help_text(named_command(program)));
    return ExitStatus::done;
  } catch (const CLI::CallForVersion& version) {
    session.print(std::string(version.what()) + "\n");
    return ExitStatus::done;
  } catch (const CLI::ExtrasError&) {
    return wrong_usage(session, unexpected(program), named_command(program));
  } catch (const CLI::ParseError& problem) {
    return wrong_usage(session, as_message(problem.what()), named_command(program));
  }
  if (!action) return wrong_usage(session, "no command was given", program);
  return action(session);
}

}  // namespace prebind::cli
