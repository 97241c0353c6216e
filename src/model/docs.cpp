#include "model/docs.h"

#include <algorithm>
#include <string_view>

namespace prebind::model {
namespace {

struct Line {
  std::string_view text;
  bool is_expression = false;
};

void add_lines(std::string_view text, bool is_expression, std::vector<Line>& lines) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    lines.push_back({text.substr(from, to - from), is_expression});
    from = to + 1;
  }
}

bool is_blank(const Line& line) {
  return line.text.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string unindented(std::vector<Line> lines, std::size_t extra) {
  std::size_t indent = std::string::npos;
  for (const Line& line : lines) {
    if (is_blank(line)) continue;
    indent = std::min(indent, line.text.find_first_not_of(' ') + (line.is_expression ? extra : 0));
  }
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  while (!lines.empty() && is_blank(lines.front())) lines.erase(lines.begin());
  std::string result;
  for (auto [line, is_expression] : lines) {
    const std::size_t own = is_expression ? indent - std::min(indent, extra) : indent;
    line.remove_prefix(is_blank({line}) ? line.size() : std::min(own, line.size()));
    result += line.substr(0, line.find_last_not_of(" \t\r") + 1);
    result += '\n';
  }
  if (!result.empty()) result.pop_back();
  return result;
}

}  // namespace

std::string unindent(const std::string& text) {
  std::vector<Line> lines;
  add_lines(text, false, lines);
  return unindented(std::move(lines), 0);
}

std::string docs_of(const std::vector<DocPart>& parts) {
  std::vector<Line> lines;
  for (const DocPart& part : parts) {
    std::string_view text = part.text;
    // A file ends with a line break, which begins no line.
    if (part.is_expression && text.ends_with('\n')) text.remove_suffix(1);
    add_lines(text, part.is_expression, lines);
  }
  const bool has_comment =
      std::ranges::any_of(parts, [](const DocPart& part) { return !part.is_expression; });
  return unindented(std::move(lines), has_comment ? 1 : 0);
}

}  // namespace prebind::model
