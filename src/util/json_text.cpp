#include "util/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "util/quote.h"
#include "util/utf8.h"

namespace prebind {
namespace {

/// `\u202e`; beyond 16 bits as the two halves that JSON has of it.
std::string escape(char32_t character) {
  const auto number = static_cast<std::uint32_t>(character);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  const std::uint32_t rest = number - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& value, int indent) {
  const std::string dumped =
      value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string text;
  text.reserve(dumped.size());
  // Beyond ASCII nothing stands outside of its texts, and the line ends are those of the indent.
  for (std::string_view rest = dumped; !rest.empty();) {
    const std::string_view before = rest;
    const auto character = take_character(rest);
    if (character && *character != '\n' && quote::is_unseen(*character)) {
      text += escape(*character);
    } else {
      text += before.substr(0, before.size() - rest.size());
    }
  }
  return text;
}

}  // namespace prebind
