#pragma once

#include <filesystem>

#include "util/environment.h"
#include "util/result.h"

namespace prebind::remote {

/// Where the certificates of the authorities are that this system trusts, in PEM. Either may be
/// empty, but not both.
struct Authorities {
  std::filesystem::path file;
  std::filesystem::path folder;  ///< with a link for each, named by its hash, as OpenSSL has it
};

/// Each system has them in a place of its own, and libraries know that of the system which they
/// were built on. `SSL_CERT_FILE` and `SSL_CERT_DIR` name others, as everywhere. The system is
/// below `root`.
Result<Authorities> find_authorities(const Environment& environment,
                                     const std::filesystem::path& root = "/");

}  // namespace prebind::remote
