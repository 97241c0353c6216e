#include "cli/help.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace prebind::cli {
namespace {

/// A heading and rows of two columns under it.
struct Section {
  std::string heading;
  std::vector<std::pair<std::string, std::string>> rows = {};
};

std::string option_name(const CLI::Option& option) {
  std::string name = option.get_name(/*positional=*/false, /*all_options=*/true);
  if (const std::size_t comma = name.find(','); comma != std::string::npos) {
    name.insert(comma + 1, " ");
  } else {
    name.insert(0, "    ");  // in line with those that have a short form
  }
  if (option.get_expected_max() > 0) name += " " + option.get_type_name();
  return name;
}

std::vector<Section> sections_of(const CLI::App& command) {
  Section commands = {"Commands"}, arguments = {"Arguments"}, options = {"Options"};
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (sub->get_group().empty()) continue;
    commands.rows.emplace_back(sub->get_name(), sub->get_description());
  }
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) {
      arguments.rows.emplace_back(option->get_type_name(), option->get_description());
    } else {
      options.rows.emplace_back(option_name(*option), option->get_description());
    }
  }
  return {std::move(commands), std::move(arguments), std::move(options)};
}

std::string usage_of(const CLI::App& command) {
  std::string usage = full_name(command);
  if (command.get_parent() == nullptr) return usage + " COMMAND";
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) usage += " " + option->get_type_name();
  }
  return usage + " [OPTIONS]";
}

}  // namespace

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

std::string help_text(const CLI::App& command) {
  std::string text = fmt::format("{}\n\nUsage: {}\n", command.get_description(), usage_of(command));
  const std::vector<Section> sections = sections_of(command);
  std::size_t width = 0;
  for (const Section& section : sections) {
    for (const auto& [name, description] : section.rows) width = std::max(width, name.size());
  }
  for (const Section& section : sections) {
    if (section.rows.empty()) continue;
    text += fmt::format("\n{}:\n", section.heading);
    for (const auto& [name, description] : section.rows) {
      text += fmt::format("  {:<{}}  {}\n", name, width, description);
    }
  }
  if (const std::string footer = command.get_footer(); !footer.empty())
    text += "\n" + footer + "\n";
  return text;
}

}  // namespace prebind::cli
