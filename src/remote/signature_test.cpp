#include "remote/signature.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;

/// RFC 8032, section 7.1, test 2.
TEST(Signature, AsTheStandardHasIt) {
  const PublicKey key = {.bytes =
                             "\x3d\x40\x17\xc3\xe8\x43\x89\x5a\x92\xb7\x0a\xa7\x4d\x1b\x7e\xbc"
                             "\x9c\x98\x2c\xcf\x2e\xc4\x96\x8c\xc0\xcd\x55\xf1\x2a\xf4\x66\x0c"};
  const std::string signature =
      "\x92\xa0\x09\xa9\xf0\xd4\xca\xb8\x72\x0e\x82\x0b\x5f\x64\x25\x40"
      "\xa2\xb2\x7b\x54\x16\x50\x3f\x8f\xb3\x76\x22\x23\xeb\xdb\x69\xda"
      "\x08\x5a\xc1\xe4\x3e\x15\x99\x6e\x45\x8f\x36\x13\xd0\xf1\x1d\x8c"
      "\x38\x7b\x2e\xae\xb4\x30\x2a\xee\xb0\x0d\x29\x16\x12\xbb\x0c";
  EXPECT_TRUE(key.verifies("\x72", signature + std::string(1, '\0')));
  EXPECT_FALSE(key.verifies("\x73", signature + std::string(1, '\0')));
  EXPECT_FALSE(key.verifies("\x72", signature));
}

TEST(Signature, PublicKeysAsText) {
  const auto secret = SecretKey::generate();
  ASSERT_TRUE(secret);
  const PublicKey key = secret->public_key();
  const std::string text = key.text();
  EXPECT_EQ(text.size(), 52U);
  EXPECT_EQ(PublicKey::parse(text), key);
  for (const std::string& wrong :
       {std::string(), std::string("ed25519:"), text.substr(8), text + "=", text + " ",
        text.substr(0, 51) + "A", " " + text, text.substr(0, 50) + "\n="}) {
    EXPECT_FALSE(PublicKey::parse(wrong)) << wrong;
  }
}

TEST(Signature, KeyFiles) {
  const TemporaryDirectory directory;
  const fs::path file = directory.path() / "key.pem";
  const auto secret = SecretKey::generate();
  ASSERT_TRUE(secret);
  ASSERT_TRUE(secret->write_new(file));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
  const auto read = SecretKey::read(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->public_key(), secret->public_key());
  const auto again = secret->write_new(file);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "`" + file.string() + "` exists");
  EXPECT_EQ(again.error().help,
            "name another file, or remove this one if nobody uses its key any more");

  fs::permissions(file, fs::perms(0644));
  const auto open = SecretKey::read(file);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().message, "others may read the key file `" + file.string() + "`");
  EXPECT_EQ(open.error().help, "run `chmod 600 " + file.string() + "`");

  fs::permissions(file, fs::perms(0600));
  std::ofstream(file) << "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n";
  const auto damaged = SecretKey::read(file);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().message, "`" + file.string() + "` is no Ed25519 key");
  const auto none = SecretKey::read(directory.path() / "none");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message,
            "could not read the key file `" + (directory.path() / "none").string() + "`");
  EXPECT_EQ(none.error().help, "`prebind cache key new` makes one");
}

}  // namespace
}  // namespace prebind::remote
