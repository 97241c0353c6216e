#include "emit/julia/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace prebind::emit::julia {
namespace {

// What would end the string, begin an interpolation, or be lost in it. Everything else, UTF-8
// included, stands for itself.
void append_escaped(std::string& out, char character, bool multiline) {
  switch (character) {
    case '\\':
    case '"':
    case '$':
      out += '\\';
      out += character;
      return;
    case '\n':
      out += multiline ? "\n" : "\\n";
      return;
    case '\t':
      out += multiline ? "\t" : "\\t";
      return;
  }
  const auto byte = static_cast<unsigned char>(character);
  if (byte < 0x20 || byte == 0x7f) {
    out += fmt::format("\\x{:02x}", byte);
  } else {
    out += character;
  }
}

std::string escaped(std::string_view text, bool multiline) {
  std::string out;
  out.reserve(text.size());
  for (const char character : text) append_escaped(out, character, multiline);
  return out;
}

}  // namespace

std::string literal(std::string_view text) {
  return '"' + escaped(text, false) + '"';
}

std::string document(std::string_view name, std::string_view signature, std::string_view docs,
                     std::string_view types) {
  while (!docs.empty() && (docs.back() == '\n' || docs.back() == ' ')) docs.remove_suffix(1);
  std::string out = fmt::format("_prebind.@document {} \"\"\"\n    {}\n", literal(name),
                                escaped(signature, true));
  if (!docs.empty()) out += fmt::format("\n{}\n", escaped(docs, true));
  return fmt::format("{}\"\"\"{}{}\n", out, types.empty() ? "" : " ", types);
}

std::string wrap(std::string_view head, const std::vector<std::string>& items,
                 std::string_view tail, std::size_t indent) {
  std::string out(head);
  std::size_t column = out.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view end = i + 1 == items.size() ? tail : ",";
    if (i > 0) {
      if (column + 1 + items[i].size() + end.size() > kWidth) {
        out += '\n' + std::string(indent, ' ');
        column = indent;
      } else {
        out += ' ';
        ++column;
      }
    }
    out += items[i];
    out += end;
    column += items[i].size() + end.size();
  }
  if (items.empty()) out += tail;
  return out;
}

std::string tuple(const std::vector<std::string>& items) {
  return fmt::format("({}{})", fmt::join(items, ", "), items.size() == 1 ? "," : "");
}

}  // namespace prebind::emit::julia
