// The plain functions, deprecated in OpenSSL 3 in favour of EVP: they need no provider to be looked
// up and no configuration file to be read, which costs more than all our hashing in a fresh build.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "util/sha256.h"

namespace prebind {

Sha256::Sha256() {
  SHA256_Init(&context_);
}

void Sha256::update(std::string_view bytes) {
  SHA256_Update(&context_, bytes.data(), bytes.size());
}

void Sha256::update(std::span<const std::uint8_t> bytes) {
  SHA256_Update(&context_, bytes.data(), bytes.size());
}

Sha256::Digest Sha256::finish() {
  Digest digest;
  SHA256_Final(digest.data(), &context_);
  return digest;
}

std::string to_hex(const Sha256::Digest& digest) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return to_hex(hash.finish());
}

}  // namespace prebind
