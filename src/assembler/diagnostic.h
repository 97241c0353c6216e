#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prebind::assembler {

enum class Severity { error, warning, note };

/// Something that the assembler has to say about a place in the text.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string message;

  /// The line of the text as it was given, from 1. 0 where it is about the text as a whole, such as
  /// a symbol that no line is to blame for. A place inside the expansion of a macro is reported
  /// where the macro was called; `expansion` then is the expanded line that was meant.
  std::uint32_t line = 0;
  /// In bytes, from 1.
  std::uint32_t column = 0;
  /// How many bytes from `column` on are meant, within the line; at least 1.
  std::uint32_t length = 1;
  /// The line itself, without its end; the one field that need not be UTF-8.
  std::string source = {};
  std::string expansion = {};

  /// What to do about it; empty where the message says it.
  std::string help = {};

  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

std::string_view to_string(Severity severity);

/// The column in characters, as editors count.
std::uint32_t shown_column(const Diagnostic& diagnostic);

/// A diagnostic as compilers print it, each line ended: place and message, the line of the text, a
/// caret under what is meant. `name` is what the text is called, such as its file.
std::string render(const Diagnostic& diagnostic, std::string_view name);

}  // namespace prebind::assembler
