#include "cargo/toml.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "util/utf8.h"

namespace prebind::cargo {

namespace {

using Keys = std::vector<std::string>;

/// Arrays and tables in each other. Nobody's configuration comes near it.
constexpr int kDeepest = 64;

bool is_in_bare_key(char c) {
  return c != '\0' && std::string_view(" \t\r\n.=[]{},#\"'").find(c) == std::string_view::npos;
}

bool matches(std::span<const std::string> keys, std::initializer_list<std::string_view> path) {
  return std::equal(
      keys.begin(), keys.end(), path.begin(), path.end(),
      [](const std::string& key, std::string_view part) { return part == "*" || part == key; });
}

}  // namespace

/// Each function stands before what it reads and is behind it after; false: a mistake.
class TomlParser {
 public:
  TomlParser(std::string_view text, Toml& toml) : rest_(text), toml_(toml) {}

  void document();

 private:
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
  }
  void skip_lines();
  bool header();
  bool pair(const Keys& table, int depth);
  bool keys(Keys& keys);
  bool value(const Keys& keys, int depth);
  bool list(char end, const Keys& keys, int depth);
  std::optional<std::string> text();
  bool escape(std::string& text);
  void add(Keys keys) { toml_.nodes_.push_back({.keys = std::move(keys)}); }

  std::string_view rest_;
  Toml& toml_;
  Keys table_;
};

void TomlParser::document() {
  take("\xEF\xBB\xBF");
  while (true) {
    skip_lines();
    if (rest_.empty()) return;
    if (!(peek() == '[' ? header() : pair(table_, 0))) return;
  }
}

/// Blanks, ends of lines and comments.
void TomlParser::skip_lines() {
  while (true) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    if (peek() != '#') return;
    rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
  }
}

bool TomlParser::header() {
  const bool is_array = take("[[");
  if (!is_array) take("[");
  table_.clear();
  if (!keys(table_)) return false;
  add(table_);
  return take(is_array ? "]]" : "]");
}

bool TomlParser::pair(const Keys& table, int depth) {
  Keys all = table;
  if (!keys(all) || !take("=")) return false;
  skip_blanks();
  return value(all, depth);
}

bool TomlParser::keys(Keys& keys) {
  while (true) {
    skip_blanks();
    if (peek() == '"' || peek() == '\'') {
      auto quoted = text();
      if (!quoted) return false;
      keys.push_back(std::move(*quoted));
    } else {
      const auto end = std::ranges::find_if_not(rest_, is_in_bare_key);
      const auto size = static_cast<std::size_t>(end - rest_.begin());
      if (size == 0) return false;
      keys.emplace_back(rest_.substr(0, size));
      rest_.remove_prefix(size);
    }
    skip_blanks();
    if (!take(".")) return true;
  }
}

bool TomlParser::value(const Keys& keys, int depth) {
  if (depth > kDeepest) return false;
  const char first = peek();
  if (first == '"' || first == '\'') {
    auto found = text();
    if (!found) return false;
    toml_.nodes_.push_back({keys, std::move(*found), true});
    return true;
  }
  add(keys);
  if (take("[")) return list(']', keys, depth + 1);
  if (take("{")) return list('}', keys, depth + 1);
  const std::size_t size = std::min(rest_.find_first_of(",]}#\r\n"), rest_.size());
  rest_.remove_prefix(size);
  return size > 0;
}

/// What is between brackets or braces.
bool TomlParser::list(char end, const Keys& keys, int depth) {
  while (true) {
    skip_lines();
    if (take(std::string_view(&end, 1))) return true;
    if (!(end == ']' ? value(keys, depth) : pair(keys, depth))) return false;
    skip_lines();
    if (!take(",") && peek() != end) return false;
  }
}

std::optional<std::string> TomlParser::text() {
  const char quote = peek();
  const std::string thrice(3, quote);
  const bool is_long = take(thrice);
  if (!is_long) rest_.remove_prefix(1);
  if (is_long && !take("\n")) take("\r\n");
  std::string result;
  while (!rest_.empty()) {
    if (is_long ? rest_.starts_with(thrice) : peek() == quote) {
      rest_.remove_prefix(is_long ? 3 : 1);
      // Up to two quotes may stand before the closing ones.
      while (is_long && peek() == quote) {
        result += quote;
        rest_.remove_prefix(1);
      }
      return result;
    }
    if (!is_long && peek() == '\n') return std::nullopt;
    if (quote == '"' && peek() == '\\') {
      if (!escape(result)) return std::nullopt;
      continue;
    }
    result += peek();
    rest_.remove_prefix(1);
  }
  return std::nullopt;
}

bool TomlParser::escape(std::string& text) {
  constexpr std::string_view kNames = "btnfre\"\\", kMeanings = "\b\t\n\f\r\x1B\"\\";
  rest_.remove_prefix(1);
  const char name = peek();
  if (name == ' ' || name == '\t' || name == '\r' || name == '\n') {  // the line goes on
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    return true;
  }
  if (name == '\0') return false;
  rest_.remove_prefix(1);
  if (const std::size_t found = kNames.find(name); found != std::string_view::npos) {
    text += kMeanings[found];
    return true;
  }
  const std::size_t digits = name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
  if (digits == 0 || rest_.size() < digits) return false;
  std::uint32_t point = 0;
  for (const char digit : rest_.substr(0, digits)) {
    const std::size_t found = std::string_view("0123456789abcdefABCDEF").find(digit);
    if (found == std::string_view::npos) return false;
    point = point << 4 | static_cast<std::uint32_t>(found > 15 ? found - 6 : found);
  }
  rest_.remove_prefix(digits);
  append_utf8(text, point);
  return true;
}

Toml::Toml(std::string_view text) {
  TomlParser(text, *this).document();
}

std::vector<std::string> Toml::texts(std::initializer_list<std::string_view> path) const {
  std::vector<std::string> found;
  for (const Node& node : nodes_) {
    if (node.is_text && matches(node.keys, path)) found.push_back(node.text);
  }
  return found;
}

bool Toml::has(std::initializer_list<std::string_view> path) const {
  return std::ranges::any_of(nodes_, [&](const Node& node) {
    return node.keys.size() >= path.size() &&
           matches(std::span(node.keys).first(path.size()), path);
  });
}

}  // namespace prebind::cargo
