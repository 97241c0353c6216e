#include "remote/authorities.h"

#include <fstream>

#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;

/// A system that has nothing yet.
class AuthoritiesTest : public testing::Test {
 protected:
  fs::path make(const fs::path& name) const {
    fs::create_directories((root.path() / name).parent_path());
    std::ofstream(root.path() / name) << "-----BEGIN CERTIFICATE-----\n";
    return root.path() / name;
  }
  Result<Authorities> find(std::map<std::string, std::string> variables = {}) const {
    return find_authorities(Environment::of(std::move(variables)), root.path());
  }

  const TemporaryDirectory root;
};

TEST_F(AuthoritiesTest, AreWhereEachSystemHasThem) {
  // From the last to the first: each stands above those before it.
  for (const char* name :
       {"etc/ssl/cert.pem", "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "etc/pki/tls/cacert.pem", "etc/ssl/ca-bundle.pem", "etc/pki/tls/certs/ca-bundle.crt",
        "etc/ssl/certs/ca-certificates.crt"}) {
    const fs::path file = make(name);
    const auto found = find();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->file, file);
    EXPECT_EQ(found->folder, "");
  }
}

TEST_F(AuthoritiesTest, AreInAFolderWithoutAFile) {
  const fs::path file = make("etc/pki/tls/certs/0123abcd.0");
  fs::create_directories(root.path() / "etc/ssl/certs");
  const auto found = find();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->file, "");
  EXPECT_EQ(found->folder, file.parent_path());
}

TEST_F(AuthoritiesTest, AreThoseOfTheEnvironmentFirst) {
  make("etc/ssl/certs/ca-certificates.crt");
  const fs::path own = make("own.pem");
  auto found = find({{"SSL_CERT_FILE", own}, {"SSL_CERT_DIR", ""}});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->file, own);
  found = find({{"SSL_CERT_DIR", "/own"}});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->file, "");
  EXPECT_EQ(found->folder, "/own");
  found = find({{"SSL_CERT_FILE", "/none.pem"}});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "`SSL_CERT_FILE` names no file: `/none.pem`");
}

TEST_F(AuthoritiesTest, ThatAreNotThereAreLookedForInTheseFiles) {
  const auto found = find();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message,
            "no certificates of authorities are in /etc/ssl/certs/ca-certificates.crt, "
            "/etc/pki/tls/certs/ca-bundle.crt, /etc/ssl/ca-bundle.pem, /etc/pki/tls/cacert.pem, "
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem, /etc/ssl/cert.pem, "
            "/etc/ssl/certs, /etc/pki/tls/certs, nor does `SSL_CERT_FILE` name any: install the "
            "package `ca-certificates`, or set `remote.authority`");
}

}  // namespace
}  // namespace prebind::remote
