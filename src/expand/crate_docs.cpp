#include "expand/crate_docs.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "expand/attributes.h"
#include "expand/cursor.h"
#include "model/docs.h"
#include "util/file.h"

namespace prebind::expand {
namespace {

namespace fs = std::filesystem;

/// Reads the attributes and comments that a file begins with, up to the first item.
class Head {
 public:
  Head(std::string_view text, fs::path folder) : text_(text), folder_(std::move(folder)) {}

  std::string docs() {
    take("\xEF\xBB\xBF");
    if (starts_with("#!") && !starts_with("#![")) take_line();
    while (skip_space(), at_ < text_.size()) {
      if (starts_with("//!")) {
        add(take_line().substr(3), true);
      } else if (starts_with("/*!")) {
        std::string_view comment = take_comment().substr(3);
        if (comment.ends_with("*/")) comment.remove_suffix(2);
        add(comment, true);
      } else if (starts_with("//") && (!starts_with("///") || starts_with("////"))) {
        take_line();
      } else if (starts_with("/*") &&
                 (!starts_with("/**") || starts_with("/***") || starts_with("/**/"))) {
        take_comment();
      } else if (take("#![")) {
        add_attribute(take_attribute());
      } else {
        break;
      }
    }
    std::vector<std::string> all;
    for (const Docs& each : docs_) {
      if (std::string text = model::unindent(each.text); !text.empty())
        all.push_back(std::move(text));
    }
    return fmt::format("{}", fmt::join(all, "\n\n"));
  }

 private:
  bool starts_with(std::string_view start) const { return text_.substr(at_).starts_with(start); }

  bool take(std::string_view start) {
    if (!starts_with(start)) return false;
    at_ += start.size();
    return true;
  }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  std::string_view take_line() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find('\n', at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  std::string_view take_comment() {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    do {
      if (take("/*")) {
        ++depth;
      } else if (take("*/")) {
        --depth;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
    return text_.substr(begin, at_ - begin);
  }

  /// A literal of text, as it is written; empty if none begins here.
  std::string_view take_literal() {
    const std::size_t begin = at_;
    std::size_t open = at_;
    if (starts_with("r")) {
      open = std::min(text_.find_first_not_of('#', at_ + 1), text_.size());
    }
    if (open >= text_.size() || text_[open] != '"') return {};
    std::string end = "\"";
    if (open > at_) end += std::string(open - at_ - 1, '#');
    std::size_t close = open + 1;
    while (close < text_.size() && !text_.substr(close).starts_with(end)) {
      close += text_[close] == '\\' && open == at_ ? 2 : 1;
    }
    at_ = std::min(close + end.size(), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  /// What is between the brackets.
  std::string_view take_attribute() {
    const std::size_t begin = at_;
    for (std::size_t depth = 1; at_ < text_.size();) {
      if (!take_literal().empty()) continue;
      const char character = text_[at_++];
      if (character == '[') ++depth;
      if (character == ']' && --depth == 0) return text_.substr(begin, at_ - 1 - begin);
    }
    return {};
  }

  void add_attribute(std::string_view attribute) {
    Head inside(attribute, folder_);
    const auto word = [&](std::string_view text) {
      inside.skip_space();
      return inside.take(text);
    };
    if (!word("doc") || !word("=")) return;
    const bool is_file = word("include_str");
    if (is_file && (!word("!") || !(word("(") || word("[") || word("{")))) return;
    inside.skip_space();
    auto value = string_value(inside.take_literal());
    if (value && is_file) value = read_file(folder_ / *value).value_or("");
    if (value) add(*value, false);
  }

  /// What stands in comments is indented behind their sign, what stands in attributes is not.
  struct Docs {
    std::string text;
    bool is_comment;
  };

  void add(std::string_view text, bool is_comment) {
    if (docs_.empty() || docs_.back().is_comment != is_comment) {
      docs_.push_back({std::string(text), is_comment});
    } else {
      docs_.back().text += "\n" + std::string(text);
    }
  }

  const std::string_view text_;
  const fs::path folder_;
  std::size_t at_ = 0;
  std::vector<Docs> docs_;
};

}  // namespace

std::string crate_docs(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return "";
  return Head(*text, file.parent_path()).docs();
}

}  // namespace prebind::expand
