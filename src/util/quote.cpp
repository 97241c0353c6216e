#include "util/quote.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "util/utf8.h"

namespace prebind::quote {
namespace {

constexpr char32_t kReplacement = 0xfffd;

/// How one kind of text writes what cannot stand for itself.
struct Escapes {
  std::string_view special;                        ///< ASCII characters that get a `\` before them
  bool keeps_lines = false;                        ///< `\n` and `\t` stand for themselves
  std::string (*unseen)(char32_t) = nullptr;       ///< a character that is not seen
  std::string (*broken)(unsigned char) = nullptr;  ///< a byte that is not UTF-8
};

std::string escaped(std::string_view text, const Escapes& escapes) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view rest = text;
    const auto character = take_character(text);
    if (!character) {
      out += escapes.broken(static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
    } else if (escapes.keeps_lines && (*character == '\n' || *character == '\t')) {
      out += static_cast<char>(*character);
    } else if (is_unseen(*character)) {
      out += escapes.unseen(*character);
    } else {
      if (*character < 0x80 && escapes.special.find(rest.front()) != std::string_view::npos) {
        out += '\\';
      }
      out += rest.substr(0, rest.size() - text.size());
    }
  }
  return out;
}

std::string hex_byte(unsigned char byte) {
  return fmt::format("\\x{:02x}", byte);
}

std::optional<std::string> short_escape(char32_t character) {
  if (character == '\n') return "\\n";
  if (character == '\t') return "\\t";
  return std::nullopt;
}

/// `\u0085`, `\U000e0001`, as Julia and TOML have it.
std::string fixed_unicode(char32_t character) {
  const auto number = static_cast<std::uint32_t>(character);
  return number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

std::string julia_unseen(char32_t character) {
  if (const auto known = short_escape(character)) return *known;
  return character < 0x80 ? hex_byte(static_cast<unsigned char>(character))
                          : fixed_unicode(character);
}

std::string toml_unseen(char32_t character) {
  return short_escape(character).value_or(fixed_unicode(character));
}

/// CMake takes any character as it is, but for NUL.
std::string kept(char32_t character) {
  std::string text;
  append_utf8(text, character == 0 ? kReplacement : character);
  return text;
}

std::string kept_byte(unsigned char byte) {
  return {1, static_cast<char>(byte)};
}

std::string toml_broken(unsigned char) {
  std::string text;
  append_utf8(text, kReplacement);
  return text;
}

/// `\u{202e}`, as Rust's debug form.
std::string shown_unseen(char32_t character) {
  if (const auto known = short_escape(character)) return *known;
  return character < 0x80 ? hex_byte(static_cast<unsigned char>(character))
                          : fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(character));
}

std::string octal(unsigned char byte) {
  return fmt::format("\\{:03o}", byte);
}

std::string shell_unseen(char32_t character) {
  if (const auto known = short_escape(character)) return *known;
  std::string bytes, text;
  append_utf8(bytes, character);
  for (const char byte : bytes) text += octal(static_cast<unsigned char>(byte));
  return text;
}

/// Whether all of it is seen, and UTF-8.
bool is_seen(std::string_view text) {
  while (!text.empty()) {
    const auto character = take_character(text);
    if (!character || is_unseen(*character)) return false;
  }
  return true;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    out.append(text.substr(0, at)).append(to);
    text.remove_prefix(at + from.size());
  }
  return out.append(text);
}

/// The length of a command that sets colors and the like (SGR), at the front of a text; else 0.
std::size_t color_command(std::string_view text) {
  if (!text.starts_with("\033[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;:", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

}  // namespace

bool is_unseen(char32_t character) {
  const auto is_in = [character](char32_t first, char32_t last) {
    return character >= first && character <= last;
  };
  return character < 0x20 || is_in(0x7f, 0x9f) || character == 0x61c || character == 0x180e ||
         is_in(0x200b, 0x200b) || is_in(0x200e, 0x200f) || is_in(0x2028, 0x202e) ||
         is_in(0x2060, 0x206f) || character == 0xfeff || is_in(0xfff9, 0xfffb) ||
         (character & 0xfffe) == 0xfffe || is_in(0xe0000, 0xe0fff);
}

std::string julia(std::string_view text) {
  return '"' + escaped(text, {R"(\"$)", false, julia_unseen, hex_byte}) + '"';
}

std::string julia_lines(std::string_view text) {
  return escaped(text, {R"(\"$)", true, julia_unseen, hex_byte});
}

std::string comment(std::string_view text) {
  return escaped(text, {"", false, shown_unseen, hex_byte});
}

std::string cpp(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n' || c == '\t') {
      out += *short_escape(byte);
    } else if (byte < 0x20 || byte >= 0x7f) {
      // Of three digits always: what follows may be one as well.
      out += octal(byte);
    } else if (c == '"' || c == '\\' || (c == '?' && out.ends_with('?'))) {
      // `??` could begin a trigraph.
      out += fmt::format("\\{}", c);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string line_comment_of_cpp(std::string_view text) {
  std::string out = comment(text);
  const std::size_t end = out.find_last_not_of(' ');
  if (end != std::string::npos && (out[end] == '\\' || out.substr(0, end + 1)
                                                           .ends_with("?"
                                                                      "?/"))) {
    out = out.substr(0, end + 1) + '.';
  }
  return out;
}

std::string cmake(std::string_view text) {
  return '"' + escaped(text, {R"(\"$)", true, kept, kept_byte}) + '"';
}

std::string toml(std::string_view text) {
  return '"' + escaped(text, {R"(\")", false, toml_unseen, toml_broken}) + '"';
}

std::string toml_key(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const bool is_bare = !text.empty() && text.find_first_not_of(plain) == std::string_view::npos;
  return is_bare ? std::string(text) : toml(text);
}

std::string shell(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,+@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) {
    return std::string(text);
  }
  // Workflows of GitHub would take `${{` for an expression of theirs, whatever quotes it is in.
  if (!is_seen(text)) {
    const std::string inside = escaped(text, {R"(\')", false, shell_unseen, octal});
    return "$'" + replaced(inside, "${{", R"($\173{)") + "'";
  }
  return "'" + replaced(replaced(text, "'", R"('\'')"), "${{", "$''{{") + "'";
}

std::string markdown_code(std::string_view text) {
  const std::string code = comment(text);
  std::size_t longest = 0, run = 0;
  for (const char character : code) {
    run = character == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string_view space = longest > 0 || code.starts_with(' ') ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, space, code);
}

std::string workflow_run(std::string_view command) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ";
  if (command.find_first_not_of(plain) == std::string_view::npos) return std::string(command);
  return '"' + escaped(command, {R"(\")", false, toml_unseen, toml_broken}) + '"';
}

std::string terminal(std::string_view text, bool keep_colors) {
  const Escapes escapes = {"", true, shown_unseen, hex_byte};
  std::string out;
  while (!text.empty()) {
    const std::size_t command = keep_colors ? color_command(text) : 0;
    const std::size_t end = command > 0 ? command : std::min(text.find('\033', 1), text.size());
    const std::string_view piece = text.substr(0, end);
    out += command > 0 ? std::string(piece) : escaped(piece, escapes);
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace prebind::quote
