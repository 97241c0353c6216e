#include "cli/help.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace prebind::cli {
namespace {

/// Where a description would be narrower, it stands below its name.
constexpr std::size_t kLeastDescription = 34;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kIndentBelow = 10;

/// A heading and rows of two columns under it.
struct Section {
  std::string heading;
  bool has_commands = false;
  std::vector<std::pair<std::string, std::string>> rows = {};
};

/// Lines of words: the first begins at column `at`, the others behind an indent.
std::string wrapped(std::string_view text, std::size_t at, std::size_t indent, std::size_t width) {
  std::string lines;
  std::size_t column = at;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!is_first && column + 1 + word.size() > width) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
    is_first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string option_name(const OptionText& option) {
  // In line with those that have a short form.
  std::string name = option.brief.empty() ? "    " : option.brief + ", ";
  name += option.name;
  if (!option.value.empty()) name += " " + option.value;
  return name;
}

std::vector<std::pair<std::string, std::string>> rows_of(const std::vector<OptionText>& options) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const OptionText& option : options) {
    const bool is_argument = !option.name.starts_with('-');
    rows.emplace_back(is_argument ? option.name : option_name(option),
                      option.description + (option.is_required ? " (required)" : ""));
  }
  return rows;
}

std::vector<Section> sections_of(const CommandText& command) {
  std::vector<Section> sections;
  for (const CommandText& each : command.commands) {
    if (each.heading.empty()) continue;
    auto found = std::ranges::find(sections, each.heading, &Section::heading);
    if (found == sections.end())
      found = sections.insert(found, Section{.heading = each.heading, .has_commands = true});
    found->rows.emplace_back(each.last_word(), each.description);
  }
  sections.push_back({.heading = "Arguments", .rows = rows_of(command.arguments)});
  sections.push_back({.heading = "Options", .rows = rows_of(command.options)});
  sections.push_back({.heading = kGeneral, .rows = rows_of(command.general)});
  std::erase_if(sections, [](const Section& section) { return section.rows.empty(); });
  return sections;
}

/// Commands have one width of names, and all that can be given to a command another.
std::size_t width_of_names(const std::vector<Section>& sections, bool of_commands) {
  std::size_t width = 0;
  for (const Section& section : sections) {
    if (section.has_commands != of_commands) continue;
    for (const auto& [name, description] : section.rows) width = std::max(width, name.size());
  }
  return width;
}

}  // namespace

std::string help_text(const CommandText& command, std::size_t width) {
  std::string text = wrapped(command.description, 0, 0, width) + "\n\n" +
                     wrapped("Usage: " + usage_of(command), 0, 7, width) + "\n";
  const std::vector<Section> sections = sections_of(command);
  for (const Section& section : sections) {
    const std::size_t names = width_of_names(sections, section.has_commands);
    const std::size_t beside = kIndent + names + 2;
    const bool is_below = beside + kLeastDescription > width;
    text += fmt::format("\n{}:\n", section.heading);
    for (const auto& [name, description] : section.rows) {
      text += is_below ? fmt::format("  {}\n{:{}}{}\n", name, "", kIndentBelow,
                                     wrapped(description, kIndentBelow, kIndentBelow, width))
                       : fmt::format("  {:<{}}  {}\n", name, names,
                                     wrapped(description, beside, beside, width));
    }
  }
  if (command.footer.empty()) return text;
  text += "\n";
  for (const std::string& each : paragraphs_of(command.footer)) {
    text += (each.starts_with(' ') ? each : wrapped(each, 0, 0, width)) + "\n";
  }
  return text;
}

}  // namespace prebind::cli
