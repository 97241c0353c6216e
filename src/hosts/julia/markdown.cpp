#include "hosts/julia/markdown.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "hosts/words.h"

namespace prebind::hosts::julia {
namespace {

using std::string_view;
using Lines = std::vector<std::string>;

std::size_t indent_of(string_view line) {
  const std::size_t at = line.find_first_not_of(' ');
  return at == string_view::npos ? line.size() : at;
}

bool is_blank(string_view line) {
  return line.find_first_not_of(' ') == string_view::npos;
}

string_view stripped(string_view text) {
  text.remove_prefix(indent_of(text));
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string dedented(const std::string& line, std::size_t columns) {
  return line.substr(std::min(columns, indent_of(line)));
}

// Of one of the given characters only, at least `least` of them.
bool consists_of(string_view line, string_view characters, std::size_t least) {
  std::size_t count = 0;
  for (const char c : line) {
    if (c == ' ') continue;
    if (characters.find(c) == string_view::npos || c != stripped(line)[0]) return false;
    ++count;
  }
  return count >= least;
}

struct Fence {
  std::size_t indent = 0, count = 0;
  char mark = '`';
  std::string info = {};
};

std::optional<Fence> fence_of(string_view line) {
  Fence fence{.indent = indent_of(line)};
  const string_view rest = line.substr(fence.indent);
  if (fence.indent > 3 || rest.empty() || (rest[0] != '`' && rest[0] != '~')) return std::nullopt;
  fence.mark = rest[0];
  fence.count = std::min(rest.find_first_not_of(rest[0]), rest.size());
  fence.info = stripped(rest.substr(fence.count));
  if (fence.count < 3 || (fence.mark == '`' && fence.info.find('`') != std::string::npos)) {
    return std::nullopt;
  }
  return fence;
}

bool ends(const Fence& fence, string_view line) {
  const string_view rest = stripped(line);
  return indent_of(line) < 4 && rest.size() >= fence.count &&
         rest.find_first_not_of(fence.mark) == string_view::npos;
}

// `## Errors`: how many `#`, 0 if it is no heading.
std::size_t heading_level(string_view line) {
  const string_view rest = stripped(line);
  const std::size_t level = std::min(rest.find_first_not_of('#'), rest.size());
  const bool is_one = indent_of(line) < 4 && level >= 1 && level <= 6 &&
                      (level == rest.size() || rest[level] == ' ');
  return is_one ? level : 0;
}

bool is_rule(string_view line) {
  return indent_of(line) < 4 && !is_blank(line) && consists_of(line, "-*_", 3);
}

bool is_quote(string_view line) {
  return indent_of(line) < 4 && stripped(line).starts_with('>');
}

struct Marker {
  std::size_t indent = 0, width = 0;  // width: up to where the item's text begins
  char kind = '-';                    // a bullet, or what is behind a number
  std::string number = {};
};

std::optional<Marker> marker_of(string_view line) {
  Marker marker{.indent = indent_of(line)};
  string_view rest = line.substr(marker.indent);
  if (marker.indent > 3 || rest.empty() || is_rule(line)) return std::nullopt;
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  marker.number = rest.substr(0, digits);
  const string_view kinds = digits == 0 ? "-+*" : ".)";
  if (digits > 9 || digits == rest.size() || kinds.find(rest[digits]) == string_view::npos) {
    return std::nullopt;
  }
  marker.kind = rest[digits];
  rest.remove_prefix(digits + 1);
  const std::size_t spaces = indent_of(rest);
  if (!rest.empty() && spaces == 0) return std::nullopt;
  const bool is_plain = spaces > 4 || is_blank(rest);
  marker.width = marker.indent + digits + 1 + (is_plain ? 1 : spaces);
  return marker;
}

bool interrupts_paragraph(string_view line) {
  const std::optional<Marker> marker = marker_of(line);
  const bool is_item = marker && !is_blank(line.substr(std::min(marker->width, line.size()))) &&
                       (marker->number.empty() || marker->number == "1");
  return is_blank(line) || is_item || fence_of(line) || heading_level(line) != 0 || is_rule(line) ||
         is_quote(line);
}

// `| a | b |`, without its outer bars.
std::vector<std::string> cells_of(string_view line) {
  line = stripped(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i).starts_with("\\|")) {
      cells.back() += '|';
      ++i;
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  for (std::string& cell : cells) cell = std::string(stripped(cell));
  return cells;
}

// How the columns are aligned, if this is the line below a table's head. Julia needs three
// characters and would align to the right what says nothing.
std::vector<std::string> alignments_of(string_view line) {
  std::vector<std::string> out;
  if (line.find('|') == string_view::npos && line.find(':') == string_view::npos) return out;
  for (const std::string& cell : cells_of(line)) {
    const bool left = cell.starts_with(':'), right = cell.size() > 1 && cell.ends_with(':');
    const std::size_t dashes = static_cast<std::size_t>(std::count(cell.begin(), cell.end(), '-'));
    if (dashes == 0 || dashes + left + right != cell.size()) return {};
    out.emplace_back(left && right ? ":---:" : right ? "---:" : ":---");
  }
  return out;
}

// `[label]: destination`, but for a footnote.
std::optional<std::pair<std::string, std::string>> definition_of(string_view line) {
  const string_view rest = stripped(line);
  const std::size_t end = rest.find("]:");
  if (indent_of(line) > 3 || !rest.starts_with('[') || rest.starts_with("[^") ||
      end == string_view::npos || end == 1) {
    return std::nullopt;
  }
  const string_view destination = stripped(rest.substr(end + 2));
  if (destination.empty()) return std::nullopt;
  return std::pair{std::string(rest.substr(1, end - 1)),
                   std::string(destination.substr(0, destination.find(' ')))};
}

bool is_footnote(string_view line) {
  return line.starts_with("[^") && line.find("]:") != string_view::npos;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// What rustdoc says in a fence: attributes of a test, or another language.
bool is_rust(string_view info) {
  while (!info.empty()) {
    const std::size_t end = std::min(info.find_first_of(", "), info.size());
    const string_view word = info.substr(0, end);
    constexpr string_view kWords[] = {
        "rust",         "ignore",       "no_run",          "should_panic",
        "compile_fail", "test_harness", "standalone_crate"};
    const bool is_known = word.empty() || word.starts_with("edition") ||
                          word.starts_with("ignore-") || (word.size() == 5 && word[0] == 'E') ||
                          std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
    if (!is_known) return false;
    info.remove_prefix(std::min(end + 1, info.size()));
  }
  return true;
}

// Quotes and lists in each other, deeper than which nobody reads: each takes a bit of the stack.
constexpr int kDeepest = 16;
// What brackets and stars mean is found out in a time that grows with the square of their number.
constexpr std::size_t kLongest = 16 * 1024;

class Blocks {
 public:
  Blocks(Lines lines, const Destinations& destinations, int depth = 0)
      : lines_(std::move(lines)), destinations_(destinations), depth_(depth) {}

  Lines run() {
    while (at_ < lines_.size()) {
      const std::string& line = lines_[at_];
      if (is_blank(line)) {
        ++at_;
        part();
      } else if (const std::optional<Fence> fence = fence_of(line)) {
        put_fenced(*fence);
      } else if (indent_of(line) > 3) {
        put_indented();
      } else if (const std::size_t level = heading_level(line)) {
        put_heading(level);
      } else if (is_rule(line)) {
        put_apart({"---"});
        ++at_;
      } else if (is_quote(line)) {
        put_quote();
      } else if (marker_of(line)) {
        put_list();
      } else if (definition_of(line)) {
        ++at_;
      } else if (is_footnote(line)) {
        put_footnote();
      } else if (is_table()) {
        put_table();
      } else {
        put_paragraph();
      }
    }
    while (!out_.empty() && out_.back().empty()) out_.pop_back();
    return std::move(out_);
  }

 private:
  std::string in_line(string_view text) const { return inline_markdown(text, destinations_); }

  Lines nested(Lines lines) const {
    if (depth_ < kDeepest) return Blocks(std::move(lines), destinations_, depth_ + 1).run();
    for (std::string& line : lines) line = in_line(line);
    return lines;
  }

  // A blank line, but never two, and none at the start.
  void part() {
    if (!out_.empty() && !out_.back().empty()) out_.emplace_back();
  }

  void put_apart(const Lines& lines) {
    part();
    out_.insert(out_.end(), lines.begin(), lines.end());
    part();
  }

  void put_code(const Lines& code, const std::string& info) {
    const bool rust = is_rust(info);
    std::size_t longest = 2;
    Lines shown;
    for (const std::string& line : code) {
      const string_view text = stripped(line);
      const bool is_hidden = text == "#" || text.starts_with("# ");
      if (rust && is_hidden) continue;
      std::string kept = line;
      // `##` stands for a `#` that is shown.
      if (rust && text.starts_with("##")) kept.erase(indent_of(kept), 1);
      const std::size_t ticks = std::min(text.find_first_not_of('`'), text.size());
      longest = std::max(longest, ticks);
      shown.push_back(std::move(kept));
    }
    while (!shown.empty() && is_blank(shown.back())) shown.pop_back();
    const std::string fence(longest + 1, '`');
    const std::string language = info.substr(0, info.find_first_of(", {"));
    // `math` would be a formula.
    part();
    out_.push_back(fence + (rust ? "rust" : language == "math" ? "text" : language));
    out_.insert(out_.end(), shown.begin(), shown.end());
    out_.push_back(fence);
    part();
  }

  void put_fenced(const Fence& fence) {
    Lines code;
    for (++at_; at_ < lines_.size() && !ends(fence, lines_[at_]); ++at_) {
      code.push_back(dedented(lines_[at_], fence.indent));
    }
    ++at_;
    put_code(code, fence.info);
  }

  void put_indented() {
    Lines code;
    for (; at_ < lines_.size() && (is_blank(lines_[at_]) || indent_of(lines_[at_]) > 3); ++at_) {
      code.push_back(dedented(lines_[at_], 4));
    }
    put_code(code, "");
  }

  void put_heading(std::size_t level) {
    string_view text = stripped(stripped(lines_[at_++]).substr(level));
    const std::size_t end = text.find_last_not_of('#');
    if (end == string_view::npos) {
      text = {};
    } else if (end + 1 < text.size() && text[end] == ' ') {
      text = stripped(text.substr(0, end));
    }
    put_apart({fmt::format("{} {}", std::string(level, '#'), in_line(text))});
  }

  // A line that goes on with the paragraph that a quote or an item ends with.
  bool is_lazy(const Lines& inside) const {
    return !inside.empty() && !is_blank(inside.back()) && !fence_of(inside.back()) &&
           heading_level(inside.back()) == 0 && !interrupts_paragraph(lines_[at_]) &&
           indent_of(inside.back()) < 4;
  }

  void put_quote() {
    Lines inside;
    for (; at_ < lines_.size() && (is_quote(lines_[at_]) || is_lazy(inside)); ++at_) {
      string_view line = lines_[at_];
      if (is_quote(line)) {
        line = line.substr(indent_of(line) + 1);
        if (line.starts_with(' ')) line.remove_prefix(1);
      }
      inside.emplace_back(line);
    }
    Lines quoted;
    for (const std::string& line : nested(inside))
      quoted.push_back(line.empty() ? ">" : "> " + line);
    put_apart(quoted);
  }

  // The lines of one item, without its marker and its indentation.
  Lines item(const Marker& marker) {
    const std::string& first = lines_[at_++];
    Lines inside = {first.size() > marker.width ? first.substr(marker.width) : ""};
    for (; at_ < lines_.size(); ++at_) {
      const std::string& line = lines_[at_];
      if (is_blank(line)) {
        const bool goes_on =
            at_ + 1 < lines_.size() &&
            (is_blank(lines_[at_ + 1]) || indent_of(lines_[at_ + 1]) >= marker.width);
        if (!goes_on) break;
        inside.emplace_back();
      } else if (indent_of(line) >= marker.width) {
        inside.push_back(line.substr(marker.width));
      } else if (!marker_of(line) && is_lazy(inside)) {
        inside.emplace_back(stripped(line));
      } else {
        break;
      }
    }
    return nested(std::move(inside));
  }

  void put_list() {
    const char kind = marker_of(lines_[at_])->kind;
    Lines list;
    while (at_ < lines_.size()) {
      const bool is_parted = is_blank(lines_[at_]);
      if (is_parted && at_ + 1 == lines_.size()) break;
      const std::optional<Marker> marker = marker_of(lines_[at_ + (is_parted ? 1 : 0)]);
      if (!marker || marker->kind != kind) break;
      if (is_parted) {
        list.emplace_back();
        ++at_;
      }
      const std::string head =
          marker->number.empty() ? "- " : fmt::format("{}{} ", marker->number, kind);
      const Lines inside = item(*marker);
      list.push_back(head + (inside.empty() ? "" : inside[0]));
      // Two empty lines would end the list, and code may have them.
      for (std::size_t i = 1; i < inside.size(); ++i) {
        list.push_back(std::string(head.size(), ' ') + inside[i]);
      }
    }
    put_apart(list);
  }

  void put_footnote() {
    const std::string& line = lines_[at_++];
    const std::size_t end = line.find("]:") + 2;
    Lines inside = {std::string(stripped(string_view(line).substr(end)))};
    for (; at_ < lines_.size() && !is_blank(lines_[at_]) && !is_footnote(lines_[at_]); ++at_) {
      inside.emplace_back(stripped(lines_[at_]));
    }
    Lines note = nested(std::move(inside));
    for (std::size_t i = 1; i < note.size(); ++i) note[i] = "    " + note[i];
    if (note.empty()) note.emplace_back();
    note[0] = line.substr(0, end) + " " + note[0];
    put_apart(note);
  }

  bool is_table() const {
    if (at_ + 1 >= lines_.size() || lines_[at_].find('|') == std::string::npos) return false;
    const std::vector<std::string> alignments = alignments_of(lines_[at_ + 1]);
    return !alignments.empty() && alignments.size() == cells_of(lines_[at_]).size();
  }

  void put_table() {
    const std::vector<std::string> alignments = alignments_of(lines_[at_ + 1]);
    const auto row = [](const std::vector<std::string>& cells) {
      return fmt::format("| {} |", fmt::join(cells, " | "));
    };
    Lines table;
    for (bool is_head = true; at_ < lines_.size() && !interrupts_paragraph(lines_[at_]); ++at_) {
      std::vector<std::string> cells = cells_of(lines_[at_]);
      cells.resize(alignments.size());
      for (std::string& cell : cells) {
        std::string shown = in_line(cell);
        for (std::size_t i = 0; (i = shown.find('|', i)) != std::string::npos; i += 2) {
          shown.insert(i, 1, '\\');
        }
        // Julia takes an empty first cell for what is in front of the first bar.
        cell = shown.empty() ? "\u00a0" : shown;
      }
      table.push_back(row(cells));
      if (is_head) {
        table.push_back(row(alignments));
        ++at_;
        is_head = false;
      }
    }
    put_apart(table);
  }

  // What Julia would take for the start of something else.
  static std::string as_text(std::string line) {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool is_number = digits > 0 && digits + 1 <= line.size() &&
                           (line[digits] == '.' || line[digits] == ')') &&
                           (digits + 1 == line.size() || line[digits + 1] == ' ');
    if (is_number) line.insert(digits, 1, '\\');
    const bool is_bullet = line == "-" || line == "+";
    return line.starts_with("!!! ") || is_bullet ? '\\' + line : line;
  }

  void put_paragraph() {
    std::string text;
    std::size_t level = 0;
    for (; at_ < lines_.size(); ++at_) {
      const std::string& line = lines_[at_];
      if (!text.empty()) {
        const string_view rest = stripped(line);
        const bool is_underline = indent_of(line) < 4 && !rest.empty() &&
                                  (rest.find_first_not_of('=') == string_view::npos ||
                                   rest.find_first_not_of('-') == string_view::npos);
        if (is_underline) {
          level = rest[0] == '=' ? 1 : 2;
          ++at_;
          break;
        }
        if (interrupts_paragraph(line) || is_table()) break;
        text += '\n';
      }
      text += line.substr(indent_of(line));
    }
    while (text.ends_with(' ')) text.pop_back();
    std::string shown = in_line(text);
    if (level != 0) {
      std::replace(shown.begin(), shown.end(), '\n', ' ');
      put_apart({fmt::format("{} {}", std::string(level, '#'), shown)});
      return;
    }
    for (std::size_t begin = 0; begin <= shown.size();) {
      const std::size_t end = std::min(shown.find('\n', begin), shown.size());
      const std::string line = shown.substr(begin, end - begin);
      if (!is_blank(line)) out_.push_back(as_text(line));
      begin = end + 1;
    }
  }

  Lines lines_;
  const Destinations& destinations_;
  int depth_;
  std::size_t at_ = 0;
  Lines out_ = {};
};

// With spaces for tabs at the start, and line feeds alone between lines.
Lines lines_of_docs(string_view docs) {
  Lines lines(1);
  bool is_start = true;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    const char c = docs[i];
    if (c == '\r' && i + 1 < docs.size() && docs[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      lines.emplace_back();
      is_start = true;
    } else if (c == '\t' && is_start) {
      lines.back().resize(lines.back().size() / 4 * 4 + 4, ' ');
    } else {
      is_start = is_start && c == ' ';
      lines.back() += c;
    }
  }
  return lines;
}

}  // namespace

std::string markdown(string_view docs, const LinkedItems& items) {
  if (docs.size() > kLongest) return std::string(docs);
  const Lines lines = lines_of_docs(docs);
  std::map<std::string, std::string, std::less<>> defined;
  for (const std::string& line : lines) {
    if (const auto definition = definition_of(line)) {
      defined.emplace(lower_case(definition->first), definition->second);
    }
  }
  const auto destination = [&](string_view label) -> std::optional<std::string> {
    const auto found = defined.find(lower_case(std::string(label)));
    if (found == defined.end()) return std::nullopt;
    return found->second;
  };
  const Destinations destinations = {destination, items};
  return fmt::format("{}", fmt::join(Blocks(lines, destinations).run(), "\n"));
}

std::string with_deprecation(const std::string& docs,
                             const std::optional<model::Deprecation>& deprecation) {
  if (!deprecation) return docs;
  std::string text = deprecation->since.empty() ? "" : "Since " + deprecation->since;
  if (!deprecation->note.empty()) text += (text.empty() ? "" : ": ") + deprecation->note;
  std::string note = markdown(text.empty() ? "New code should not use it." : text);
  for (std::size_t at = 0; (at = note.find('\n', at)) != std::string::npos; at += 5) {
    note.replace(at, 1, "\n    ");
  }
  return fmt::format("!!! warning \"Deprecated\"\n    {}{}{}", note, docs.empty() ? "" : "\n\n",
                     docs);
}

std::string listed_with_deprecation(const std::string& docs, const model::Marks& marks) {
  const std::string note = markdown(listed_docs("", marks));
  const bool has_both = !note.empty() && !docs.empty();
  return note + (has_both ? "\n\n" : "") + docs;
}

}  // namespace prebind::hosts::julia
