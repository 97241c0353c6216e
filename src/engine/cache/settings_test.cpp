#include "engine/cache/settings.h"

#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

class SettingsTest : public testing::Test {
 protected:
  SettingsTest() {
    fs::create_directories(workspace);
    fs::create_directories(own.parent_path());
  }

  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
  Result<std::optional<RemoteSettings>> read() const {
    return read_remote_settings(environment(), workspace);
  }
  Environment environment() const {
    std::map<std::string, std::string> all = variables;
    all["HOME"] = home.string();
    return Environment::of(std::move(all));
  }
  RemoteSettings settings() const {
    const auto found = read();
    EXPECT_TRUE(found) << found.error().message;
    return found && *found ? **found : RemoteSettings();
  }
  /// "message | help" of what is wrong.
  std::string problem() const {
    const auto found = read();
    return found ? "" : found.error().message + " | " + found.error().help;
  }

  TemporaryDirectory directory;
  const fs::path home = directory.path() / "home", workspace = directory.path() / "w";
  const fs::path own = home / ".config/prebind/config.toml", shared = workspace / "prebind.toml";
  std::map<std::string, std::string> variables;
};

TEST_F(SettingsTest, NoServerIsNamed) {
  ASSERT_TRUE(read());
  EXPECT_FALSE(*read());
  write(shared, "[other]\nx = 1\n");
  write(own, "remote.write = true\n");
  EXPECT_FALSE(*read());
}

TEST_F(SettingsTest, TheNearestNamesTheServer) {
  write(own, "remote.url = 'https://own/'\nremote.write = true\n");
  EXPECT_EQ(settings().url, "https://own");
  EXPECT_EQ(settings().url_from, own.string());
  EXPECT_TRUE(settings().write);
  write(shared, "[remote]\nurl = 'https://workspace/x'\n");
  EXPECT_EQ(settings().url, "https://workspace/x");
  EXPECT_EQ(settings().url_from, shared.string());
  variables["PREBIND_REMOTE"] = "grpcs://variable:1/instance";
  EXPECT_EQ(settings().url, "grpcs://variable:1/instance");
  EXPECT_EQ(settings().url_from, "PREBIND_REMOTE");
  variables["PREBIND_REMOTE_WRITE"] = "0";
  EXPECT_FALSE(settings().write);
  for (const char* off : {"off", ""}) {
    variables["PREBIND_REMOTE"] = off;
    EXPECT_FALSE(*read());
  }
}

TEST_F(SettingsTest, AWorkspaceNamesAServerAndNothingElse) {
  for (const char* name :
       {"write", "trust", "key-file", "token-file", "token-command", "credential-helper", "user",
        "password-file", "certificate", "certificate-key", "authority", "for"}) {
    write(shared, std::string("[remote]\nurl = 'https://x'\n") + name + " = 'y'\n");
    EXPECT_EQ(problem(), "`remote." + std::string(name) +
                             "` cannot be set in a workspace | move it to "
                             "`~/.config/prebind/config.toml`");
  }
  write(shared, "[remote]\nurl = 'https://x'\nurI = 'y'\n");
  EXPECT_EQ(problem(), "`remote.urI` is not a setting | docs/team-cache.md lists all");
  ASSERT_FALSE(read());
  EXPECT_EQ(read().error().where, shared.string() + ":3");
}

TEST_F(SettingsTest, FilesThatAreWrong) {
  write(own, "remote = 1\n");
  EXPECT_EQ(problem(), "`remote` has to be a table | write `[remote]` above its settings");
  write(own, "[remote]\nurl = 1\n");
  EXPECT_EQ(problem(), "`remote.url` has to be a string | ");
  write(own, "[remote]\nurl = 'https://x'\nwrite = 'yes'\n");
  EXPECT_EQ(problem(), "`remote.write` has to be `true` or `false` | ");
  write(own, "[remote]\nurl = 'https://x'\ntrust = [1]\n");
  EXPECT_EQ(problem(), "`remote.trust` has to be a list of strings | ");
  write(own, "[remote\n");
  EXPECT_TRUE(problem().starts_with("`config.toml` is not TOML: ")) << problem();
}

TEST_F(SettingsTest, Addresses) {
  for (const char* good : {"https://x", "https://x:8/y", "http://localhost:8", "http://127.0.0.1",
                           "http://[::1]:8", "grpc://127.1.2.3:1/i", "grpcs://x:1"}) {
    variables["PREBIND_REMOTE"] = good;
    EXPECT_EQ(problem(), "") << good;
  }
  for (const char* bad : {"x", "ftp://x", "https://", "https:///x", "file:///x"}) {
    variables["PREBIND_REMOTE"] = bad;
    EXPECT_EQ(problem(), "`" + std::string(bad) +
                             "` is not the address of a cache | write `https://`, `http://`, "
                             "`grpcs://` or `grpc://`, and a host");
  }
  // No error repeats a password.
  for (const char* bad : {"https://me:secret@x", "https://x?token=secret", "https://x/#a"}) {
    variables["PREBIND_REMOTE"] = bad;
    EXPECT_EQ(problem(),
              "the address of a cache has only a host and a path | name user and password with "
              "`user` and `password-file`");
  }
  for (const char* plain :
       {"http://x", "grpc://10.0.0.1:1", "http://localhost.evil.org", "http://127.evil.org"}) {
    variables["PREBIND_REMOTE"] = plain;
    variables.erase("PREBIND_REMOTE_INSECURE");
    EXPECT_EQ(problem(), "`" + std::string(plain) +
                             "` is not encrypted | write `https://` or `grpcs://`, or `insecure = "
                             "true` beside it, or set PREBIND_REMOTE_INSECURE=1");
    variables["PREBIND_REMOTE_INSECURE"] = "1";
    EXPECT_EQ(problem(), "");
  }
}

/// The word beside one address is not that of another one.
TEST_F(SettingsTest, InsecureIsOfItsFile) {
  write(own, "[remote]\nurl = 'http://x'\ninsecure = true\n");
  EXPECT_EQ(problem(), "");
  write(shared, "[remote]\nurl = 'http://y'\n");
  EXPECT_NE(problem(), "");
}

TEST_F(SettingsTest, SecretsGoToTheServerThatTheyAreFor) {
  write(own,
        "[remote]\nurl = 'https://own/a'\ntoken-file = 'token'\nuser = 'me'\n"
        "certificate = '~/mine.pem'\n");
  EXPECT_EQ(settings().token_file, (own.parent_path() / "token").string());
  EXPECT_EQ(settings().user, "me");
  EXPECT_EQ(settings().certificate, (home / "mine.pem").string());
  EXPECT_EQ(settings().certificate_key, settings().certificate);
  for (const char* other : {"https://evil", "https://own.evil", "https://own:8", "http://own"}) {
    variables["PREBIND_REMOTE"] = other;
    variables["PREBIND_REMOTE_INSECURE"] = "1";
    EXPECT_EQ(settings().token_file + settings().user + settings().certificate, "") << other;
  }
  variables["PREBIND_REMOTE"] = "https://own/b";
  EXPECT_EQ(settings().user, "me");
  write(own, "[remote]\nfor = 'https://there'\nuser = 'me'\n");
  EXPECT_EQ(settings().user, "");
  variables["PREBIND_REMOTE"] = "https://there/x";
  EXPECT_EQ(settings().user, "me");
}

TEST_F(SettingsTest, Trust) {
  variables["PREBIND_REMOTE"] = "https://x";
  EXPECT_FALSE(settings().can_read());
  const auto first = trust_key(environment(), "ed25519:a");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(*first);
  EXPECT_FALSE(*trust_key(environment(), "ed25519:a")) << "already";
  EXPECT_TRUE(*trust_key(environment(), "ed25519:b"));
  EXPECT_EQ(settings().trusted, (std::vector<std::string>{"ed25519:a", "ed25519:b"}));
  write(own, "[remote]\ntrust = ['ed25519:c']\n");
  EXPECT_EQ(settings().trusted.size(), 3U);
  EXPECT_FALSE(settings().trust_anyone);
  write(own, "[remote]\ntrust = 'anyone'\n");
  EXPECT_TRUE(settings().trust_anyone);
  // Others could have written into it.
  fs::permissions(own.parent_path() / "trusted-keys", fs::perms(0666));
  EXPECT_TRUE(settings().trusted.empty());
}

TEST_F(SettingsTest, TheWorkspaceIsFound) {
  write(shared, "");
  fs::create_directories(workspace / "a/b");
  EXPECT_EQ(find_workspace_settings(workspace / "a/b"), workspace);
  EXPECT_EQ(find_workspace_settings(workspace), workspace);
  EXPECT_EQ(find_workspace_settings(home), "");
}

}  // namespace
}  // namespace prebind::engine
