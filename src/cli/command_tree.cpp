#include "cli/command_tree.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace prebind::cli {
namespace {

OptionText option_text(const CLI::Option& option) {
  OptionText text = {.description = option.get_description(), .is_required = option.get_required()};
  if (option.get_positional()) {
    text.name = option.get_type_name();
    return text;
  }
  for (const std::string& each : option.get_snames()) text.brief = "-" + each;
  for (const std::string& each : option.get_lnames()) text.name = "--" + each;
  if (option.get_expected_max() > 0) text.value = option.get_type_name();
  return text;
}

}  // namespace

std::vector<std::string> OptionText::choices() const {
  std::vector<std::string> all;
  if (value.find('|') == std::string::npos) return all;
  for (const std::string& each : CLI::detail::split(value, '|')) all.push_back(each);
  return all;
}

std::string CommandText::last_word() const {
  return name.substr(name.rfind(' ') + 1);
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

CommandText text_of(const CLI::App& command) {
  CommandText text = {.name = full_name(command),
                      .heading = command.get_group(),
                      .description = command.get_description(),
                      .footer = command.get_footer()};
  for (const CLI::Option* option : command.get_options()) {
    auto& options = option->get_positional()          ? text.arguments
                    : option->get_group() == kGeneral ? text.general
                                                      : text.options;
    options.push_back(option_text(*option));
  }
  for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; })) {
    text.commands.push_back(text_of(*each));
  }
  return text;
}

std::string usage_of(const CommandText& command) {
  std::string usage = command.name;
  if (!command.commands.empty()) return usage + " COMMAND [OPTIONS]";
  for (const OptionText& each : command.arguments) {
    usage += each.is_required ? " " + each.name : fmt::format(" [{}]", each.name);
  }
  for (const OptionText& each : command.options) {
    if (each.is_required) usage += fmt::format(" {} {}", each.name, each.value);
  }
  return usage + " [OPTIONS]";
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  bool goes_on = false;
  for (const std::string& line : CLI::detail::split(std::string(text), '\n')) {
    const bool stands = line.empty() || line.starts_with(' ');
    if (goes_on && !stands) {
      paragraphs.back() += " " + line;
    } else {
      paragraphs.push_back(line);
    }
    goes_on = !stands;
  }
  return paragraphs;
}

}  // namespace prebind::cli
