#include "assembler/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

namespace prebind::assembler {
namespace {

/// Blanks as wide as the beginning of the line: tabs stay, and of a character of several bytes only
/// the first takes a column, so that the caret stands where the eye looks for it.
std::string blanks_for(std::string_view beginning) {
  std::string blanks;
  for (const char c : beginning) {
    const bool continues_character = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continues_character) blanks += c == '\t' ? '\t' : ' ';
  }
  return blanks;
}

/// So much of a line as a person reads, from a place on.
constexpr std::size_t kMostShown = 200;
std::string_view cut(std::string_view line, std::size_t begin) {
  return line.substr(begin, kMostShown);
}

/// The line and the caret under it. Of a very long line the part around the place.
std::string excerpt(const Diagnostic& diagnostic) {
  std::string_view line = diagnostic.source;
  std::size_t place = std::min<std::size_t>(diagnostic.column - 1, line.size());
  if (line.size() > kMostShown) {
    const std::size_t begin = place - std::min(place, kMostShown / 2);
    line = cut(line, begin);
    place -= begin;
  }
  const std::size_t width =
      std::max<std::size_t>(1, blanks_for(line.substr(place, diagnostic.length)).size());
  return fmt::format("{}\n{}{:^>{}}\n", line, blanks_for(line.substr(0, place)), "", width);
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

std::string render(const Diagnostic& diagnostic, std::string_view name) {
  std::string text(name);
  if (diagnostic.line > 0) text += fmt::format(":{}:{}", diagnostic.line, diagnostic.column);
  text += fmt::format(": {}: {}\n", to_string(diagnostic.severity), diagnostic.message);
  if (diagnostic.line > 0) text += excerpt(diagnostic);
  if (!diagnostic.expansion.empty()) {
    text += fmt::format("in the expansion: {}\n", cut(diagnostic.expansion, 0));
  }
  if (!diagnostic.help.empty()) text += fmt::format("help: {}\n", diagnostic.help);
  return text;
}

}  // namespace prebind::assembler
