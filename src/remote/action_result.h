#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "remote/signature.h"
#include "store/remote.h"
#include "util/result.h"

/// What an entry of an action cache holds, as the Remote Execution API has it (ActionResult):
/// docs/formats/remote.md.
namespace prebind::remote {

using store::Digest;

/// What a key is of. A signature counts for one kind only.
enum class EntryKind { action, request };

struct EntryFile {
  std::string path;  ///< relative, of visible ASCII
  store::RemoteBlob blob;
  bool is_executable = false;

  bool operator==(const EntryFile&) const = default;
};

struct RemoteEntry {
  std::vector<EntryFile> files;
  std::optional<PublicKey> signer = {};
  std::string signature = {};
};

/// No entry that we make is larger, and none that we read.
inline constexpr std::size_t kMostEntryBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostFiles = 64;

/// The text that is signed: the key, and all files with their digests and sizes.
std::string signed_text(EntryKind kind, const Digest& key, const std::vector<EntryFile>& files);

Result<void> sign(RemoteEntry& entry, EntryKind kind, const Digest& key, const SecretKey& secret);

/// The bytes of an ActionResult, the same for the same entry.
std::string encode(const RemoteEntry& entry);
/// Nothing if they are none, or one that we would not make: a path that is absolute, twice there or
/// leads out, a digest that is none, too many files.
std::optional<RemoteEntry> decode(std::string_view bytes);

}  // namespace prebind::remote
