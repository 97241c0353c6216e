#include "cargo/dep_info.h"

#include <algorithm>

namespace prebind::cargo {
namespace {

constexpr std::string_view kVariable = "# env-dep:";

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// As cargo does it: a blank at the end belongs to no path.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\f\v";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// rustc writes line ends and backslashes in names and values of variables as in C.
std::string unescape(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    const char next = text[++i];
    result += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
  }
  return result;
}

/// The paths after the colon of a rule; blanks in them are escaped, nothing else is.
void add_files(std::string_view rule, std::vector<std::string>& files) {
  // A rule without anything after its colon only says that the file may be gone.
  const std::size_t colon = rule.find(": ");
  if (colon == std::string_view::npos) return;
  rule.remove_prefix(colon + 1);
  std::string file;
  for (std::size_t i = 0; i <= rule.size(); ++i) {
    const bool is_escaped = i + 1 < rule.size() && rule[i] == '\\' && rule[i + 1] == ' ';
    if (is_escaped) {
      file += rule[++i];
    } else if (i < rule.size() && rule[i] != ' ') {
      file += rule[i];
    } else if (!file.empty()) {
      files.push_back(std::exchange(file, {}));
    }
  }
}

}  // namespace

DepInfo parse_dep_info(std::string_view text) {
  DepInfo info;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    if (!line.starts_with(kVariable)) {
      if (!line.starts_with('#')) add_files(line, info.files);
      continue;
    }
    line.remove_prefix(kVariable.size());
    const std::size_t equals = line.find('=');
    std::optional<std::string> value;
    if (equals != std::string_view::npos) value = unescape(line.substr(equals + 1));
    info.variables.emplace_back(unescape(line.substr(0, equals)), std::move(value));
  }
  std::ranges::sort(info.files);
  info.files.erase(std::unique(info.files.begin(), info.files.end()), info.files.end());
  return info;
}

ScriptOutput parse_script_output(std::string_view text, ScriptSyntax syntax) {
  ScriptOutput output;
  while (!text.empty()) {
    std::string_view line = trimmed(next_line(text));
    const bool is_new = line.starts_with("cargo::");
    if (!line.starts_with("cargo:") || (is_new && syntax == ScriptSyntax::old)) continue;
    line.remove_prefix(is_new ? 7 : 6);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view what = line.substr(0, equals), value = line.substr(equals + 1);
    if (what == "rerun-if-changed") output.files.emplace_back(value);
    if (what == "rerun-if-env-changed") output.variables.emplace_back(value);
  }
  return output;
}

}  // namespace prebind::cargo
