#pragma once

#include <string>
#include <string_view>

namespace prebind::model {

/// A name in Rust: `width`, `größe`; not `_`. Which letters beyond ASCII make a name is left to
/// rustc, but for characters that a host could take for syntax.
bool is_identifier(std::string_view text);

/// The hosts that bindings can be made for, as `--lang` has them.
inline constexpr std::string_view kHosts[] = {"julia", "cpp"};
bool is_host(std::string_view text);

/// A name for the host to use: an identifier, or one followed by `!` (`push!`).
bool is_host_name(std::string_view text);

/// The name of a package or crate: like an identifier, with hyphens.
bool is_crate_name(std::string_view text);

/// A version: `1.0.0-rc.1+build5`.
bool is_version(std::string_view text);

/// A symbol of ours: ASCII letters, digits and `_`, no digit first.
bool is_symbol(std::string_view text);

/// The id of a type: 16 hexadecimal digits.
bool is_type_id(std::string_view text);

/// A type as spelled in Rust, or a path of a file: not empty, UTF-8, without control characters.
bool is_plain_text(std::string_view text);

/// Foreign text made fit for a message or a terminal: what is not seen and what is not UTF-8
/// replaced by `?`, cut off after `limit` bytes with `…`.
std::string printable(std::string_view text, std::size_t limit = 80);

/// The symbol without the `_2` behind its digest that tells it from another one.
std::string_view without_number(std::string_view symbol);

}  // namespace prebind::model
