#include "cli/completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "util/quote.h"

namespace prebind::cli {
namespace {

/// A command and all below it that are for people.
void add_all(const CommandText& command, std::vector<const CommandText*>& all) {
  all.push_back(&command);
  for (const CommandText& each : command.commands) {
    if (!each.heading.empty()) add_all(each, all);
  }
}

std::vector<const CommandText*> commands_of(const CommandText& program) {
  std::vector<const CommandText*> all;
  add_all(program, all);
  return all;
}

std::vector<const OptionText*> options_of(const CommandText& command) {
  std::vector<const OptionText*> all;
  for (const auto* options : {&command.options, &command.general}) {
    for (const OptionText& each : *options) all.push_back(&each);
  }
  return all;
}

std::vector<std::string> names_of(const OptionText& option) {
  if (option.brief.empty()) return {option.name};
  return {option.brief, option.name};
}

std::vector<std::string> names_of_commands(const CommandText& command) {
  std::vector<std::string> names;
  for (const CommandText& each : command.commands) {
    if (!each.heading.empty()) names.push_back(each.last_word());
  }
  return names;
}

/// Whether its arguments are names of commands, as those of `help`.
bool takes_command(const CommandText& command) {
  return !command.arguments.empty() && command.arguments.front().name == "COMMAND...";
}

bool is_folder(const OptionText& option) {
  return option.value == "FOLDER";
}

/// `prebind_build` for `prebind build`, as part of a function's name.
std::string function_of(const CommandText& command) {
  std::string name = "_" + command.name;
  for (char& c : name) {
    if (c == ' ' || c == '-') c = '_';
  }
  return name;
}

// What bash calls looks for the command among the words before the cursor, and then completes a
// value, an option or an argument.
constexpr std::string_view kBashHead = R"(# bash completion of prebind
_prebind() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local command=prebind word words=
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$command $word" in
)";
constexpr std::string_view kBashValues = R"(    esac
  done
  case "$command $previous" in
)";
constexpr std::string_view kBashWords = R"(  esac
  case "$command" in
)";
constexpr std::string_view kBashTail = R"(  esac
  if [[ $current != -* && $words != *' '[a-z]* && $words != [a-z]* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
    return
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _prebind prebind
)";

std::string bash_value(const CommandText& command, const OptionText& option) {
  std::string patterns;
  for (const std::string& name : names_of(option)) {
    patterns += fmt::format("{}'{} {}'", patterns.empty() ? "" : " | ", command.name, name);
  }
  const std::vector<std::string> choices = option.choices();
  const std::string words = choices.empty() ? std::string(is_folder(option) ? "-d" : "-f")
                                            : fmt::format("-W '{}'", fmt::join(choices, " "));
  return fmt::format(
      "    {})\n      mapfile -t COMPREPLY < <(compgen {} -- \"$current\")\n{}      return ;;\n",
      patterns, words, choices.empty() ? "      compopt -o filenames 2>/dev/null\n" : "");
}

std::string bash(const CommandText& program) {
  std::string commands, values, words;
  for (const CommandText* command : commands_of(program)) {
    if (command != &program) {
      commands += fmt::format("      '{0}') command='{0}' ;;\n", command->name);
    }
    std::vector<std::string> all;
    for (std::string& name : names_of_commands(*command)) all.push_back(std::move(name));
    for (const OptionText* option : options_of(*command)) {
      for (std::string& name : names_of(*option)) all.push_back(std::move(name));
      if (!option->value.empty()) values += bash_value(*command, *option);
    }
    if (takes_command(*command)) {
      for (std::string& name : names_of_commands(program)) all.push_back(std::move(name));
    }
    words += fmt::format("    '{}') words='{}' ;;\n", command->name, fmt::join(all, " "));
  }
  return fmt::format("{}{}{}{}{}{}{}", kBashHead, commands, kBashValues, values, kBashWords, words,
                     kBashTail);
}

/// One word of an `_arguments` call, in quotes of its own.
std::string zsh_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    if (c == '\'') {
      escaped += "'\\''";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string zsh_action(const OptionText& option) {
  if (const auto choices = option.choices(); !choices.empty()) {
    return fmt::format("({})", fmt::join(choices, " "));
  }
  return is_folder(option) ? "_files -/" : "_files";
}

std::string zsh_function(const CommandText& program, const CommandText& command) {
  std::string text = fmt::format("{}() {{\n", function_of(command));
  std::string options;
  for (const OptionText* option : options_of(command)) {
    for (const std::string& name : names_of(*option)) {
      options += fmt::format(" \\\n    '{}[{}]", name, zsh_text(option->description));
      if (!option->value.empty()) {
        options += fmt::format(":{}:{}", zsh_text(option->value), zsh_action(*option));
      }
      options += '\'';
    }
  }
  if (command.commands.empty()) {
    const std::string words =
        takes_command(command)
            ? fmt::format("*:command:({})", fmt::join(names_of_commands(program), " "))
            : "*:file:_files";
    return text + fmt::format("  _arguments{} \\\n    '{}'\n}}\n\n", options, words);
  }
  std::string names, cases;
  for (const CommandText& each : command.commands) {
    if (each.heading.empty()) continue;
    names += fmt::format("\n    '{}:{}'", each.last_word(), zsh_text(each.description));
    cases += fmt::format("    {}) {} ;;\n", each.last_word(), function_of(each));
  }
  return text + fmt::format(
                    "  local -a commands=({}\n  )\n  local context state state_descr line\n"
                    "  typeset -A opt_args\n  _arguments -C{} \\\n    '1:command:->command' "
                    "'*::argument:->argument'\n  case $state in\n"
                    "    command) _describe command commands ;;\n    argument) case $line[1] in\n{}"
                    "    esac ;;\n  esac\n}}\n\n",
                    names, options, cases);
}

std::string zsh(const CommandText& program) {
  std::string text = "#compdef prebind\n\n";
  for (const CommandText* command : commands_of(program)) text += zsh_function(program, *command);
  return text +
         "if [[ $funcstack[1] == _prebind ]]; then\n  _prebind \"$@\"\nelse\n"
         "  compdef _prebind prebind\nfi\n";
}

/// When fish offers what belongs to a command.
std::string fish_condition(const CommandText& command) {
  std::vector<std::string> seen;
  for (const CommandText& each : command.commands) seen.push_back(each.last_word());
  const std::size_t space = command.name.find(' ');
  std::string condition;
  if (space != std::string::npos) {
    std::string rest = command.name.substr(space + 1);
    for (std::size_t at = rest.find(' '); at != std::string::npos; at = rest.find(' ', at)) {
      rest.replace(at, 1, "; and __fish_seen_subcommand_from ");
      at += 1 + std::string_view("; and __fish_seen_subcommand_from").size();
    }
    condition = "__fish_seen_subcommand_from " + rest;
  }
  if (seen.empty()) return condition;
  if (!condition.empty()) condition += "; and ";
  return condition + fmt::format("not __fish_seen_subcommand_from {}", fmt::join(seen, " "));
}

std::string fish(const CommandText& program) {
  std::string text = "# fish completion of prebind\n";
  for (const CommandText* command : commands_of(program)) {
    const std::string condition = fish_condition(*command);
    for (const CommandText& each : command->commands) {
      if (each.heading.empty()) continue;
      text += fmt::format("complete -c prebind -f -n {} -a {} -d {}\n", quote::shell(condition),
                          each.last_word(), quote::shell(each.description));
    }
    if (takes_command(*command)) {
      text +=
          fmt::format("complete -c prebind -f -n {} -a {}\n", quote::shell(condition),
                      quote::shell(fmt::format("{}", fmt::join(names_of_commands(program), " "))));
    }
    for (const OptionText* option : options_of(*command)) {
      text += fmt::format("complete -c prebind -n {}", quote::shell(condition));
      if (!option->brief.empty()) text += " -s " + option->brief.substr(1);
      text += " -l " + option->name.substr(2);
      if (const auto choices = option->choices(); !choices.empty()) {
        text += fmt::format(" -x -a '{}'", fmt::join(choices, " "));
      } else if (!option->value.empty()) {
        text += " -r -F";
      }
      text += fmt::format(" -d {}\n", quote::shell(option->description));
    }
  }
  return text;
}

}  // namespace

std::string completions(const CommandText& program, std::string_view shell) {
  if (shell == "bash") return bash(program);
  return shell == "zsh" ? zsh(program) : fish(program);
}

}  // namespace prebind::cli
