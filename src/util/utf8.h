#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prebind {

/// Takes one character from the front of UTF-8 text; nothing if it does not start with one.
std::optional<char32_t> take_character(std::string_view& text);

bool is_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t character);

/// The text itself if it is UTF-8; otherwise with U+FFFD for each byte that belongs to no
/// character.
std::string valid_utf8(std::string_view text);

/// So much of the front of UTF-8 text as has at most `most` bytes and ends between two characters.
std::string_view cut_utf8(std::string_view text, std::size_t most);

}  // namespace prebind
