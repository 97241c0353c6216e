#include "hosts/cpp/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "util/lines.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

/// ``` and ~~~ fence code.
bool is_fence(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  return start != std::string_view::npos &&
         (line.substr(start).starts_with("```") || line.substr(start).starts_with("~~~"));
}

/// Lines of examples that rustdoc does not show: `# use geometry::Point;`.
bool is_hidden(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  if (start == std::string_view::npos || line[start] != '#') return false;
  const std::string_view rest = line.substr(start + 1);
  return rest.empty() || rest.front() == ' ';
}

/// The end of a link's text, `]`, with no bracket between.
std::size_t closing(std::string_view line, std::size_t open) {
  const std::size_t at = line.find_first_of("[]", open + 1);
  return at != std::string_view::npos && line[at] == ']' ? at : std::string_view::npos;
}

bool is_web(std::string_view target) {
  return target.find("://") != std::string_view::npos || target.starts_with("mailto:");
}

/// The labels that docs define for items of Rust.
using Labels = std::set<std::string_view>;

/// The label of a line `[label]: Counter::add`, if that is one; empty if not.
std::string_view item_label(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const std::size_t end = line.starts_with('[') ? closing(line, 0) : std::string_view::npos;
  if (end == std::string_view::npos || !line.substr(end + 1).starts_with(':')) return {};
  const std::string_view label = line.substr(1, end - 1);
  return is_web(line) || label.starts_with('^') ? std::string_view() : label;
}

bool is_of_item(std::string_view label, const Labels& labels) {
  return labels.contains(label) || label.starts_with('`') ||
         label.find("::") != std::string_view::npos;
}

/// The text of a link to an item of Rust, at a `[`; empty where there is none. Moves behind it.
std::string_view item_link(std::string_view line, const Labels& labels, std::size_t& at) {
  const std::size_t end = closing(line, at);
  if (end == std::string_view::npos) return {};
  const std::string_view text = line.substr(at + 1, end - at - 1);
  const std::string_view rest = line.substr(end + 1);
  if (rest.starts_with('(') && rest.find(')') != std::string_view::npos) {
    if (is_web(rest.substr(1, rest.find(')') - 1))) return {};
    at = end + 1 + rest.find(')');
    return text;
  }
  if (rest.starts_with('[')) {
    const std::size_t last = closing(rest, 0);
    if (last == std::string_view::npos) return {};
    const std::string_view label = rest.substr(1, last - 1);
    if (!is_of_item(label.empty() ? text : label, labels)) return {};
    at = end + 1 + last;
    return text;
  }
  if (rest.starts_with('(') || rest.starts_with(':') || !is_of_item(text, labels)) return {};
  at = end;
  return text;
}

/// What is no code: Doxygen's commands begin with `@` or `\`.
std::string quoted(std::string_view line, const Labels& labels) {
  std::string out;
  bool is_code = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '`') is_code = !is_code;
    const bool is_quoted = is_code || c == '`';
    if (!is_quoted && c == '@') {
      out += "\\@";
    } else if (!is_quoted && c == '\\' && i + 1 < line.size() &&
               std::isalnum(static_cast<unsigned char>(line[i + 1])) != 0) {
      out += "\\\\";
    } else if (!is_quoted && c == '\\' && i + 1 == line.size()) {
      out += "<br>";
    } else if (!is_quoted && c == '[') {
      const std::string_view text = item_link(line, labels, i);
      out += text.empty() ? std::string(1, c) : std::string(text);
    } else {
      out += c;
    }
  }
  return out;
}

void append_line(std::string& out, std::string_view line, std::size_t indent) {
  out += std::string(indent, ' ') + "///";
  std::string text = quote::line_comment_of_cpp(line);
  text.erase(text.find_last_not_of(' ') + 1);
  if (!text.empty()) out += ' ' + text;
  out += '\n';
}

}  // namespace

std::string listed(const std::string& head, const std::vector<std::string>& items,
                   std::string_view tail, std::size_t indent) {
  std::string line = head + '(';
  for (std::size_t i = 0; i < items.size(); ++i) line += (i == 0 ? "" : ", ") + items[i];
  line += ')' + std::string(tail);
  const std::size_t start = line.rfind('\n', head.size()) + 1;
  if (items.empty() || line.size() - start <= kWidth) return line;
  std::string out = head + "(\n" + std::string(indent, ' ');
  std::size_t column = indent;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_last = i + 1 == items.size();
    const std::size_t width = items[i].size() + (is_last ? 1 + tail.size() : 1);
    if (i > 0 && column + 1 + width > kWidth) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (i > 0) {
      out += ' ';
      ++column;
    }
    out += items[i] + (is_last ? ")" + std::string(tail) : ",");
    column += width;
  }
  return out;
}

std::string doxygen(std::string_view docs, std::size_t indent) {
  std::string out;
  bool is_code = false, is_rust = false;
  while (!docs.empty() && (docs.back() == '\n' || docs.back() == ' ')) docs.remove_suffix(1);
  Labels labels;
  for (const std::string_view line : lines_of(docs)) {
    if (const std::string_view label = item_label(line); !label.empty()) labels.insert(label);
  }
  for (std::string_view line : lines_of(docs)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_fence(line)) {
      is_code = !is_code;
      const std::string_view rest = line.substr(line.find_first_of("`~") + 3);
      is_rust = is_code && (rest.empty() || rest.starts_with("rust"));
      append_line(out, is_rust && rest.empty() ? std::string(line) + "rust" : line, indent);
    } else if (is_code) {
      if (!is_rust || !is_hidden(line)) append_line(out, line, indent);
    } else if (item_label(line).empty()) {
      append_line(out, quoted(line, labels), indent);
    }
  }
  // In front of what leads to items.
  while (out.ends_with("///\n")) out.resize(out.size() - 4 - indent);
  return out;
}

std::string deprecated(const std::optional<model::Deprecation>& deprecation) {
  if (!deprecation) return "";
  const std::string& since = deprecation->since;
  const std::string& note = deprecation->note;
  if (since.empty() && note.empty()) return "[[deprecated]] ";
  const std::string text =
      since.empty() ? note : "since " + since + (note.empty() ? "" : ": " + note);
  return fmt::format("[[deprecated({})]] ", quote::cpp(text));
}

std::string deprecated(const model::Marks& marks) {
  return deprecated(marks.deprecation);
}

std::string indented(std::string_view lines, std::size_t spaces) {
  std::string out;
  for (const std::string_view line : lines_of(lines)) {
    if (!line.empty() && !line.starts_with('#')) out += std::string(spaces, ' ');
    out += std::string(line) + '\n';
  }
  return out;
}

}  // namespace prebind::hosts::cpp
