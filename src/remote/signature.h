#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "util/result.h"

namespace prebind::remote {

/// An Ed25519 key (RFC 8032) as people write it: "ed25519:" and 32 bytes in base64.
struct PublicKey {
  std::string bytes;  ///< 32

  static std::optional<PublicKey> parse(std::string_view text);
  std::string text() const;
  /// Whether `signature` was made over `message` with the secret half.
  bool verifies(std::string_view message, std::string_view signature) const;

  bool operator==(const PublicKey&) const = default;
};

/// The secret half. Nothing here prints it, and no message has anything of it.
class SecretKey {
 public:
  static Result<SecretKey> generate();
  /// From a file in PEM (PKCS #8). Error: it cannot be read, it is something else, or others than
  /// its owner may read it.
  static Result<SecretKey> read(const std::filesystem::path& path);

  /// Into a new file that only its owner can read; an existing one is an error.
  Result<void> write_new(const std::filesystem::path& path) const;

  PublicKey public_key() const;
  /// 64 bytes.
  Result<std::string> sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(void* key) const;
  };
  explicit SecretKey(void* key) : key_(key) {}

  std::unique_ptr<void, Free> key_;  ///< OpenSSL's EVP_PKEY
};

}  // namespace prebind::remote
