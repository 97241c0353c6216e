#include "fingerprint/hasher.h"

#include <algorithm>

namespace prebind::fingerprint {

Result<std::optional<Hashed>> hash_file(const FileSystem& files, const std::string& path) {
  Sha256 hash;
  PREBIND_TRY(stat, files.read(path, [&](std::string_view piece) { hash.update(piece); }));
  if (!stat) return std::nullopt;
  return Hashed{Digest{hash.finish()}, *stat};
}

Result<std::optional<Hashed>> hash_listing(const FileSystem& files, const std::string& path) {
  std::vector<Entry> entries;
  PREBIND_TRY(stat, files.list(path, entries));
  if (!stat) return std::nullopt;
  std::ranges::sort(entries);
  Sha256 hash;
  for (const Entry& entry : entries) {
    // No name contains a zero byte, so no two listings give the same bytes.
    const char type = static_cast<char>(entry.type);
    hash.update(std::string_view(&type, 1));
    hash.update(std::string_view(entry.name.c_str(), entry.name.size() + 1));
  }
  return Hashed{Digest{hash.finish()}, *stat};
}

}  // namespace prebind::fingerprint
