#include "cli/command_line.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command_tree.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "engine/find_crate.h"
#include "engine/installation.h"
#include "util/edit_distance.h"

namespace prebind::cli {
namespace {

/// Options that every command has.
struct GeneralOptions {
  std::string color;
  bool quiet = false;
  bool verbose = false;
};

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

/// A word that belongs to nothing: what it is, and what there is that is written nearly so.
Error unexpected(const CLI::App& program) {
  const CLI::App& command = named_command(program);
  const std::vector<std::string> words = program.remaining(/*recurse=*/true);
  const std::string word = words.empty() ? "" : words.front();
  const CommandText text = text_of(command);
  const bool is_option = word.starts_with('-');
  const bool is_command = !is_option && !text.commands.empty();
  std::vector<std::string> names;
  if (is_option) {
    for (const auto* options : {&text.options, &text.general}) {
      for (const OptionText& each : *options) names.push_back(each.name);
    }
  } else if (is_command) {
    for (const CommandText& each : text.commands) {
      if (!each.heading.empty()) names.push_back(each.last_word());
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto meant = nearest(word.substr(0, word.find('=')), views);
  return {.message = fmt::format("{} `{}`",
                                 is_command ? "there is no command" : "unexpected argument", word),
          .help = meant ? fmt::format("did you mean `{}`?", *meant)
                        : fmt::format("`{} --help` shows the usage", text.name)};
}

ExitStatus wrong_usage(Session& session, const Error& error, bool json) {
  session.fail(engine::failure_of(error), json);
  return ExitStatus::usage;
}

Error wrong_usage_of(const CLI::App& command, std::string message) {
  return {.message = std::move(message),
          .help = fmt::format("`{} --help` shows the usage", full_name(command))};
}

/// All that has to be given and is not; a crate too, where none can be taken by itself.
ExitStatus missing_arguments(Session& session, const CLI::App& command, bool json) {
  engine::Failure failure = {.errors = {}, .summary = "could not begin"};
  const auto is_missing = [](const CLI::Option* option) { return option->count() == 0; };
  for (const CLI::Option* option : command.get_options(is_missing)) {
    if (option->get_required()) {
      failure.errors.push_back(wrong_usage_of(command, option->get_name() + " is required"));
    } else if (option->get_positional() && option->get_type_name() == "CRATE") {
      const auto crate = engine::find_crate(session.context(), {}, ".");
      if (!crate) failure.errors.push_back(crate.error());
    }
  }
  session.fail(failure, json);
  return ExitStatus::usage;
}

/// Whether the arguments ask for JSON. They may be wrong otherwise.
bool wants_json(int count, const char* const* arguments) {
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--") return false;
    if (std::string_view(arguments[i]) == "--json") return true;
  }
  return false;
}

/// Which heading of the program's help has the commands that are added from now on.
void put_under(CLI::App& program, const char* heading, Action& action,
               std::initializer_list<void (*)(CLI::App&, Action&)> add) {
  for (const auto each : add) {
    each(program, action);
    CLI::App* command = program.get_subcommands([](CLI::App*) { return true; }).back();
    if (!command->get_group().empty()) command->group(heading);
  }
}

void add_commands(CLI::App& program, Action& action) {
  put_under(program, "Get started", action, {add_new, add_add, add_doctor});
  put_under(program, "Build", action, {add_build, add_watch, add_check, add_package});
  put_under(program, "Assembly", action, {add_archive, add_asm});
  put_under(program, "Look inside", action, {add_explain, add_inspect, add_header, add_cache});
  put_under(program, "Other", action, {add_help, add_completions, add_manual, add_expand});
}

/// Options of the command and of all below it, so that they may stand before a command's name and
/// behind it. CLI11 could hand them up to the program, but would take folders that have the name of
/// a command for that command then.
void add_general_options(CLI::App& command, GeneralOptions& options) {
  command
      .add_option("--color", options.color,
                  "When to write in color (default: auto, where a terminal shows it)")
      ->type_name("auto|always|never")
      ->group(kGeneral);
  CLI::Option* quiet =
      command.add_flag("-q,--quiet", options.quiet, "Show only errors, warnings and results")
          ->group(kGeneral);
  command.add_flag("-v,--verbose", options.verbose, "Show the commands that cargo runs")
      ->group(kGeneral)
      ->excludes(quiet);
  for (CLI::App* each : command.get_subcommands([](CLI::App*) { return true; })) {
    add_general_options(*each, options);
  }
}

/// Errors: a color that is none.
std::optional<Error> apply(const GeneralOptions& options, Session& session) {
  if (options.quiet) session.set_verbosity(engine::Verbosity::quiet);
  if (options.verbose) session.set_verbosity(engine::Verbosity::verbose);
  if (options.color.empty() || session.set_color(options.color)) return std::nullopt;
  return Error{.message = fmt::format("`--color {}` is not known", options.color),
               .help = "write `--color auto`, `--color always` or `--color never`"};
}

}  // namespace

ExitStatus run_command_line(int count, const char* const* arguments, Session& session) {
  CLI::App program("Builds a Rust crate once, as a library with bindings for another language",
                   "prebind");
  const bool json = wants_json(count, arguments);
  GeneralOptions options;
  Action action;
  program.set_help_flag("-h,--help", "Show this help");
  program.set_version_flag(
      "-V,--version",
      fmt::format("prebind {} (LLVM {})", engine::version(), engine::llvm_version()),
      "Show the version");
  // A second word that is a command's name is no command: `prebind build check`.
  program.require_subcommand(0, 1);
  add_commands(program, action);
  add_general_options(program, options);
  program.footer("`prebind help COMMAND` explains a command.");
  try {
    program.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    apply(options, session);
    session.print(help_text(text_of(named_command(program)), session.width()));
    return ExitStatus::done;
  } catch (const CLI::CallForVersion& version) {
    session.print(std::string(version.what()) + "\n");
    return ExitStatus::done;
  } catch (const CLI::ExtrasError&) {
    return wrong_usage(session, unexpected(program), json);
  } catch (const CLI::RequiredError&) {
    return missing_arguments(session, named_command(program), json);
  } catch (const CLI::ParseError& problem) {
    const CLI::App& command = named_command(program);
    return wrong_usage(session, wrong_usage_of(command, as_message(problem.what())), json);
  }
  if (const auto wrong = apply(options, session)) return wrong_usage(session, *wrong, json);
  if (!action) {
    return wrong_usage(session, wrong_usage_of(named_command(program), "no command was given"),
                       json);
  }
  return action(session);
}

}  // namespace prebind::cli
