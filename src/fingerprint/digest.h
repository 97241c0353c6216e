#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "util/sha256.h"

namespace prebind::fingerprint {

/// The SHA-256 of some content, as a value: what content is compared, named and addressed by.
struct Digest {
  Sha256::Digest bytes = {};

  static Digest of(std::string_view content);

  /// Of 64 lower-case hex digits; nothing for any other text.
  static std::optional<Digest> from_hex(std::string_view text);

  /// 64 lower-case hex digits.
  std::string hex() const { return to_hex(bytes); }

  auto operator<=>(const Digest&) const = default;
};

}  // namespace prebind::fingerprint
