#include "hosts/cpp/naming.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "hosts/cpp/reserved.h"

namespace prebind::hosts::cpp {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Without what makes a name the standard's own.
std::string unreserved(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_' || !out.ends_with('_')) out += c;
  }
  if (out.size() > 1 && out[0] == '_' && is_upper(out[1])) out = out.substr(1) + '_';
  return out;
}

}  // namespace

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name[0]) && std::ranges::all_of(name, is_word) &&
         !is_reserved(name);
}

std::string identifier(std::string_view rust_name) {
  if (rust_name.starts_with("r#")) rust_name.remove_prefix(2);
  if (rust_name.ends_with('!')) rust_name.remove_suffix(1);
  std::string name = unreserved(rust_name);
  while (is_reserved(name)) name += name.ends_with('_') ? 'x' : '_';
  return name;
}

std::string namespace_name(std::string_view library_stem) {
  std::string name;
  for (const char c : library_stem) {
    name += is_word(c) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : '_';
  }
  return identifier(name);
}

std::string macro_prefix(std::string_view namespace_name) {
  std::string prefix;
  for (const char c : namespace_name) {
    const auto byte = static_cast<unsigned char>(c);
    prefix += byte < 0x80 ? std::string(1, static_cast<char>(std::toupper(byte)))
                          : fmt::format("X{:02X}", byte);
  }
  return unreserved(prefix + "_");
}

Result<void> check_namespace(std::string_view name) {
  if (is_identifier(name) && name != "std" && name != "posix" && unreserved(name) == name) {
    return {};
  }
  return fail(fmt::format("`{}` cannot be the name of a C++ namespace", name), "",
              fmt::format("choose another one with `--module NAME`, such as `{}`",
                          identifier(namespace_name(name)) == name ? identifier(name) + "_bindings"
                                                                   : namespace_name(name)));
}

}  // namespace prebind::hosts::cpp
