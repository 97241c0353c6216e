#include "model/name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "util/quote.h"
#include "util/utf8.h"

namespace prebind::model {
namespace {

bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

bool is_digit(char32_t character) {
  return character >= '0' && character <= '9';
}

bool is_ascii_letter(char32_t character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '_';
}

/// Beyond ASCII, the ranges of signs, spaces, arrows, operators, private use and noncharacters:
/// no letter of an identifier is in them, and a host's parser may give them a meaning.
bool is_letter(char32_t character) {
  if (character < 0x80) return is_ascii_letter(character);
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 20> signs = {
      {{0x80, 0xa9},     {0xab, 0xb4},     {0xb6, 0xb6},     {0xb8, 0xb9},     {0xbb, 0xbf},
       {0xd7, 0xd7},     {0xf7, 0xf7},     {0x61c, 0x61c},   {0x1680, 0x1680}, {0x180e, 0x180e},
       {0x2000, 0x203e}, {0x2041, 0x2053}, {0x2055, 0x2070}, {0x20a0, 0x20cf}, {0x2190, 0x2bff},
       {0x2e00, 0x2fff}, {0x3000, 0x3004}, {0xe000, 0xf8ff}, {0xfeff, 0xfeff}, {0xfff0, 0xffff}}};
  return character < 0xe0000 && std::none_of(
                                    signs.begin(), signs.end(),
                                    [&](const Range& range) {
                                      return character >= range.first && character <= range.last;
                                    });
}

/// Letters and digits, and the characters of `others`, beginning with a letter.
bool is_word(std::string_view text, std::string_view others = {}) {
  for (bool is_first = true; !text.empty(); is_first = false) {
    const auto character = take_character(text);
    if (!character) return false;
    const bool is_other =
        *character < 0x80 && others.find(static_cast<char>(*character)) != others.npos;
    if (!is_letter(*character) && (is_first || !(is_digit(*character) || is_other))) return false;
  }
  return true;
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text != "_" && is_word(text);
}

bool is_host_name(std::string_view text) {
  if (text.ends_with('!')) text.remove_suffix(1);
  return is_identifier(text);
}

bool is_host(std::string_view text) {
  return std::find(std::begin(kHosts), std::end(kHosts), text) != std::end(kHosts);
}

bool is_crate_name(std::string_view text) {
  return !text.empty() && is_word(text, "-");
}

bool is_version(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return is_ascii_letter(c) || is_digit(c) || c == '.' || c == '+' || c == '-';
  });
}

bool is_symbol(std::string_view text) {
  return !text.empty() && !is_digit(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return is_ascii_letter(c) || is_digit(c); });
}

bool is_type_id(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  return text.size() == kDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_plain_text(std::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    const auto character = take_character(text);
    if (!character || is_control(*character)) return false;
  }
  return true;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string result;
  while (!text.empty()) {
    const std::string_view rest = text;
    const auto character = take_character(text);
    if (!character) text.remove_prefix(1);
    const std::string_view taken = rest.substr(0, rest.size() - text.size());
    if (result.size() + taken.size() > limit) return result + "…";
    result += character && !quote::is_unseen(*character) ? taken : "?";
  }
  return result;
}

std::string_view without_number(std::string_view symbol) {
  constexpr std::size_t digest_size = 16;
  const std::size_t digits = symbol.find_last_not_of("0123456789") + 1;
  const std::size_t underscore = digits - 1;
  if (digits == 0 || digits == symbol.size() || symbol[underscore] != '_') return symbol;
  const std::string_view rest = symbol.substr(0, underscore);
  if (rest.size() < digest_size + 2 || rest[rest.size() - digest_size - 1] != '_') return symbol;
  const std::string_view digest = rest.substr(rest.size() - digest_size);
  const bool is_digest = digest.find_first_not_of("0123456789abcdef") == digest.npos;
  return is_digest ? rest : symbol;
}

}  // namespace prebind::model
