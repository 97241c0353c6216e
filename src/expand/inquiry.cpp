#include "expand/inquiry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/scope.h"
#include "util/lines.h"

namespace prebind::expand {

namespace {

using Kind = Token::Kind;

constexpr std::string_view kParts = "__PrebindOpen";

TokenIndex end_of(const Tokens& tokens, TokenRange range) {
  const Token& last = tokens.tokens[range.last];
  return last.kind == Kind::open ? last.match : range.last;
}

bool is_made(const Tokens& tokens, TokenIndex token) {
  return !tokens.origins.empty() && tokens.origins[token].is_made;
}

/// `12_15`, the tokens that were sent, and of a part `12_15_0_1`.
std::optional<std::string> key_of(const Tokens& tokens, TokenRange range) {
  const TokenRange sent = as_sent(tokens, range);
  const auto part = tokens.parts.find(range.first);
  if (part == tokens.parts.end()) {
    // What a meaning consists of is known.
    if (is_made(tokens, range.first) || is_made(tokens, range.last)) return std::nullopt;
    return fmt::format("{}_{}", sent.first, sent.last);
  }
  if (range.first != range.last) return std::nullopt;
  std::string numbers = part->second.numbers;
  std::ranges::replace(numbers, '.', '_');
  return fmt::format("{}_{}_{}", sent.first, sent.last, numbers);
}

std::optional<TokenIndex> take_number(std::string_view& text) {
  TokenIndex number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool is_word(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Writes an item's tokens anew, with meanings in the places of types.
class Rewriter {
 public:
  Rewriter(const Tokens& sent, const Meanings& meanings, std::string item)
      : sent_(sent), meanings_(meanings), item_(std::move(item)), known_(meanings.of_item(item_)) {}

  Tokens run() {
    Tokens& all = made_;
    all.is_export = sent_.is_export;
    const auto size = static_cast<TokenIndex>(sent_.tokens.size());
    copy(0, sent_.item);
    all.item = static_cast<TokenIndex>(all.tokens.size());
    write(sent_.item, size);
    all.end = static_cast<TokenIndex>(all.tokens.size());
    // Behind the item: the paths that parts belong to.
    for (auto& [token, part] : all.parts) {
      const TokenRange path = part.path;
      part.path.first = static_cast<TokenIndex>(all.tokens.size());
      copy(path.first, end_of(sent_, path) + 1);
      part.path.last = static_cast<TokenIndex>(all.tokens.size() - 1);
    }
    return std::move(made_);
  }

 private:
  void push(Token token, Origin origin) {
    made_.tokens.push_back(std::move(token));
    made_.origins.push_back(origin);
  }

  void copy(TokenIndex first, TokenIndex end) {
    for (; first < end; ++first) keep(first);
  }

  void keep(TokenIndex i) {
    const Token& token = sent_.tokens[i];
    push(token, {i, i});
    const auto here = static_cast<TokenIndex>(made_.tokens.size() - 1);
    if (token.kind == Kind::open) opened_.push_back(here);
    if (token.kind == Kind::close) close(here);
  }

  void close(TokenIndex here) {
    made_.tokens[here].match = opened_.back();
    made_.tokens[opened_.back()].match = here;
    opened_.pop_back();
  }

  /// The longest type that begins here and whose meaning is known.
  const Meanings::Known* known_at(TokenIndex first, TokenIndex end) const {
    const Meanings::Known* longest = nullptr;
    for (const Meanings::Known& each : known_) {
      const bool is_here = each.range.first == first && end_of(sent_, each.range) < end;
      if (is_here && (!longest || each.range.last > longest->range.last)) longest = &each;
    }
    return longest;
  }

  void write(TokenIndex first, TokenIndex end) {
    while (first < end) {
      const Meanings::Known* known = known_at(first, end);
      if (!known) {
        keep(first++);
        continue;
      }
      path_ = known->range;
      spelled_ = spell(sent_, known->range);
      write_meaning(known->text, "");
      first = end_of(sent_, known->range) + 1;
    }
  }

  /// `part`: the numbers of the part whose meaning it is, each with a dot behind it.
  void write_meaning(std::string_view text, const std::string& part) {
    while (!text.empty()) {
      const char c = text.front();
      if (c == ' ') {
        text.remove_prefix(1);
      } else if (c == '@') {
        write_sent(text);
      } else if (c == '#') {
        text.remove_prefix(1);
        write_part(part + std::to_string(take_number(text).value_or(0)));
      } else {
        write_token(text);
      }
    }
  }

  /// `@12-15`: types that the path has in its `<…>`.
  void write_sent(std::string_view& text) {
    text.remove_prefix(1);
    const auto first = take_number(text);
    text.remove_prefix(text.empty() ? 0 : 1);
    const auto last = take_number(text);
    if (!first || !last || *first > *last || *last >= sent_.tokens.size()) return;
    const TokenRange path = path_;
    const std::string spelled = spelled_;
    write(*first, end_of(sent_, {*first, *last}) + 1);
    path_ = path;
    spelled_ = spelled;
  }

  void write_part(const std::string& numbers) {
    std::string key = numbers;
    std::ranges::replace(key, '.', '_');
    const std::string* meaning =
        meanings_.find(fmt::format("{}_{}_{}_{}", item_, path_.first, path_.last, key));
    if (meaning && *meaning != Meanings::kNone) return write_meaning(*meaning, numbers + ".");
    made_.parts[static_cast<TokenIndex>(made_.tokens.size())] = {path_, numbers};
    push({.kind = Kind::identifier, .text = fmt::format("{}::{}", spelled_, numbers)}, made());
  }

  Origin made() const { return {path_.first, path_.last, true}; }

  void write_token(std::string_view& text) {
    std::size_t size = 1;
    Token token{.kind = Kind::punctuation};
    const char c = text.front();
    if (is_word(c)) {
      while (size < text.size() && is_word(text[size])) ++size;
      token.kind = std::isdigit(static_cast<unsigned char>(c)) ? Kind::literal : Kind::identifier;
    } else if (c == '"') {
      size = std::min(text.find('"', 1), text.size() - 1) + 1;
      token.kind = Kind::literal;
    } else if (c == '(' || c == '[') {
      token.kind = Kind::open;
    } else if (c == ')' || c == ']') {
      token.kind = Kind::close;
    } else {
      token.joint = c == '-' || c == '\'';
    }
    token.text = text.substr(0, size);
    text.remove_prefix(size);
    const Kind kind = token.kind;
    if (kind == Kind::close && opened_.empty()) return;
    if (kind == Kind::close) token.text = made_.tokens[opened_.back()].text;
    push(std::move(token), made());
    const auto here = static_cast<TokenIndex>(made_.tokens.size() - 1);
    if (kind == Kind::open) opened_.push_back(here);
    if (kind == Kind::close) close(here);
  }

  const Tokens& sent_;
  const Meanings& meanings_;
  std::string item_;
  std::vector<Meanings::Known> known_;
  Tokens made_ = {};
  std::vector<TokenIndex> opened_ = {};
  TokenRange path_ = {};  ///< of the type whose meaning is written
  std::string spelled_ = {};
};

/// Behind the item, field, variant or method that begins here.
void skip_marked(Cursor& cursor) {
  int depth = 0;
  while (!cursor.at_end()) {
    if (cursor.take_operator("->")) continue;
    const bool is_end = depth == 0 && (cursor.at_punctuation(',') || cursor.at_punctuation(';') ||
                                       cursor.at_group("{"));
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    cursor.take();
    if (is_end) return;
  }
}

/// The `#[cfg(…)]` that what stands at `place` has, and what it stands in.
std::vector<TokenRange> cfg_around(const Tokens& tokens, TokenIndex place) {
  std::vector<TokenRange> found;
  std::vector<TokenIndex> ends = {tokens.item_end()};
  for (TokenIndex i = tokens.item; i + 1 < tokens.item_end() && i < place; ++i) {
    const Token& token = tokens.tokens[i];
    while (ends.size() > 1 && i > ends.back()) ends.pop_back();
    if (token.kind == Kind::open) ends.push_back(token.match);
    const Token& next = tokens.tokens[i + 1];
    const bool is_cfg = token.text == "#" && next.kind == Kind::open && next.text == "[" &&
                        tokens.tokens[i + 2].text == "cfg";
    if (!is_cfg) continue;
    Cursor behind(tokens, next.match + 1, ends.back());
    while (behind.at_punctuation('#')) {
      behind.take();
      if (!behind.at_end()) behind.take();
    }
    skip_marked(behind);
    if (place < behind.position() || behind.at_end()) found.push_back({i, i + 1});
  }
  return found;
}

}  // namespace

Meanings::Meanings(std::string_view file) {
  for (const std::string_view line : lines_of(file)) {
    const std::size_t space = line.find(' ');
    if (space == line.npos) continue;
    by_key_[std::string(line.substr(0, space))] = line.substr(space + 1);
  }
}

const std::string* Meanings::find(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &found->second;
}

std::vector<Meanings::Known> Meanings::of_item(const std::string& item) const {
  std::vector<Known> all;
  const std::string prefix = item + "_";
  for (auto each = by_key_.lower_bound(prefix);
       each != by_key_.end() && each->first.starts_with(prefix); ++each) {
    std::string_view numbers = std::string_view(each->first).substr(prefix.size());
    const auto first = take_number(numbers);
    if (!first || !numbers.starts_with('_')) continue;
    numbers.remove_prefix(1);
    const auto last = take_number(numbers);
    // A part is looked for where it stands.
    if (!last || !numbers.empty() || each->second == kNone) continue;
    all.push_back({{*first, *last}, each->second});
  }
  return all;
}

bool Inquiry::ask(const Tokens& tokens, TokenRange range, const std::vector<Cursor>& arguments,
                  const std::string& owner) {
  const auto key = key_of(tokens, range);
  if (!key || meanings_->find(item_ + "_" + *key)) return false;
  if (!asked_.insert(*key).second) return true;
  Question question{.key = *key, .range = range, .source = anywhere(tokens, range, owner)};
  for (TokenIndex i = range.first; i <= end_of(tokens, range); ++i) {
    question.has_parameters = question.has_parameters || tokens.substituted.contains(i);
  }
  for (const Cursor& argument : arguments) {
    Cursor part = argument;
    const TokenIndex first = part.position();
    while (!part.at_end()) part.take();
    question.parts.push_back({first, part.last()});
    question.sources.push_back(anywhere(tokens, question.parts.back(), owner));
  }
  questions_.push_back(std::move(question));
  return true;
}

bool Inquiry::concerns(TokenRange range) const {
  return std::ranges::any_of(questions_, [&](const Question& each) {
    return range.first <= each.range.last && each.range.first <= range.last;
  });
}

std::string Inquiry::glue(const Tokens& tokens, const std::string& package, bool is_put_off) const {
  std::string all;
  for (const Question& each : questions_) {
    std::string own = fmt::format("type __PrebindQ = {};\n", each.source);
    for (std::size_t i = 0; i < each.sources.size(); ++i) {
      own += fmt::format("type __PrebindX{} = {};\n", i, each.sources[i]);
    }
    const auto of_probe = [](std::string_view constant) {
      return fmt::format("<__PrebindProbe<__PrebindQ>>::{}", constant);
    };
    std::string answer = fmt::format(
        "__PREBIND_NO_TEXT.add({})",
        byte_string(fmt::format("{}\n{}_{}\n{}\n", package, item_, each.key, is_put_off ? 1 : 0)));
    answer += each.has_parameters ? ".add(b\"?\")" : fmt::format(".then({})", of_probe("WHOLE"));
    answer += fmt::format(".add(b\"\\n\").then({})", of_probe("HEAD"));
    for (int part = 0; part < 4; ++part) {
      std::string text = each.has_parameters ? fmt::format("__PREBIND_NO_TEXT.add(b\"#{}\")", part)
                                             : of_probe(fmt::format("P{}", part));
      for (std::size_t i = each.parts.size(); i-- > 0;) {
        const TokenRange sent = as_sent(tokens, each.parts[i]);
        text = fmt::format(
            "if <__PrebindPair<__PrebindQ, __PrebindX{}>>::IS{} {{ __PREBIND_NO_TEXT.add({}) }} "
            "else {{ {} }}",
            i, part, byte_string(fmt::format("@{}-{}", sent.first, sent.last)), text);
      }
      answer += fmt::format(".add(b\"\\n\").then({})", text);
    }
    own += fmt::format(
        "const __PREBIND_ANSWER: __PrebindText = {}.add(b\"\\n.\");\n"
        "#[no_mangle] pub static PREBIND_QUESTION_{}_{}: [u8; __PREBIND_ANSWER.length] = "
        "__PREBIND_ANSWER.whole();\n",
        answer, item_, each.key);
    GlueContext context{.cfg = cfg_around(tokens, each.range.first)};
    std::string cfg;
    for (const TokenRange& attribute : context.cfg) cfg += original(attribute) + " ";
    all += fmt::format("{}const _: () = {{ {} }};\n", cfg, own);
  }
  if (all.empty()) return all;
  return scope({}, templates::Known{.open = std::string(templates::kOpen)}.text() + all);
}

Tokens with_meanings(const Tokens& tokens, const Meanings& meanings, const std::string& item) {
  return Rewriter(tokens, meanings, item).run();
}

TokenRange as_sent(const Tokens& tokens, TokenRange range) {
  const auto is_sent = [&](TokenIndex index) {
    return index < tokens.origins.size();  // not `kAttributePlace`
  };
  if (is_sent(range.first) && is_sent(range.last)) {
    range.first = tokens.origins[range.first].first;
    range.last = tokens.origins[range.last].last;
  }
  return range;
}

std::string as_sent(const Tokens& tokens, std::string_view source) {
  return map_holes(source, [&](TokenRange range) { return as_sent(tokens, range); });
}

std::string anywhere(const Tokens& tokens, TokenRange range, const std::string& owner) {
  std::string source;
  for (TokenIndex i = range.first; i <= end_of(tokens, range); ++i) {
    const Token& token = tokens.tokens[i];
    if (tokens.parts.contains(i)) {
      source += source_of_part(tokens, i);
    } else if (const auto type = tokens.substituted.find(i); type != tokens.substituted.end()) {
      source += type->second.source;
    } else if (is_made(tokens, i)) {
      source += token.text + " ";
    } else if (token.kind == Kind::open) {
      source += token.text;
    } else if (token.kind == Kind::close) {
      source += token.text == "(" ? ")" : token.text == "[" ? "]" : token.text == "{" ? "}" : "";
    } else if (token.text == "'") {
      source += "'static ";
      ++i;
    } else if (token.text == "&") {
      source += tokens.tokens[i + 1].text == "'" ? original({i, i}) : "&'static ";
    } else if (token.text == "Self" && !owner.empty()) {
      source += owner;
    } else {
      source += original({i, i});
    }
  }
  return source;
}

std::string source_of_part(const Tokens& tokens, TokenIndex token) {
  const Part& part = tokens.parts.at(token);
  std::string source = anywhere(tokens, part.path, "");
  std::string_view numbers = part.numbers;
  while (const auto number = take_number(numbers)) {
    source = fmt::format("<{} as {}>::A{}", source, kParts, *number);
    if (!numbers.empty()) numbers.remove_prefix(1);
  }
  return source;
}

}  // namespace prebind::expand
