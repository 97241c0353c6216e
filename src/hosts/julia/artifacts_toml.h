#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "util/result.h"

namespace prebind::hosts::julia {

/// A platform as Julia's `Artifacts.toml` describes it.
struct JuliaPlatform {
  std::string architecture;   ///< `x86_64`
  std::string system;         ///< `linux`, `macos`, `windows`, `freebsd`
  std::string libc = {};      ///< `glibc` or `musl`, on Linux only
  std::string call_abi = {};  ///< `eabihf`, on 32-bit ARM only

  bool operator==(const JuliaPlatform&) const = default;
};

/// As names of files have it: `x86_64-linux-gnu`, `aarch64-apple-darwin`.
std::string triplet_of(const JuliaPlatform& platform);

/// What Rust calls a target (`x86_64-unknown-linux-gnu`) as Julia's platform; nothing if Julia does
/// not run there.
std::optional<JuliaPlatform> platform_of(std::string_view rust_target);

/// One entry of an `Artifacts.toml`.
struct ArtifactEntry {
  std::string name;
  JuliaPlatform platform;
  std::string tree_hash;  ///< `git-tree-sha1`
  std::string url;
  std::string sha256;
};

/// The text of an `Artifacts.toml` with this entry; one of the same name and platform is replaced,
/// everything else stays as it is, comments included. An error if the name is there in a form that
/// cannot be edited (an inline table, or one entry for all platforms).
Result<std::string> with_entry(std::string_view text, const ArtifactEntry& entry);

}  // namespace prebind::hosts::julia
