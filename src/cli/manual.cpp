#include "cli/manual.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace prebind::cli {
namespace {

/// Text in which man(7) sees no command of its own.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  if (escaped.starts_with('.') || escaped.starts_with('\'')) escaped.insert(0, "\\&");
  return escaped;
}

std::string hyphened(std::string name) {
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string entry(const OptionText& option) {
  std::string name = option.brief.empty() ? "" : fmt::format("\\fB{}\\fR, ", roff(option.brief));
  name += fmt::format("\\fB{}\\fR", roff(option.name));
  if (!option.value.empty()) name += fmt::format(" \\fI{}\\fR", roff(option.value));
  return fmt::format(".TP\n{}\n{}{}\n", name, roff(option.description),
                     option.is_required ? " (required)" : "");
}

std::string section(std::string_view heading, const std::vector<OptionText>& options) {
  if (options.empty()) return {};
  std::string text = fmt::format(".SH {}\n", heading);
  for (const OptionText& each : options) text += entry(each);
  return text;
}

std::string description_of(const CommandText& command) {
  std::string text = fmt::format(".SH DESCRIPTION\n{}.\n", roff(command.description));
  bool is_example = false;
  for (const std::string& each : paragraphs_of(command.footer)) {
    const bool stands = each.starts_with(' ');
    if (stands != is_example) text += stands ? ".nf\n" : ".fi\n";
    if (!stands && !each.empty()) text += ".PP\n";
    is_example = stands;
    if (!each.empty()) text += roff(each) + "\n";
  }
  return text + (is_example ? ".fi\n" : "");
}

std::string command_section(const CommandText& command) {
  std::string text;
  for (const CommandText& each : command.commands) {
    if (each.heading.empty()) continue;
    text +=
        fmt::format(".TP\n\\fB{}\\fR(1)\n{}\n", roff(hyphened(each.name)), roff(each.description));
  }
  return text.empty() ? text : ".SH COMMANDS\n" + text;
}

}  // namespace

std::string manual_file(const CommandText& command) {
  return hyphened(command.name) + ".1";
}

std::string manual_page(const CommandText& command, const std::string& version) {
  std::string title = hyphened(command.name);
  std::ranges::transform(title, title.begin(), [](unsigned char c) { return std::toupper(c); });
  return fmt::format(
             ".TH {} 1 \"\" \"Prebind {}\" \"Prebind\"\n.SH NAME\n{} \\- {}\n.SH "
             "SYNOPSIS\n\\fB{}\\fR\n",
             roff(title), version, roff(hyphened(command.name)), roff(command.description),
             roff(usage_of(command))) +
         description_of(command) + command_section(command) +
         section("ARGUMENTS", command.arguments) + section("OPTIONS", command.options) +
         section("GENERAL OPTIONS", command.general) +
         ".SH EXIT STATUS\n0: done. 1: failed. 2: wrong usage. 3: a check found something "
         "that is not up to date.\n";
}

}  // namespace prebind::cli
