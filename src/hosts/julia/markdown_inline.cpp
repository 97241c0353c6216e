#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "hosts/julia/markdown.h"
#include "util/utf8.h"

namespace prebind::hosts::julia {
namespace {

using std::string_view;

constexpr string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

bool is_punctuation(char c) {
  return kPunctuation.find(c) != string_view::npos;
}

bool is_word(char c) {
  return !is_space(c) && !is_punctuation(c);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_character(std::string& out, std::uint32_t code) {
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) code = 0xfffd;
  append_utf8(out, code);
}

string_view without_blanks(string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// So that Julia takes it for text.
std::string escaped(char c) {
  return string_view("\\`*_[]$").find(c) == string_view::npos ? std::string(1, c)
                                                              : std::string{'\\', c};
}

std::string escaped(string_view text) {
  std::string out;
  for (const char c : text) out += escaped(c);
  return out;
}

constexpr std::pair<string_view, string_view> kEntities[] = {
    {"amp", "&"},         {"lt", "<"},          {"gt", ">"},          {"quot", "\""},
    {"apos", "'"},        {"nbsp", "\u00a0"},   {"copy", "\u00a9"},   {"mdash", "\u2014"},
    {"ndash", "\u2013"},  {"hellip", "\u2026"}, {"times", "\u00d7"},  {"middot", "\u00b7"},
    {"le", "\u2264"},     {"ge", "\u2265"},     {"ne", "\u2260"},     {"infin", "\u221e"},
    {"rarr", "\u2192"},   {"larr", "\u2190"},   {"plusmn", "\u00b1"}, {"deg", "\u00b0"},
    {"micro", "\u00b5"},  {"alpha", "\u03b1"},  {"beta", "\u03b2"},   {"pi", "\u03c0"},
    {"lambda", "\u03bb"}, {"Delta", "\u0394"},  {"sum", "\u2211"},    {"radic", "\u221a"},
};

// HTML's elements that may stand in a line or around one. What else looks like a tag is Rust.
constexpr string_view kElements[] = {
    "a",     "abbr",    "b",      "big", "blockquote", "br",  "center", "code",  "dd",
    "del",   "details", "div",    "dl",  "dt",         "em",  "figure", "h1",    "h2",
    "h3",    "h4",      "h5",     "h6",  "hr",         "i",   "img",    "ins",   "kbd",
    "li",    "mark",    "ol",     "p",   "pre",        "q",   "s",      "samp",  "section",
    "small", "span",    "strong", "sub", "summary",    "sup", "table",  "tbody", "td",
    "th",    "thead",   "tr",     "tt",  "u",          "ul",  "var",
};

// A piece of the text, in Julia's Markdown, except for emphasis, which is not resolved yet.
struct Piece {
  std::string text = {};
  char delimiter = 0;     // `*` or `_`, for a run of them
  std::size_t count = 0;  // how many are left
  bool opens = false, closes = false;
  bool is_tag = false;  // of HTML: not shown if it stands alone

  std::string rest() const {
    std::string out;
    for (std::size_t i = 0; i < count && !is_tag; ++i) out += {'\\', delimiter};
    return out;
  }
};

class Inline {
 public:
  Inline(string_view text, const Destinations& destinations, int depth)
      : text_(text), destinations_(destinations), depth_(depth) {}

  std::string run() {
    while (at_ < text_.size()) step();
    emphasize();
    std::string out;
    for (const Piece& piece : pieces_) out += piece.text + piece.rest();
    return out;
  }

 private:
  char here(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\n';
  }

  void put(string_view text) {
    if (pieces_.empty() || pieces_.back().delimiter != 0) pieces_.emplace_back();
    pieces_.back().text += text;
  }

  void step() {
    switch (here()) {
      case '\\':
        return put_escape();
      case '`':
        return put_code();
      case '&':
        if (put_entity()) return;
        break;
      case '<':
        if (put_autolink() || put_tag()) return;
        break;
      case '!':
        if (here(1) == '[' && put_image()) return;
        break;
      case '[':
        if (put_link()) return;
        break;
      case '*':
      case '_':
        return put_delimiters();
      case '\n':
        return put_break();
    }
    put(escaped(here()));
    ++at_;
  }

  void put_escape() {
    ++at_;
    if (at_ < text_.size() && here() == '\n') {
      put("\\");
      return put_break();
    }
    if (at_ == text_.size() || !is_punctuation(here())) return put("\\\\");
    put(escaped(here()));
    ++at_;
  }

  // Two spaces at a line's end break it.
  void put_break() {
    if (!pieces_.empty() && pieces_.back().delimiter == 0) {
      std::string& text = pieces_.back().text;
      const std::size_t end = text.find_last_not_of(' ') + 1;
      const bool breaks = text.size() >= end + 2;
      text.resize(end);
      if (breaks) text += '\\';
    }
    put("\n");
    ++at_;
    while (at_ < text_.size() && here() == ' ') ++at_;
  }

  void put_code() {
    const std::size_t count = run_length(at_, '`');
    for (std::size_t end = at_ + count; end < text_.size(); ++end) {
      if (text_[end] != '`') continue;
      const std::size_t length = run_length(end, '`');
      if (length == count) {
        std::string code(text_.substr(at_ + count, end - at_ - count));
        std::replace(code.begin(), code.end(), '\n', ' ');
        put(code_span(without_blanks(code)));
        at_ = end + length;
        return;
      }
      end += length - 1;
    }
    put(escaped(text_.substr(at_, count)));
    at_ += count;
  }

  std::size_t run_length(std::size_t from, char c) const {
    const std::size_t end = text_.find_first_not_of(c, from);
    return (end == string_view::npos ? text_.size() : end) - from;
  }

  bool put_entity() {
    const std::size_t end = text_.find(';', at_);
    if (end == string_view::npos || end - at_ > 10) return false;
    const string_view name = text_.substr(at_ + 1, end - at_ - 1);
    std::string value;
    if (name.starts_with('#')) {
      const bool is_hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
      const string_view digits = name.substr(is_hex ? 2 : 1);
      if (digits.empty() || digits.find_first_not_of(is_hex ? "0123456789abcdefABCDEF"
                                                            : "0123456789") != string_view::npos) {
        return false;
      }
      append_character(value, static_cast<std::uint32_t>(
                                  std::stoul(std::string(digits), nullptr, is_hex ? 16 : 10)));
    } else {
      const auto* const found = std::find_if(std::begin(kEntities), std::end(kEntities),
                                             [&](const auto& each) { return each.first == name; });
      if (found == std::end(kEntities)) return false;
      value = found->second;
    }
    put(escaped(value));
    at_ = end + 1;
    return true;
  }

  bool put_autolink() {
    const std::size_t end = text_.find('>', at_);
    if (end == string_view::npos) return false;
    const string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    const bool is_link = is_address(inside) || inside.starts_with("mailto:");
    if (!is_link || inside.find_first_of(" \n<") != string_view::npos) return false;
    put(text_.substr(at_, end + 1 - at_));
    at_ = end + 1;
    return true;
  }

  // `https://…`: what leads out of the docs.
  static bool is_address(string_view text) {
    const std::size_t colon = text.find("://");
    return colon != string_view::npos && colon > 1 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), is_letter);
  }

  bool put_tag() {
    if (text_.substr(at_).starts_with("<!--")) {
      const std::size_t end = text_.find("-->", at_);
      at_ = end == string_view::npos ? text_.size() : end + 3;
      return true;
    }
    std::size_t begin = at_ + 1;
    const bool is_end = begin < text_.size() && text_[begin] == '/';
    if (is_end) ++begin;
    std::size_t end = begin;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    std::string name(text_.substr(begin, end - begin));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const std::size_t close = text_.find('>', end);
    const bool is_known =
        std::find(std::begin(kElements), std::end(kElements), name) != std::end(kElements);
    if (!is_known || close == string_view::npos ||
        (end != close && text_[end] != '/' && !is_space(text_[end]))) {
      return false;
    }
    const string_view attributes = text_.substr(end, close - end);
    at_ = close + 1;
    put_element(name, attributes, is_end);
    return true;
  }

  void put_element(string_view name, string_view attributes, bool is_end) {
    if (name == "b" || name == "strong" || name == "i" || name == "em") {
      const std::size_t count = name == "b" || name == "strong" ? 2 : 1;
      pieces_.push_back(
          {.delimiter = '*', .count = count, .opens = !is_end, .closes = is_end, .is_tag = true});
    } else if (name == "br" || name == "hr") {
      put("\\\n");
      while (at_ < text_.size() && is_space(here())) ++at_;
    } else if (!is_end && (name == "code" || name == "kbd" || name == "tt" || name == "samp")) {
      put_code_element(name);
    } else if (!is_end && (name == "sup" || name == "sub")) {
      put(name == "sup" ? "^" : "\\_");
    } else if (!is_end && name == "a") {
      put_anchor(attribute(attributes, "href"));
    } else if (name == "img") {
      put(escaped(attribute(attributes, "alt")));
    }
  }

  void put_code_element(string_view name) {
    const std::string close = fmt::format("</{}>", name);
    const std::size_t end = std::min(text_.find(close, at_), text_.size());
    std::string code;
    for (const char c : text_.substr(at_, end - at_)) code += c == '\n' ? ' ' : c;
    for (const auto& [entity, value] : kEntities) {
      const std::string written = fmt::format("&{};", entity);
      for (std::size_t i = 0; (i = code.find(written, i)) != std::string::npos; i += value.size()) {
        code.replace(i, written.size(), value);
      }
    }
    put(code_span(without_blanks(code)));
    at_ = std::min(end + close.size(), text_.size());
  }

  void put_anchor(string_view destination) {
    const std::size_t end = std::min(text_.find("</a>", at_), text_.size());
    put_linked(text_.substr(at_, end - at_), destination);
    at_ = std::min(end + 4, text_.size());
  }

  static string_view attribute(string_view attributes, string_view name) {
    const std::string start = fmt::format("{}=\"", name);
    const std::size_t at = attributes.find(start);
    if (at == string_view::npos) return {};
    const string_view value = attributes.substr(at + start.size());
    return value.substr(0, value.find('"'));
  }

  // The place of the bracket that closes the one at `from`.
  std::size_t closing(std::size_t from, char open, char close) const {
    int depth = 0;
    for (std::size_t i = from; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '`') {
        const std::size_t length = run_length(i, '`');
        const std::size_t end = text_.find(std::string(length, '`'), i + length);
        i = end == string_view::npos ? i + length - 1 : end + length - 1;
      } else if (text_[i] == open) {
        ++depth;
      } else if (text_[i] == close && --depth == 0) {
        return i;
      }
    }
    return string_view::npos;
  }

  // What `(…)` or `[…]` behind a link's text says, past which the text goes on; nothing if neither
  // is there and the text is no label.
  std::optional<std::string> destination(string_view label, std::size_t end) {
    const char next = end + 1 < text_.size() ? text_[end + 1] : ' ';
    if (next == '(') {
      const std::size_t close = closing(end + 1, '(', ')');
      if (close == string_view::npos) return std::nullopt;
      string_view inside = without_blanks(text_.substr(end + 2, close - end - 2));
      inside = inside.substr(0, inside.find_first_of(" \n"));
      if (inside.starts_with('<') && inside.ends_with('>'))
        inside = inside.substr(1, inside.size() - 2);
      at_ = close + 1;
      return std::string(inside);
    }
    std::size_t after = end + 1;
    if (next == '[') {
      const std::size_t close = closing(end + 1, '[', ']');
      if (close == string_view::npos) return std::nullopt;
      const string_view named = text_.substr(end + 2, close - end - 2);
      if (!named.empty()) label = named;
      after = close + 1;
    }
    std::optional<std::string> found = destinations_.defined(label);
    if (!found && (is_item(label) || linked(label))) found = std::string(label);
    if (found) at_ = after;
    return found;
  }

  // A path to a Rust item, for which rustdoc makes a link: in backticks, or no word of a sentence.
  static bool is_item(string_view label) {
    const bool is_code = without_code(label) != label;
    label = without_code(label);
    const bool is_marked =
        label.find("::") != string_view::npos || label.find('@') != string_view::npos ||
        label.ends_with("()") || label.ends_with('!') ||
        (!label.empty() && label[0] >= 'A' && label[0] <= 'Z' && label.size() > 1);
    const bool is_path = !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
      return is_word(c) || string_view("_:@!()<>,&' ").find(c) != string_view::npos;
    });
    return is_path && (is_code || (is_marked && label.find(' ') == string_view::npos));
  }

  bool put_link() {
    const std::size_t end = closing(at_, '[', ']');
    if (end == string_view::npos) return false;
    const string_view label = text_.substr(at_ + 1, end - at_ - 1);
    if (label.starts_with('^') && label.size() > 1 &&
        std::all_of(label.begin() + 1, label.end(),
                    [](char c) { return is_letter(c) || is_digit(c) || c == '_'; })) {
      put(text_.substr(at_, end + 1 - at_));
      at_ = end + 1;
      return true;
    }
    const std::optional<std::string> found = destination(label, end);
    if (!found) return false;
    const std::optional<LinkedItem> item = linked(*found);
    if (item) {
      put_reference(label, *found, *item);
    } else {
      put_linked(without_kind(label), *found);
    }
    return true;
  }

  static string_view without_code(string_view label) {
    const bool is_code = label.size() > 2 && label.starts_with('`') && label.ends_with('`');
    return is_code ? label.substr(1, label.size() - 2) : label;
  }

  std::optional<LinkedItem> linked(string_view path) const {
    return destinations_.items ? destinations_.items(without_code(path)) : std::nullopt;
  }

  // Documenter finds the docstring by the text, if that is a name, or by what is behind `@ref`.
  void put_reference(string_view label, string_view path, const LinkedItem& item) {
    const std::optional<LinkedItem> named = linked(label);
    const string_view code = without_code(label), whole = without_code(path);
    const bool is_last = code != label && whole.ends_with(fmt::format("::{}", code));
    const bool is_name = label == path || is_last || (named && *named == item);
    const bool is_plain = is_name || label.find_first_of("[]") == string_view::npos;
    if (is_name && item.target.empty()) return put(code_span(item.name));
    if (item.target.empty() || !is_plain) return put_linked(without_kind(label), "");
    const std::string shown =
        is_name ? code_span(item.name) : Inline(label, destinations_, depth_ + 1).run();
    const std::string target = is_name && item.name == item.target ? "" : " " + item.target;
    put(fmt::format("[{}](@ref{})", shown, target));
  }

  // `struct@Foo` says which Foo; rustdoc shows `Foo`.
  static std::string without_kind(string_view label) {
    const std::size_t at = label.find('@');
    const std::size_t begin = label.starts_with('`') ? 1 : 0;
    if (at == string_view::npos ||
        !std::all_of(label.begin() + static_cast<std::ptrdiff_t>(begin),
                     label.begin() + static_cast<std::ptrdiff_t>(at), is_letter)) {
      return std::string(label);
    }
    return std::string(label.substr(0, begin)) + std::string(label.substr(at + 1));
  }

  bool put_image() {
    const std::size_t end = closing(at_ + 1, '[', ']');
    if (end == string_view::npos) return false;
    const std::string label(text_.substr(at_ + 2, end - at_ - 2));
    const std::optional<std::string> found = destination(label, end);
    if (!found) return false;
    const bool can_be_shown = is_address(*found) && label.find_first_of("[]") == std::string::npos;
    put(can_be_shown ? fmt::format("![{}]({})", label, encoded(*found)) : escaped(label));
    return true;
  }

  static std::string encoded(string_view url) {
    std::string out;
    for (const char c : url) out += c == '(' ? "%28" : c == ')' ? "%29" : std::string(1, c);
    return out;
  }

  // Julia finds the end of a link's text by counting brackets, whatever is before them.
  void put_linked(string_view label, string_view destination) {
    // Links in links, as nobody writes them.
    constexpr int kDeepest = 16;
    const std::string shown =
        depth_ < kDeepest ? Inline(label, destinations_, depth_ + 1).run() : escaped(label);
    const bool leads_out = is_address(destination) || destination.starts_with("mailto:");
    const bool is_plain = label.find_first_of("[]") == string_view::npos;
    put(leads_out && is_plain ? fmt::format("[{}]({})", shown, encoded(destination)) : shown);
  }

  void put_delimiters() {
    const char c = here();
    const std::size_t count = run_length(at_, c);
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    const char after = here(count);
    const bool left =
        !is_space(after) && (!is_punctuation(after) || is_space(before) || is_punctuation(before));
    const bool right =
        !is_space(before) && (!is_punctuation(before) || is_space(after) || is_punctuation(after));
    const bool is_low = c == '_';
    pieces_.push_back({.delimiter = c,
                       .count = count,
                       .opens = left && (!is_low || !right || is_punctuation(before)),
                       .closes = right && (!is_low || !left || is_punctuation(after))});
    at_ += count;
  }

  // Each run that closes takes the last one that opens, as CommonMark says.
  void emphasize() {
    for (std::size_t close = 0; close < pieces_.size(); ++close) {
      while (pieces_[close].closes && pieces_[close].count > 0) {
        std::size_t open = close;
        while (open > 0 && !(pieces_[open - 1].opens && pieces_[open - 1].count > 0 &&
                             pieces_[open - 1].delimiter == pieces_[close].delimiter)) {
          --open;
        }
        if (open == 0) break;
        close = join(open - 1, close);
      }
    }
  }

  // What is between the two becomes one piece. Julia knows no escapes in it, and ends it where the
  // delimiter stands next: so that is one which is not in it.
  std::size_t join(std::size_t open, std::size_t close) {
    const std::size_t count =
        std::min<std::size_t>(2, std::min(pieces_[open].count, pieces_[close].count));
    std::string inside;
    for (std::size_t i = open + 1; i < close; ++i) {
      inside += pieces_[i].text + pieces_[i].rest();
    }
    const bool has_star = inside.find('*') != std::string::npos;
    const bool has_low = inside.find('_') != std::string::npos;
    const string_view kernel = without_blanks(inside);
    const bool is_shown = !(has_star && has_low) && !kernel.empty();
    if (is_shown) {
      const auto begin = static_cast<std::size_t>(kernel.data() - inside.data());
      const std::string mark(count, has_star ? '_' : '*');
      inside = inside.substr(0, begin) + mark + std::string(kernel) + mark +
               inside.substr(begin + kernel.size());
    }
    pieces_[open].count -= count;
    pieces_[close].count -= count;
    pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(open) + 1,
                  pieces_.begin() + static_cast<std::ptrdiff_t>(close));
    pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(open) + 1, Piece{.text = inside});
    return open + 2;
  }

  string_view text_;
  const Destinations& destinations_;
  int depth_;
  std::size_t at_ = 0;
  std::vector<Piece> pieces_ = {};
};

}  // namespace

std::string code_span(string_view code) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  if (longest == 0) return fmt::format("`{}`", code);
  // Julia does not see whether the run that ends it goes on.
  const std::string ticks(longest + 1 + longest % 2, '`');
  return fmt::format("{0} {1} {0}", ticks, code);
}

std::string inline_markdown(string_view text, const Destinations& destinations) {
  return Inline(text, destinations, 0).run();
}

}  // namespace prebind::hosts::julia
