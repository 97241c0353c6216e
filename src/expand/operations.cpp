#include "expand/operations.h"

#include <fmt/format.h>

#include <charconv>

#include "expand/cursor.h"

namespace prebind::expand {

namespace {

// A hole is `\x01 kind first SPACE last SPACE text \x02`; neither byte occurs in Rust source.
constexpr char kHoleBegin = '\x01';
constexpr char kHoleEnd = '\x02';

struct FoundHole {
  Operation operation;
  std::size_t end;  ///< behind it in the text
};

FoundHole read_hole(std::string_view text, std::size_t begin) {
  const std::size_t end = text.find(kHoleEnd, begin);
  const char* position = text.data() + begin + 2;
  const char* const limit = text.data() + end;
  FoundHole hole{
      {text[begin + 1] == 'o' ? Operation::Kind::original : Operation::Kind::spanned_text},
      end + 1};
  position = std::from_chars(position, limit, hole.operation.range.first).ptr + 1;
  position = std::from_chars(position, limit, hole.operation.range.last).ptr + 1;
  hole.operation.text.assign(position, limit);
  return hole;
}

/// Behind the string literal that begins at `begin`.
std::size_t skip_string(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  return i + 1;
}

bool is_open(char c) {
  return c == '(' || c == '[' || c == '{';
}
bool is_close(char c) {
  return c == ')' || c == ']' || c == '}';
}

/// For each delimiter of the text, whether its group has a hole inside.
std::vector<bool> find_split_groups(std::string_view text) {
  std::vector<bool> split(text.size(), false);
  std::vector<std::size_t> opened;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = skip_string(text, i);
      continue;
    }
    if (c == kHoleBegin) {
      for (const std::size_t open : opened) split[open] = true;
      i = text.find(kHoleEnd, i) + 1;
      continue;
    }
    if (is_open(c)) opened.push_back(i);
    if (is_close(c)) {
      split[i] = split[opened.back()];
      opened.pop_back();
    }
    ++i;
  }
  return split;
}

void push_text(std::vector<Operation>& operations, std::string_view text) {
  if (text.find_first_not_of(" \n") == std::string_view::npos) return;
  operations.push_back({Operation::Kind::text, std::string(text)});
}

}  // namespace

std::string original(TokenRange range) {
  return fmt::format("{}o{} {} {}", kHoleBegin, range.first, range.last, kHoleEnd);
}

std::string spanned(TokenIndex token, std::string_view text) {
  return fmt::format("{}s{} {} {}{}", kHoleBegin, token, token, text, kHoleEnd);
}

std::vector<Operation> to_operations(std::string_view text) {
  const std::vector<bool> split = find_split_groups(text);
  std::vector<Operation> operations;
  std::size_t begin = 0;  // of the text not yet handed over
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = skip_string(text, i);
    } else if (c == kHoleBegin) {
      push_text(operations, text.substr(begin, i - begin));
      FoundHole hole = read_hole(text, i);
      operations.push_back(std::move(hole.operation));
      begin = i = hole.end;
    } else if (split[i]) {
      push_text(operations, text.substr(begin, i - begin));
      const bool opens = is_open(c);
      operations.push_back({opens ? Operation::Kind::open : Operation::Kind::close,
                            opens ? std::string(1, c) : std::string()});
      begin = ++i;
    } else {
      ++i;
    }
  }
  push_text(operations, text.substr(begin));
  return operations;
}

std::string map_holes(std::string_view text, const std::function<TokenRange(TokenRange)>& map) {
  std::string source;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = std::min(text.find(kHoleBegin, i), text.size());
    source += text.substr(i, begin - i);
    if (begin == text.size()) break;
    const FoundHole hole = read_hole(text, begin);
    const bool is_original = hole.operation.kind == Operation::Kind::original;
    const TokenRange range = map(hole.operation.range);
    source += is_original ? original(range) : spanned(range.first, hole.operation.text);
    i = hole.end;
  }
  return source;
}

std::string to_source(std::string_view text, const Tokens& tokens) {
  std::string source;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != kHoleBegin) {
      source += text[i++];
      continue;
    }
    const FoundHole hole = read_hole(text, i);
    const bool is_original = hole.operation.kind == Operation::Kind::original;
    source += is_original ? spell(tokens, hole.operation.range) : hole.operation.text;
    i = hole.end;
  }
  return source;
}

}  // namespace prebind::expand
