#include "remote/signature.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/file.h"
#include "util/system_error.h"

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "ed25519:";
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSignatureSize = 64;
/// Of 32 bytes in base64.
constexpr std::size_t kTextSize = 44;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeMemory {
  void operator()(BIO* memory) const { BIO_free(memory); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using HashContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using Memory = std::unique_ptr<BIO, FreeMemory>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// A key that is asked for without end would be in the way: there is no password here.
int no_password(char* /*to*/, int /*size*/, int /*rw*/, void* /*data*/) {
  return 0;
}

}  // namespace

std::optional<PublicKey> PublicKey::parse(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() != kTextSize || text.find_first_of(" \t\r\n") != std::string_view::npos) {
    return std::nullopt;
  }
  std::array<unsigned char, kKeySize + 1> bytes = {};  // with one of the padding
  const int size = EVP_DecodeBlock(bytes.data(), bytes_of(text), static_cast<int>(text.size()));
  PublicKey key = {.bytes = std::string(reinterpret_cast<char*>(bytes.data()), kKeySize)};
  // Written in another way, the same key would be another text.
  if (size != static_cast<int>(bytes.size()) || key.text().substr(kPrefix.size()) != text) {
    return std::nullopt;
  }
  return key;
}

std::string PublicKey::text() const {
  std::array<unsigned char, kTextSize + 1> text = {};
  EVP_EncodeBlock(text.data(), bytes_of(bytes), static_cast<int>(bytes.size()));
  return std::string(kPrefix) + reinterpret_cast<char*>(text.data());
}

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
  if (signature.size() != kSignatureSize || bytes.size() != kKeySize) return false;
  const Key key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(bytes), bytes.size()));
  const HashContext context(EVP_MD_CTX_new());
  return key && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

void SecretKey::Free::operator()(void* key) const {
  EVP_PKEY_free(static_cast<EVP_PKEY*>(key));
}

Result<SecretKey> SecretKey::generate() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (key == nullptr) return fail("OpenSSL could not make an Ed25519 key");
  return SecretKey(key);
}

Result<SecretKey> SecretKey::read(const fs::path& path) {
  struct stat data = {};
  if (::stat(path.c_str(), &data) != 0) {
    return fail(fmt::format("could not read the key file `{}`", path.string()), "",
                "`prebind cache key new` makes one");
  }
  if ((data.st_mode & (S_IRWXO | S_IWGRP)) != 0) {
    return fail(fmt::format("others may read the key file `{}`", path.string()), "",
                fmt::format("run `chmod 600 {}`", path.string()));
  }
  PREBIND_TRY(text, read_file(path));
  const Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  SecretKey key(memory ? PEM_read_bio_PrivateKey(memory.get(), nullptr, no_password, nullptr)
                       : nullptr);
  text.assign(text.size(), '\0');
  if (!key.key_ ||
      EVP_PKEY_get_base_id(static_cast<const EVP_PKEY*>(key.key_.get())) != EVP_PKEY_ED25519) {
    return fail(fmt::format("`{}` is no Ed25519 key", path.string()), "",
                "`prebind cache key new` makes one");
  }
  return key;
}

Result<void> SecretKey::write_new(const fs::path& path) const {
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), static_cast<EVP_PKEY*>(key_.get()),
                                               nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return fail("OpenSSL could not write the key");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.is_open() && errno == EEXIST) {
    return fail(fmt::format("`{}` exists", path.string()), "",
                "name another file, or remove this one if nobody uses its key any more");
  }
  if (!file.is_open()) return fail(system_error("create", path, errno));
  if (write_all(file.get(), {text, static_cast<std::size_t>(size)}) && file.close()) return {};
  const int number = errno;
  ::unlink(path.c_str());
  return fail(system_error("write", path, number));
}

PublicKey SecretKey::public_key() const {
  PublicKey key = {.bytes = std::string(kKeySize, '\0')};
  std::size_t size = key.bytes.size();
  EVP_PKEY_get_raw_public_key(static_cast<const EVP_PKEY*>(key_.get()),
                              reinterpret_cast<unsigned char*>(key.bytes.data()), &size);
  return key;
}

Result<std::string> SecretKey::sign(std::string_view message) const {
  std::string signature(kSignatureSize, '\0');
  std::size_t size = signature.size();
  const HashContext context(EVP_MD_CTX_new());
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                         static_cast<EVP_PKEY*>(key_.get())) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     bytes_of(message), message.size()) != 1) {
    return fail("OpenSSL could not sign");
  }
  return signature;
}

}  // namespace prebind::remote
