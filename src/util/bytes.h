#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prebind {

/// How our formats hold numbers: unsigned, little-endian, of their own size.
template <std::unsigned_integral Number>
void append_number(std::string& out, Number value) {
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
  }
}

/// Text, behind its length in 32 bits; it is shorter than 4 GiB.
inline void append_text(std::string& out, std::string_view text) {
  append_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

/// Takes fields off bytes, from the front. Where too little is left, there is nothing, and nothing
/// is taken.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <std::unsigned_integral Number>
  std::optional<Number> number() {
    const auto field = bytes(sizeof(Number));
    if (!field) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < field->size(); ++i) {
      value |= std::uint64_t{static_cast<unsigned char>((*field)[i])} << (8 * i);
    }
    return static_cast<Number>(value);
  }

  std::optional<std::string_view> bytes(std::uint64_t count) {
    if (count > bytes_.size()) return std::nullopt;
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::optional<std::string_view> text() {
    const std::string_view before = bytes_;
    const auto length = number<std::uint32_t>();
    const auto value = length ? bytes(*length) : std::nullopt;
    if (!value) bytes_ = before;
    return value;
  }

  std::string_view rest() const { return bytes_; }
  bool is_at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace prebind
