#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <openssl/sha.h>

namespace prebind {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  void update(std::string_view bytes);
  void update(std::span<const std::uint8_t> bytes);

  /// The digest of all that was given; the object is not to be used after.
  Digest finish();

 private:
  SHA256_CTX context_;
};

/// 64 lower-case hex digits.
std::string to_hex(const Sha256::Digest& digest);
std::string sha256_hex(std::string_view bytes);

}  // namespace prebind
