#include "util/utf8.h"

#include <algorithm>
#include <array>

namespace prebind {

std::optional<char32_t> take_character(std::string_view& text) {
  if (text.empty()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xc2 ? 0
                           : first < 0xe0 ? 2
                           : first < 0xf0 ? 3
                           : first < 0xf5 ? 4
                                          : 0;
  if (size == 0 || size > text.size()) return {};
  char32_t character = size == 1 ? first : first & (0x7f >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    character = (character << 6) | (byte(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = character >= 0xd800 && character < 0xe000;
  if (character < smallest[size] || is_surrogate || character > 0x10ffff) return {};
  text.remove_prefix(size);
  return character;
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    std::string_view rest = text;
    if (take_character(rest)) {
      valid += text.substr(0, text.size() - rest.size());
      text = rest;
    } else {
      valid += "\uFFFD";
      text.remove_prefix(1);
    }
  }
  return valid;
}

std::string_view cut_utf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto continues = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
  };
  while (most > 0 && continues(text[most])) --most;
  return text.substr(0, most);
}

bool is_utf8(std::string_view text) {
  while (true) {
    const auto is_ascii = [](unsigned char c) { return c < 0x80; };
    text.remove_prefix(std::find_if_not(text.begin(), text.end(), is_ascii) - text.begin());
    if (text.empty()) return true;
    if (!take_character(text)) return false;
  }
}

void append_utf8(std::string& out, char32_t character) {
  const auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
  const auto add_rest = [&](int shift) { add(0x80 | (character >> shift & 0x3f)); };
  if (character < 0x80) return add(character);
  if (character < 0x800) return add(0xc0 | character >> 6), add_rest(0);
  if (character < 0x10000) return add(0xe0 | character >> 12), add_rest(6), add_rest(0);
  add(0xf0 | character >> 18), add_rest(12), add_rest(6), add_rest(0);
}

}  // namespace prebind
