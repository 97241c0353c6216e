#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli11.h"

namespace prebind::cli {

/// The group of options that every command has.
inline constexpr const char* kGeneral = "General options";

/// An option or argument of a command, as help, manual pages and completions show it.
struct OptionText {
  std::string brief = {};  ///< `-o`; empty: it has no short form
  std::string name = {};   ///< `--output`; of an argument: `CRATE`
  std::string value = {};  ///< `FILE`, or `all|used|none` where these are all; empty: it is a flag
  std::string description = {};
  bool is_required = false;

  std::vector<std::string> choices() const;  ///< of its value, if these are all
};

/// A command with all that is said of it, and its own commands.
struct CommandText {
  std::string name = {};     ///< `prebind build`
  std::string heading = {};  ///< under which its parent lists it; empty: not for people
  std::string description = {};
  std::string footer = {};
  std::vector<OptionText> arguments = {};
  std::vector<OptionText> options = {};
  std::vector<OptionText> general = {};  ///< options that every command has
  std::vector<CommandText> commands = {};

  std::string last_word() const;  ///< of its name: `build`
};

/// The command and all below it.
CommandText text_of(const CLI::App& command);

/// How the command is called: "prebind build".
std::string full_name(const CLI::App& command);

/// How to write it: "prebind build [CRATE] [OPTIONS]".
std::string usage_of(const CommandText& command);

/// The paragraphs of a text: consecutive lines are joined into one, but an empty line, or a line
/// that begins with a space, as examples do, is a paragraph of its own.
std::vector<std::string> paragraphs_of(std::string_view text);

}  // namespace prebind::cli
