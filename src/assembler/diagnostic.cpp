#include "assembler/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/utf8.h"

namespace prebind::assembler {
namespace {

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Blanks as wide as the beginning of the line: tabs stay, so that the caret stands where the eye
/// looks for it.
std::string blanks_for(std::string_view beginning) {
  std::string blanks;
  for (const char c : beginning) {
    if (!continues_character(c)) blanks += c == '\t' ? '\t' : ' ';
  }
  return blanks;
}

/// So much of a line as a person reads.
constexpr std::size_t kMostShown = 200;

/// Where a character begins: LLVM names bytes.
std::size_t character_at(std::string_view line, std::size_t place) {
  place = std::min(place, line.size());
  while (place > 0 && place < line.size() && continues_character(line[place])) --place;
  return place;
}

/// The line and the caret under it. Of a very long line the part around the place.
std::string excerpt(const Diagnostic& diagnostic) {
  std::string_view line = diagnostic.source;
  std::size_t place = character_at(line, diagnostic.column - 1);
  if (line.size() > kMostShown) {
    const std::size_t begin = character_at(line, place - std::min(place, kMostShown / 2));
    line = cut_utf8(line.substr(begin), kMostShown);
    place -= begin;
  }
  std::size_t end = std::min(place + diagnostic.length, line.size());
  while (end < line.size() && continues_character(line[end])) ++end;
  const std::string before = valid_utf8(line.substr(0, place));
  const std::string meant = valid_utf8(line.substr(place, end - place));
  const std::size_t width = std::max<std::size_t>(1, blanks_for(meant).size());
  return fmt::format("{}{}{}\n{}{:^>{}}\n", before, meant, valid_utf8(line.substr(end)),
                     blanks_for(before), "", width);
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return {};
}

std::uint32_t shown_column(const Diagnostic& diagnostic) {
  const std::string_view line = diagnostic.source;
  const std::size_t place = character_at(line, diagnostic.column - 1);
  const std::string before = valid_utf8(line.substr(0, place));
  // Behind the end of the line as far as it says.
  const std::size_t behind =
      diagnostic.column - 1 - std::min<std::size_t>(diagnostic.column - 1, line.size());
  return 1 + blanks_for(before).size() + behind;
}

std::string render(const Diagnostic& diagnostic, std::string_view name) {
  std::string text(name);
  if (diagnostic.line > 0) text += fmt::format(":{}:{}", diagnostic.line, shown_column(diagnostic));
  text += fmt::format(": {}: {}\n", to_string(diagnostic.severity), diagnostic.message);
  if (diagnostic.line > 0) text += excerpt(diagnostic);
  if (!diagnostic.expansion.empty()) {
    text += fmt::format("in the expansion: {}\n", cut_utf8(diagnostic.expansion, kMostShown));
  }
  if (!diagnostic.help.empty()) text += fmt::format("help: {}\n", diagnostic.help);
  return text;
}

}  // namespace prebind::assembler
