#include "expand/cursor.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "util/utf8.h"

namespace prebind::expand {

using Kind = Token::Kind;

Cursor::Cursor(const Tokens& tokens, TokenIndex begin, TokenIndex end)
    : tokens_(&tokens), position_(begin), end_(end), last_(begin) {
  skip_invisible();
}

void Cursor::skip_invisible() {
  while (position_ < end_) {
    const Token& token = tokens_->tokens[position_];
    const bool group = token.kind == Kind::open || token.kind == Kind::close;
    if (!group || !token.text.empty()) return;
    ++position_;
  }
}

TokenIndex Cursor::here() const {
  if (!at_end()) return position_;
  return end_ == 0 ? kAttributePlace : end_ - 1;
}

const Token* Cursor::peek_next() const {
  if (at_end()) return nullptr;
  Cursor next = *this;
  next.take();
  return next.at_end() ? nullptr : &next.peek();
}

bool Cursor::at_identifier() const {
  return !at_end() && peek().kind == Kind::identifier;
}

bool Cursor::at_identifier(std::string_view text) const {
  return at_identifier() && peek().text == text;
}

bool Cursor::at_punctuation(char character) const {
  return !at_end() && peek().kind == Kind::punctuation && peek().text[0] == character;
}

bool Cursor::at_operator(std::string_view text) const {
  Cursor probe = *this;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!probe.at_punctuation(text[i])) return false;
    if (i + 1 < text.size() && !probe.peek().joint) return false;
    probe.take();
  }
  return true;
}

bool Cursor::at_group(std::string_view delimiter) const {
  return !at_end() && peek().kind == Kind::open && peek().text == delimiter;
}

bool Cursor::at_literal() const {
  return !at_end() && peek().kind == Kind::literal;
}

TokenIndex Cursor::take() {
  const TokenIndex taken = position_;
  position_ = peek().kind == Kind::open ? peek().match + 1 : position_ + 1;
  last_ = taken;
  skip_invisible();
  return taken;
}

bool Cursor::take_identifier(std::string_view text) {
  if (!at_identifier(text)) return false;
  take();
  return true;
}

bool Cursor::take_punctuation(char character) {
  if (!at_punctuation(character)) return false;
  take();
  return true;
}

bool Cursor::take_operator(std::string_view text) {
  if (!at_operator(text)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) take();
  return true;
}

std::optional<std::string> Cursor::take_lifetime() {
  if (!at_punctuation('\'')) return std::nullopt;
  take();
  if (!at_identifier()) return std::string();
  return tokens_->tokens[take()].text;
}

Cursor Cursor::inside() const {
  return Cursor(*tokens_, position_ + 1, peek().match);
}

namespace {

bool is_word(const Token& token) {
  return token.kind == Kind::identifier || token.kind == Kind::literal;
}

std::string_view closing(const std::string& open) {
  if (open == "(") return ")";
  if (open == "[") return "]";
  return open == "{" ? "}" : "";
}

bool wants_space(const Token& before, const Token& after) {
  if (is_word(before) && is_word(after)) return true;
  if (is_word(after) && before.kind == Kind::close) return true;
  if (is_word(before) && after.kind == Kind::open && after.text == "[") return true;
  if (before.kind != Kind::punctuation) {
    return after.kind == Kind::punctuation &&
           (after.text == "=" || after.text == "+" || after.text == "-");
  }
  if (before.text == ">" && (after.text == "+" || after.text == "=")) return true;
  return before.text == "," || (before.text == ">" && is_word(after)) || before.text == "=" ||
         before.text == "+" || before.text == ";";
}

}  // namespace

std::string spell(const Tokens& tokens, TokenRange range) {
  std::string text;
  const Token* before = nullptr;
  TokenIndex end = range.last;
  if (tokens.tokens[range.last].kind == Kind::open) end = tokens.tokens[range.last].match;
  for (TokenIndex i = range.first; i <= end; ++i) {
    const Token& token = tokens.tokens[i];
    if (token.text.empty()) continue;  // invisible group
    const bool after_colon = text.ends_with(':') && !text.ends_with("::") && token.text != ":";
    if (after_colon || (before != nullptr && wants_space(*before, token))) text += ' ';
    text += token.kind == Kind::close ? closing(token.text) : token.text;
    before = &token;
  }
  return text;
}

int depth_of(const Tokens& tokens, TokenRange range) {
  TokenIndex end = range.last;
  if (tokens.tokens[end].kind == Token::Kind::open) end = tokens.tokens[end].match;
  int deepest = 0, depth = 0, prefixes = 0;
  for (TokenIndex i = range.first; i <= end; ++i) {
    const Token& token = tokens.tokens[i];
    const bool is_sign = token.kind == Token::Kind::punctuation;
    const bool ends_arrow = token.text == ">" && i > range.first && tokens.tokens[i - 1].joint &&
                            tokens.tokens[i - 1].text == "-";
    if (token.kind == Token::Kind::open || (is_sign && token.text == "<")) ++depth;
    const bool closes = token.kind == Token::Kind::close || (is_sign && token.text == ">");
    if (closes && !ends_arrow && depth > 0) --depth;
    if (is_sign && (token.text == "&" || token.text == "*")) {
      ++prefixes;
    } else if (token.text != "const" && token.text != "mut") {
      deepest = std::max(deepest, depth + prefixes);
      prefixes = 0;
    }
  }
  return std::max(deepest, depth + prefixes);
}

std::string plain_name(const std::string& identifier) {
  return identifier.starts_with("r#") ? identifier.substr(2) : identifier;
}

namespace {

/// The escape after a backslash at text[0]; appends its value, returns the characters it took.
std::size_t append_escape(std::string& value, std::string_view text) {
  switch (text[0]) {
    case 'n':
      value += '\n';
      return 1;
    case 'r':
      value += '\r';
      return 1;
    case 't':
      value += '\t';
      return 1;
    case '0':
      value += '\0';
      return 1;
    case '\n': {  // a line continued: the white space after it is left out
      const std::size_t next = text.find_first_not_of(" \t\r\n");
      return next == std::string_view::npos ? text.size() : next;
    }
    case 'x':
    case 'u': {
      const std::size_t from = text[0] == 'x' ? 1 : 2;
      const std::size_t to = text[0] == 'x' ? 3 : text.find('}');
      if (to == std::string_view::npos || to > text.size()) return 1;
      std::string digits;
      for (const char c : text.substr(from, to - from)) {
        if (c != '_') digits += c;
      }
      std::uint32_t character = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), character, 16);
      append_utf8(value, character);
      return text[0] == 'x' ? to : to + 1;
    }
    default:
      value += text[0];
      return 1;  // \\ \" \'
  }
}

}  // namespace

std::optional<std::string> string_value(std::string_view literal) {
  if (literal.starts_with('r')) {
    const std::size_t quote = literal.find('"');
    if (quote == std::string_view::npos || literal.size() < 2 * quote + 1) return std::nullopt;
    if (literal.substr(1, quote - 1).find_first_not_of('#') != std::string_view::npos) {
      return std::nullopt;
    }
    return std::string(literal.substr(quote + 1, literal.size() - 2 * quote - 1));
  }
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  literal = literal.substr(1, literal.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (literal[i] == '\\' && i + 1 < literal.size()) {
      i += append_escape(value, literal.substr(i + 1));
    } else {
      value += literal[i];
    }
  }
  return value;
}

}  // namespace prebind::expand
