#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "util/environment.h"
#include "util/result.h"

namespace prebind::engine {

/// A team's cache, as settings have it (docs/team-cache.md). A file in the workspace may name a
/// server; whom to trust, and how to prove who we are, only the person's own settings say.
struct RemoteSettings {
  std::string url;
  std::string url_from;  ///< what named it, for people: a file, or `PREBIND_REMOTE`
  bool write = false;
  bool trust_anyone = false;
  std::vector<std::string> trusted = {};  ///< public keys
  std::filesystem::path key_file = {};    ///< with which we sign; empty: we do not

  std::string token_file = {}, user = {}, password_file = {};
  std::vector<std::string> token_command = {};
  std::string credential_helper = {};
  std::string certificate = {}, certificate_key = {}, authority = {};

  /// What comes from there can be taken at all.
  bool can_read() const { return trust_anyone || !trusted.empty(); }
};

/// The folder of a person's own settings: $XDG_CONFIG_HOME/prebind, else ~/.config/prebind; empty
/// if neither is set.
std::filesystem::path settings_directory(const Environment& environment);
/// In there.
inline constexpr const char* kSettingsFile = "config.toml";
inline constexpr const char* kTrustedKeysFile = "trusted-keys";
inline constexpr const char* kOwnKeyFile = "cache-key.pem";
/// In the root of a workspace.
inline constexpr const char* kWorkspaceFile = "prebind.toml";

/// Nothing if no server is named, or PREBIND_REMOTE is `off`. `workspace` may be empty. Error: a
/// file is not as it should be, or an address is of no kind that is known, or not to be used.
Result<std::optional<RemoteSettings>> read_remote_settings(const Environment& environment,
                                                           const std::filesystem::path& workspace);

/// The next folder above this one, or this one, that has a `prebind.toml`; empty if none has.
std::filesystem::path find_workspace_settings(const std::filesystem::path& directory);

/// Adds a public key to those that are trusted; false if it was there.
Result<bool> trust_key(const Environment& environment, const std::string& key);
std::vector<std::string> trusted_keys(const Environment& environment);

}  // namespace prebind::engine
