#include "expand/test_tokens.h"

#include <cctype>
#include <string>

namespace prebind::expand {

namespace {

using Kind = Token::Kind;

class Lexer {
 public:
  Lexer(std::string_view source, std::vector<Token>& tokens) : source_(source), tokens_(tokens) {}

  void run() {
    while (position_ < source_.size()) step();
  }

 private:
  char at(std::size_t ahead = 0) const {
    return position_ + ahead < source_.size() ? source_[position_ + ahead] : '\0';
  }
  static bool is_word(char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
  }
  static bool is_punctuation(char c) {
    return std::string_view("~!@#$%^&*-=+|;:,<.>/?'").find(c) != std::string_view::npos &&
           c != '\0';
  }

  void push(Kind kind, std::string text, bool joint = false) {
    tokens_.push_back({.kind = kind, .text = std::move(text), .joint = joint});
  }

  void open(const std::string& delimiter) {
    opened_.push_back(static_cast<TokenIndex>(tokens_.size()));
    push(Kind::open, delimiter);
  }
  void close() {
    const TokenIndex from = opened_.back();
    opened_.pop_back();
    const auto here = static_cast<TokenIndex>(tokens_.size());
    push(Kind::close, tokens_[from].text);
    tokens_[from].match = here;
    tokens_[here].match = from;
  }

  void doc_comment() {
    const std::size_t end = std::min(source_.find('\n', position_), source_.size());
    push(Kind::punctuation, "#");
    open("[");
    push(Kind::identifier, "doc");
    push(Kind::punctuation, "=");
    push(Kind::literal,
         "r\"" + std::string(source_.substr(position_ + 3, end - position_ - 3)) + "\"");
    close();
    position_ = end;
  }

  void string_literal(std::size_t prefix) {
    const std::size_t begin = position_;
    std::string end = "\"";
    for (std::size_t i = 0; i < prefix; ++i) end += source_[begin + i] == '#' ? "#" : "";
    const bool is_raw = prefix > 0 && source_[begin] == 'r';
    position_ += prefix + 1;
    while (source_.substr(position_, end.size()) != end)
      position_ += !is_raw && at() == '\\' ? 2 : 1;
    position_ += end.size();
    push(Kind::literal, std::string(source_.substr(begin, position_ - begin)));
  }

  void word() {
    const std::size_t begin = position_;
    if (at() == 'r' && at(1) == '#' && is_word(at(2))) position_ += 2;
    const bool number = std::isdigit(static_cast<unsigned char>(at())) != 0;
    while (is_word(at())) ++position_;
    push(number ? Kind::literal : Kind::identifier,
         std::string(source_.substr(begin, position_ - begin)));
  }

  void step() {
    const char c = at();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++position_;
    } else if (source_.substr(position_).starts_with("///")) {
      doc_comment();
    } else if (c == '$' && (at(1) == '(' || at(1) == ')')) {
      position_ += 2;
      source_[position_ - 1] == '(' ? open("") : close();
    } else if (c == '"') {
      string_literal(0);
    } else if (c == 'r' && (at(1) == '"' || (at(1) == '#' && !is_word(at(2))))) {
      string_literal(source_.find('"', position_) - position_);
    } else if (is_word(c)) {
      word();
    } else if (c == '(' || c == '[' || c == '{') {
      ++position_;
      open(std::string(1, c));
    } else if (c == ')' || c == ']' || c == '}') {
      ++position_;
      close();
    } else {
      ++position_;
      push(Kind::punctuation, std::string(1, c), c == '\'' || is_punctuation(at()));
    }
  }

  std::string_view source_;
  std::vector<Token>& tokens_;
  std::size_t position_ = 0;
  std::vector<TokenIndex> opened_;
};

}  // namespace

Tokens test_tokens(std::string_view item, std::string_view attribute) {
  Tokens tokens;
  Lexer(attribute, tokens.tokens).run();
  tokens.item = static_cast<TokenIndex>(tokens.tokens.size());
  Lexer(item, tokens.tokens).run();
  return tokens;
}

}  // namespace prebind::expand
