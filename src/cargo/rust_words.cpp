#include "cargo/rust_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace prebind::cargo {
namespace {

bool is_word_character(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

/// Takes the code out of a source, literal by literal and comment by comment.
class Stripper {
 public:
  explicit Stripper(std::string_view source) : source_(source) {}

  std::string run() {
    while (at_ < source_.size()) {
      if (starts_with("//")) {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else if (starts_with("/*")) {
        skip_comment();
      } else if (source_[at_] == '"') {
        skip_text();
      } else if (source_[at_] == 'r' && !is_in_word() && skip_raw_text()) {
      } else if (source_[at_] != '\'' || !skip_character()) {
        code_ += source_[at_++];
      }
    }
    return std::move(code_);
  }

 private:
  bool starts_with(std::string_view text) const { return source_.substr(at_).starts_with(text); }
  /// `br"…"` and `cr"…"` are literals, `for"…"` is none.
  bool is_in_word() const {
    if (code_.empty() || !is_word_character(code_.back())) return false;
    const bool is_prefix = code_.back() == 'b' || code_.back() == 'c';
    return !is_prefix || (code_.size() > 1 && is_word_character(code_[code_.size() - 2]));
  }

  void skip_comment() {
    std::size_t depth = 0;
    do {
      if (starts_with("/*")) {
        ++depth;
        at_ += 2;
      } else if (starts_with("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < source_.size());
    code_ += ' ';
  }

  void skip_text() {
    for (++at_; at_ < source_.size() && source_[at_] != '"'; ++at_) {
      if (source_[at_] == '\\') ++at_;
    }
    ++at_;
    code_ += "\"\"";
  }

  bool skip_raw_text() {
    std::size_t begin = at_ + 1;
    while (begin < source_.size() && source_[begin] == '#') ++begin;
    if (begin == source_.size() || source_[begin] != '"') return false;
    const std::string end = "\"" + std::string(begin - at_ - 1, '#');
    const std::size_t found = source_.find(end, begin + 1);
    at_ = found == std::string_view::npos ? source_.size() : found + end.size();
    code_ += "\"\"";
    return true;
  }

  /// A lifetime is no literal.
  bool skip_character() {
    if (at_ + 1 >= source_.size()) return false;
    std::size_t end = at_ + 2;
    if (source_[at_ + 1] == '\\') {
      end = source_.find('\'', at_ + 3);
    } else {
      // One character, of up to four bytes.
      while (end < source_.size() && (static_cast<unsigned char>(source_[end]) & 0xC0) == 0x80) {
        ++end;
      }
    }
    if (end >= source_.size() || source_[end] != '\'') return false;
    at_ = end + 1;
    code_ += "' '";
    return true;
  }

  const std::string_view source_;
  std::size_t at_ = 0;
  std::string code_;
};

/// A word with what stands before and after it.
struct Word {
  std::string_view text, before, after;

  bool is_macro() const { return after.starts_with('!'); }
  bool is_called() const { return after.starts_with('(') && is_member(); }
  bool is_member() const { return before.ends_with('.') || before.ends_with("::"); }
  bool is_module_of_std() const { return before.ends_with("std::") || after.starts_with("::"); }
};

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, text) != words.end();
}

bool reaches_out(const Word& word) {
  constexpr std::array<std::string_view, 17> kAlways = {"fs",           "net",
                                                        "os",           "libc",
                                                        "current_dir",  "current_exe",
                                                        "canonicalize", "read_dir",
                                                        "read_link",    "local_file",
                                                        "source_file",  "SourceFile",
                                                        "tracked_env",  "proc_macro_tracked_env",
                                                        "tracked_path", "Command",
                                                        "force_capture"};
  constexpr std::array<std::string_view, 6> kCalled = {"exists", "try_exists", "is_file",
                                                       "is_dir", "metadata",   "symlink_metadata"};
  constexpr std::array<std::string_view, 3> kMacros = {"asm", "global_asm", "naked_asm"};
  if (word.text == "env") return !word.is_macro();
  if (word.text == "process") return word.is_module_of_std();
  if (word.text == "extern") return word.after.starts_with('"') || word.after.starts_with('{');
  return is_one_of(word.text, kAlways) || (is_one_of(word.text, kCalled) && word.is_called()) ||
         (is_one_of(word.text, kMacros) && word.is_macro());
}

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

std::string_view trimmed_begin(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  return text;
}

template <class Condition>
std::string_view find_word(std::string_view code, Condition condition) {
  std::size_t at = 0;
  while (at < code.size()) {
    if (!is_word_character(code[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < code.size() && is_word_character(code[end])) ++end;
    const Word word = {code.substr(at, end - at), trimmed_end(code.substr(0, at)),
                       trimmed_begin(code.substr(end))};
    if (condition(word)) return word.text;
    at = end;
  }
  return {};
}

}  // namespace

std::string code_of(std::string_view source) {
  return Stripper(source).run();
}

std::string_view reaching_word(std::string_view code) {
  return find_word(code, reaches_out);
}

bool names_its_file(std::string_view code) {
  return !find_word(code, [](const Word& word) {
            // `use std::{file as here}` is a way to it, too.
            return word.text == "Location" ||
                   (word.text == "file" && (word.is_macro() || word.after.starts_with("as ")));
          }).empty();
}

}  // namespace prebind::cargo
