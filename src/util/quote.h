#pragma once

#include <string>
#include <string_view>

/// Texts of others in generated files and on terminals: one function for each place where a text
/// can stand. What comes out is data there, whatever goes in: quotes, control characters, ends of
/// comments, bytes that are not UTF-8. Generated files are ASCII or UTF-8 in any case.
namespace prebind::quote {

/// Whether a character does something other than be seen: control characters, separators of lines,
/// marks that change the direction of text, and invisible ones.
bool is_unseen(char32_t character);

/// A string literal of Julia, with its quotes.
std::string julia(std::string_view text);

/// The inside of a string of Julia in triple quotes: lines and tabs stay as they are.
std::string julia_lines(std::string_view text);

/// In a comment that its line ends, in any language.
std::string comment(std::string_view text);

/// A string literal of C++, with its quotes: ASCII, whatever the compiler takes sources for.
std::string cpp(std::string_view text);

/// In a comment of C++ behind `//`: as `comment`, and a `\` at the end, which would go on with the
/// comment in the next line, gets a dot behind it.
std::string line_comment_of_cpp(std::string_view text);

/// A string of CMake, with its quotes.
std::string cmake(std::string_view text);

/// A string of TOML, with its quotes. What is not UTF-8 cannot be written there, and becomes
/// U+FFFD.
std::string toml(std::string_view text);

/// A key of TOML: with quotes where it needs them.
std::string toml_key(std::string_view text);

/// A word of a shell's command line (POSIX 2024, bash, zsh, ksh).
std::string shell(std::string_view text);

/// A code span of Markdown, with its backticks.
std::string markdown_code(std::string_view text);

/// What `run:` of a GitHub workflow is followed by: a value of YAML, in which `${{` is no
/// expression. `command` is one line whose words came out of `shell`.
std::string workflow_run(std::string_view command);

/// Text in which terminals find no commands: lines and tabs stay, all else that is not seen is
/// written out as `\x1b`, `\u{202e}`. With `keep_colors` the commands that set colors stay, too.
std::string terminal(std::string_view text, bool keep_colors = false);

}  // namespace prebind::quote
