#include "model/json_tree.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <optional>

#include "util/utf8.h"

namespace prebind::model {

/// Recursive descent. Each function leaves `rest_` behind what it took, or at what is wrong.
class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : size_(text.size()), rest_(text) {
    tree_.nodes_.reserve(32);
    tree_.characters_.reserve(text.size());
  }

  Result<JsonTree> parse() {
    if (is_utf8(rest_) && value({}, 0) && rest_.empty()) return std::move(tree_);
    return fail(fmt::format("its JSON is damaged at byte {} of {}", size_ - rest_.size(), size_),
                "", "build the library again with this version of Prebind");
  }

 private:
  using Kind = JsonTree::Kind;
  using Span = JsonTree::Span;
  static constexpr int kDeepest = 64;

  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (next() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void blanks() {
    while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') {
      rest_.remove_prefix(1);
    }
  }

  JsonTree::Node& add(Kind kind, Span name) {
    const auto end = static_cast<std::uint32_t>(tree_.nodes_.size() + 1);
    return tree_.nodes_.emplace_back(JsonTree::Node{kind, end, 0, name, {}});
  }

  bool value(Span name, int depth) {
    blanks();
    const bool is_good = next() == '{'   ? parts('}', Kind::object, name, depth)
                         : next() == '[' ? parts(']', Kind::array, name, depth)
                         : next() == '"' ? text(add(Kind::text, name).text)
                                         : word(name) || number(name);
    blanks();
    return is_good;
  }

  bool word(Span name) {
    const bool is_true = take("true");
    if (is_true || take("false")) {
      add(Kind::boolean, name).number = is_true;
      return true;
    }
    if (!take("null")) return false;
    add(Kind::other, name);
    return true;
  }

  bool digits() {
    const std::size_t before = rest_.size();
    while (next() >= '0' && next() <= '9') rest_.remove_prefix(1);
    return rest_.size() != before;
  }

  bool number(Span name) {
    const std::string_view start = rest_;
    const bool is_negative = take('-');
    if (!take('0') && !digits()) return false;
    const std::string_view whole = start.substr(0, start.size() - rest_.size());
    bool is_whole = !is_negative;
    if (take('.')) {
      is_whole = false;
      if (!digits()) return false;
    }
    if (take('e') || take('E')) {
      is_whole = false;
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    std::uint64_t number = 0;
    const auto error = std::from_chars(whole.data(), whole.data() + whole.size(), number).ec;
    const bool is_known = is_whole && error == std::errc();
    add(is_known ? Kind::number : Kind::other, name).number = is_known ? number : 0;
    return true;
  }

  bool parts(char closing, Kind kind, Span name, int depth) {
    if (depth == kDeepest) return false;
    rest_.remove_prefix(1);
    const std::size_t index = tree_.nodes_.size();
    add(kind, name);
    blanks();
    if (!take(closing)) {
      do {
        Span own;
        blanks();
        if (kind == Kind::object && !(next() == '"' && text(own) && colon())) return false;
        if (!value(own, depth + 1)) return false;
      } while (take(','));
      if (!take(closing)) return false;
    }
    tree_.nodes_[index].end = static_cast<std::uint32_t>(tree_.nodes_.size());
    return true;
  }

  bool colon() {
    blanks();
    return take(':');
  }

  bool text(Span& span) {
    std::string& out = tree_.characters_;
    const std::size_t start = out.size();
    rest_.remove_prefix(1);
    while (!take('"')) {
      std::size_t plain = 0;
      while (plain < rest_.size() && static_cast<unsigned char>(rest_[plain]) >= 0x20 &&
             rest_[plain] != '"' && rest_[plain] != '\\') {
        ++plain;
      }
      out += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (next() != '"' && !escape(out)) return false;
    }
    span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(out.size() - start)};
    return true;
  }

  bool escape(std::string& out) {
    if (!take('\\') || rest_.empty()) return false;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t i = letters.find(next()); i != letters.npos) {
      out += meanings[i];
      rest_.remove_prefix(1);
      return true;
    }
    auto character = unit();
    if (!character) return false;
    if (*character >= 0xd800 && *character < 0xdc00) {
      const auto low = take('\\') ? unit() : std::nullopt;
      if (!low || *low < 0xdc00 || *low > 0xdfff) return false;
      *character = 0x10000 + ((*character & 0x3ff) << 10) + (*low & 0x3ff);
    } else if (*character >= 0xdc00 && *character < 0xe000) {
      return false;
    }
    append_utf8(out, *character);
    return true;
  }

  /// `u00e9`
  std::optional<char32_t> unit() {
    if (!take('u') || rest_.size() < 4) return {};
    std::uint32_t value = 0;
    const char* const start = std::to_address(rest_.begin());
    const auto [end, error] = std::from_chars(start, start + 4, value, 16);
    if (error != std::errc() || end != start + 4) return {};
    rest_.remove_prefix(4);
    return value;
  }

  std::size_t size_;
  std::string_view rest_;
  JsonTree tree_;
};

Result<JsonTree> JsonTree::parse(std::string_view text) {
  return JsonParser(text).parse();
}

std::vector<JsonTree::Value> JsonTree::Value::parts() const {
  std::vector<Value> parts;
  for (std::size_t i = index_ + 1; i < node().end; i = tree_->nodes_[i].end) {
    parts.push_back({*tree_, i});
  }
  return parts;
}

}  // namespace prebind::model
