#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

/// For tests: what errors there are, as tables in docs/diagnostics.md, so that they cannot lie.
namespace prebind {

/// A cell of a table in Markdown.
inline std::string table_cell(std::string text) {
  for (std::size_t at = 0; (at = text.find_first_of("|\n", at)) != std::string::npos; at += 2) {
    text.replace(at, 1, text[at] == '|' ? "\\|" : "  ");
  }
  return text;
}

/// The errors that tests have seen, the first of each kind: names and places make no other kind.
class ErrorCatalogue {
 public:
  void add(const Error& error) {
    if (!kinds_.insert(kind_of(error.message) + kind_of(error.help)).second) return;
    rows_ += fmt::format("| {} | {} |\n", table_cell(error.message), table_cell(error.help));
  }

  std::string table() const { return "\n| error | help |\n|---|---|\n" + rows_ + "\n"; }

 private:
  static std::string kind_of(std::string_view text) {
    std::string kind;
    bool is_name = false;
    for (const char c : text) {
      if (c == '`') is_name = !is_name;
      const bool is_number = c >= '0' && c <= '9';
      if (!is_name && !is_number) kind += c;
    }
    return kind;
  }

  std::set<std::string> kinds_ = {};
  std::string rows_ = {};
};

/// What stands in the file behind the line `mark`, up to the next title of a section. With
/// PREBIND_UPDATE_GOLDEN in the environment it is replaced by `expected`.
inline std::string documented(const std::string& path, const std::string& mark,
                              const std::string& expected) {
  std::stringstream read;
  read << std::ifstream(path).rdbuf();
  std::string text = read.str();
  const std::size_t start = text.find(mark + "\n");
  if (start == std::string::npos) return path + " has no such mark";
  const std::size_t from = start + mark.size() + 1;
  const std::size_t size = text.find("\n## ", from) == std::string::npos
                               ? text.size() - from
                               : text.find("\n## ", from) + 1 - from;
  if (std::getenv("PREBIND_UPDATE_GOLDEN") != nullptr) {
    text.replace(from, size, expected);
    std::ofstream(path) << text;
    return expected;
  }
  return text.substr(from, size);
}

}  // namespace prebind
