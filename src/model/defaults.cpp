#include "model/defaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

#include "model/name.h"
#include "util/json_text.h"
#include "util/utf8.h"

namespace prebind::model {
namespace {

std::string_view take_digits(std::string_view& rest) {
  const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::string_view digits = rest.substr(0, end);
  rest.remove_prefix(end);
  return digits;
}

/// The greatest value, and how far below zero the least one is. Of 128 bits only what 64 hold:
/// greater numbers are for Rust to evaluate.
struct Range {
  std::uint64_t greatest, below_zero;
};
Range range_of(TypeKind kind) {
  constexpr std::uint64_t kOne = 1;
  const auto is_signed = [](int bits) {
    return Range{(kOne << (bits - 1)) - 1, kOne << (bits - 1)};
  };
  switch (kind) {
    case TypeKind::i8:
      return is_signed(8);
    case TypeKind::i16:
      return is_signed(16);
    case TypeKind::i32:
      return is_signed(32);
    case TypeKind::u8:
      return {std::numeric_limits<std::uint8_t>::max(), 0};
    case TypeKind::u16:
      return {std::numeric_limits<std::uint16_t>::max(), 0};
    case TypeKind::u32:
      return {std::numeric_limits<std::uint32_t>::max(), 0};
    case TypeKind::u64:
    case TypeKind::usize:
    case TypeKind::u128:
      return {std::numeric_limits<std::uint64_t>::max(), 0};
    default:
      return is_signed(64);
  }
}

bool is_integer_text(std::string_view text, TypeKind kind) {
  const bool is_negative = text.starts_with('-');
  text.remove_prefix(is_negative ? 1 : 0);
  const bool is_shortest = text == "0" || !text.starts_with('0');
  std::string_view rest = text;
  if (take_digits(rest).empty() || !rest.empty() || !is_shortest) return false;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  const Range range = range_of(kind);
  return value <= (is_negative ? range.below_zero : range.greatest);
}

/// `-1.5e-3`; what is no number of the type (`1e999`) Julia does not read.
bool is_float_text(const std::string& text, TypeKind kind) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  if (take_digits(rest).empty() || !rest.starts_with('.')) return false;
  rest.remove_prefix(1);
  if (take_digits(rest).empty()) return false;
  if (rest.starts_with('e')) {
    rest.remove_prefix(rest.starts_with("e-") ? 2 : 1);
    if (take_digits(rest).empty()) return false;
  }
  if (!rest.empty()) return false;
  const bool is_single = kind == TypeKind::f32;
  const double value = is_single ? static_cast<double>(std::strtof(text.c_str(), nullptr))
                                 : std::strtod(text.c_str(), nullptr);
  const bool has_digit = text.substr(0, text.find('e')).find_first_of("123456789") != text.npos;
  return std::isfinite(value) && (std::fpclassify(value) == FP_NORMAL || !has_digit);
}

bool is_one_character(std::string_view text) {
  return take_character(text) && text.empty();
}

bool fits_whole(const Default& otherwise, const Type& type) {
  switch (otherwise.kind) {
    case Default::Kind::boolean:
      return type.kind == TypeKind::boolean &&
             (otherwise.text == "true" || otherwise.text == "false");
    case Default::Kind::number:
      if (type.kind == TypeKind::f32 || type.kind == TypeKind::f64) {
        return is_float_text(otherwise.text, type.kind);
      }
      return (is_integer(type.kind) || family_of(type.kind) == Family::wide) &&
             is_integer_text(otherwise.text, type.kind);
    case Default::Kind::character:
      return type.kind == TypeKind::character && is_one_character(otherwise.text);
    case Default::Kind::text:
      return is_text(type.kind) && is_utf8(otherwise.text);
    case Default::Kind::rust:
    case Default::Kind::none:
      break;
  }
  return false;
}

}  // namespace

bool fits(const Default& otherwise, const Type& type) {
  const bool is_option = type.kind == TypeKind::option;
  switch (otherwise.kind) {
    case Default::Kind::rust:
      return is_option && is_plain_text(otherwise.text);
    case Default::Kind::none:
      return is_option && otherwise.text.empty();
    default:
      return fits_whole(otherwise, is_option ? type.arguments.at(0) : type);
  }
}

bool are_in_order(const std::vector<Argument>& arguments) {
  bool has_default = false, has_keyword = false;
  for (const Argument& each : arguments) {
    if (each.service) continue;
    const bool is_required = !each.otherwise && !each.is_keyword;
    if ((has_keyword && !each.is_keyword) || (has_default && is_required)) return false;
    has_default = has_default || (each.otherwise && !each.is_keyword);
    has_keyword = has_keyword || each.is_keyword;
  }
  return true;
}

std::string rust_text(const Default& otherwise) {
  switch (otherwise.kind) {
    case Default::Kind::none:
      return "None";
    case Default::Kind::character:
      return otherwise.text == "'" ? "'\\''" : fmt::format("'{}'", printable(otherwise.text));
    case Default::Kind::text:
      return json_text(otherwise.text);
    default:
      return otherwise.text;
  }
}

}  // namespace prebind::model
