#pragma once

#include <optional>
#include <string>

#include "fingerprint/digest.h"
#include "fingerprint/file_system.h"
#include "util/result.h"

namespace prebind::fingerprint {

/// The digest of what a path holds, and the stat data that belong to exactly that content.
struct Hashed {
  Digest digest;
  FileStat stat;
};

/// Of a file's content; nothing if it is absent.
Result<std::optional<Hashed>> hash_file(const FileSystem& files, const std::string& path);

/// Of the names and types of a directory's entries, whatever their order; their content does not
/// count. Nothing if it is absent.
Result<std::optional<Hashed>> hash_listing(const FileSystem& files, const std::string& path);

}  // namespace prebind::fingerprint
