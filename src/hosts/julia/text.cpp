#include "hosts/julia/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "util/quote.h"

namespace prebind::hosts::julia {

std::string literal(std::string_view text) {
  return quote::julia(text);
}

std::string document(std::string_view name, std::string_view signature, std::string_view docs,
                     std::string_view types) {
  while (!docs.empty() && (docs.back() == '\n' || docs.back() == ' ')) docs.remove_suffix(1);
  std::string out = fmt::format("_prebind.@document {} \"\"\"\n    {}\n", literal(name),
                                quote::julia_lines(signature));
  if (!docs.empty()) out += fmt::format("\n{}\n", quote::julia_lines(docs));
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

std::string field(std::string_view value, std::string_view name) {
  return fmt::format("Base.getfield({}, :{})", value, name);
}

std::string precompile(std::string_view callee, const std::vector<std::string>& types) {
  return fmt::format("Base.precompile({}, {})", callee, tuple(types));
}

Code& Code::operator+=(Code more) {
  text += more.text;
  std::move(more.ready.begin(), more.ready.end(), std::back_inserter(ready));
  return *this;
}

Code& Code::operator+=(std::string_view more) {
  text += more;
  return *this;
}

}  // namespace prebind::hosts::julia
