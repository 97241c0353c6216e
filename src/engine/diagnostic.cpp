#include "engine/diagnostic.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "util/file.h"
#include "util/quote.h"
#include "util/utf8.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestLine = 400;  // a longer one is generated, and tells a reader nothing

/// rustc's colours.
class Style {
 public:
  explicit Style(bool color) : color_(color) {}

  std::string error(std::string_view text) const { return paint("\033[1;31m", text); }
  std::string warning(std::string_view text) const { return paint("\033[1;33m", text); }
  std::string strong(std::string_view text) const { return paint("\033[1m", text); }
  std::string frame(std::string_view text) const { return paint("\033[1;34m", text); }
  std::string help(std::string_view text) const { return paint("\033[1;36m", text); }

 private:
  std::string paint(std::string_view code, std::string_view text) const {
    return color_ ? fmt::format("{}{}\033[0m", code, text) : std::string(text);
  }

  bool color_;
};

/// A place in a source and what stands there.
struct Excerpt {
  std::size_t line_number = 0;
  std::string line;             ///< without its end, tabs as four spaces
  std::size_t marked_from = 0;  ///< characters before the mark
  std::size_t marked = 1;       ///< characters that are marked
};

/// Takes `:12` off the end of a text.
std::optional<std::size_t> take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || after != end || number == 0) return std::nullopt;
  text = text.substr(0, colon);
  return number;
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

bool is_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || static_cast<unsigned char>(byte) >= 0x80;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

/// The byte at which the `column`-th character of a line begins, counted from 1 as rustc does.
std::size_t offset_of_column(std::string_view line, std::size_t column) {
  std::size_t offset = 0;
  for (; offset < line.size(); ++offset) {
    if (!is_continuation(line[offset]) && --column == 0) break;
  }
  return offset;
}

/// The path or name at the beginning of a text, at least one byte: `geometry::Point`.
std::string_view token_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    if (is_name(text[size])) {
      ++size;
    } else if (size > 0 && text.substr(size).starts_with("::")) {
      size += 2;
    } else {
      break;
    }
  }
  return text.substr(0, std::max<std::size_t>(size, 1));
}

/// Fit for a terminal; every byte that is replaced stays one character wide but for the tab.
std::string shown(std::string_view text) {
  std::string result;
  for (const char byte : text) {
    if (byte == '\t') {
      result += "    ";
    } else {
      result += static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f ? '?' : byte;
    }
  }
  return result;
}

std::optional<Excerpt> find_excerpt(const std::string& where, const fs::path& sources) {
  std::string_view file = where;
  const auto column = take_number(file);
  const auto number = column ? take_number(file) : std::nullopt;
  if (!number || sources.empty()) return std::nullopt;
  const auto text = read_file(sources / file);
  if (!text) return std::nullopt;

  std::string_view rest = *text;
  if (rest.starts_with("\uFEFF")) rest.remove_prefix(std::string_view("\uFEFF").size());
  for (std::size_t skipped = 1; skipped < *number; ++skipped) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  const std::string whole = valid_utf8(rest);
  const std::string_view line = whole;
  const std::size_t offset = offset_of_column(line, *column);
  // What is missing at the end of a line is reported there.
  const bool is_behind = *column > count_characters(line) + 1;
  if (line.size() > kLongestLine || is_behind) return std::nullopt;
  return Excerpt{
      .line_number = *number,
      .line = shown(line),
      .marked_from = count_characters(shown(line.substr(0, offset))),
      .marked = std::max<std::size_t>(1, count_characters(token_at(line.substr(offset))))};
}

using Paint = std::string (*)(const Style& style, std::string_view text);

std::string render_excerpt(const Excerpt& excerpt, const Style& style, Paint paint) {
  const std::string number = std::to_string(excerpt.line_number);
  const std::string margin(number.size(), ' ');
  const std::string bar = style.frame(margin + " |");
  return fmt::format("{}\n{} {}\n{} {}{}\n", bar, style.frame(number + " |"), excerpt.line, bar,
                     std::string(excerpt.marked_from, ' '),
                     paint(style, std::string(excerpt.marked, '^')));
}

/// A text of several lines under a heading: all but the first are indented to where that begins.
std::string hanging(std::string_view text, std::size_t indent) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    result += text[at];
    if (text[at] == '\n' && at + 1 < text.size() && text[at + 1] != '\n') {
      result.append(indent, ' ');
    }
  }
  return result;
}

/// `heading` is `error` or `warning`, and has the colour that `paint` gives.
std::string render_under(std::string_view heading, Paint paint, const Error& error, bool color,
                         const fs::path& sources) {
  const Style style(color);
  const std::string message = quote::terminal(error.message);
  std::string text =
      paint(style, heading) + style.strong(": " + hanging(message, heading.size() + 2)) + "\n";
  if (!error.where.empty()) {
    const auto excerpt = find_excerpt(error.where, sources);
    const std::size_t margin = excerpt ? std::to_string(excerpt->line_number).size() : 1;
    text += fmt::format("{} {}\n", style.frame(std::string(margin, ' ') + "-->"),
                        hanging(quote::terminal(error.where), margin + 4));
    if (excerpt) text += render_excerpt(*excerpt, style, paint);
  }
  if (!error.help.empty()) {
    text += fmt::format("{}: {}\n", style.help("help"), hanging(quote::terminal(error.help), 6));
  }
  return text;
}

}  // namespace

Failure failure_of(Error error) {
  return Failure{.errors = {std::move(error)}};
}

tl::unexpected<Failure> failed(Error error) {
  return tl::make_unexpected(failure_of(std::move(error)));
}

std::string render(const Error& error, bool color, const fs::path& sources) {
  constexpr Paint kPaint = [](const Style& style, std::string_view text) {
    return style.error(text);
  };
  return render_under("error", kPaint, error, color, sources);
}

std::string render_warning(const Error& warning, bool color, const fs::path& sources) {
  constexpr Paint kPaint = [](const Style& style, std::string_view text) {
    return style.warning(text);
  };
  return render_under("warning", kPaint, warning, color, sources);
}

std::string render(const Failure& failure, bool color) {
  std::string text;
  for (const Error& error : failure.errors) {
    if (!text.empty()) text += "\n";
    text += render(error, color, failure.sources);
  }
  if (failure.errors.size() > 1) {
    const Error closing = {.message = fmt::format("{} because of the {} errors above",
                                                  failure.summary, failure.errors.size())};
    text += "\n" + render(closing, color);
  }
  return text;
}

}  // namespace prebind::engine
