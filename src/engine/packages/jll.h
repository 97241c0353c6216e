#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/build/build.h"
#include "engine/context.h"
#include "util/result.h"

namespace prebind::engine {

struct JllOptions {
  std::filesystem::path crate;        ///< its folder, or its Cargo.toml
  std::string url;                    ///< of the git repository
  std::string engine_sha256;          ///< of the release of Prebind that builds it there
  std::filesystem::path output = {};  ///< folder of the file; empty: `dist` beside Project.toml
  std::vector<std::string> features = {};
};

struct JllReport {
  std::string package, version;
  std::string name;    ///< of the JLL package, without `_jll`
  std::string commit;  ///< of the repository, which is built
  WrittenFile recipe;
};

/// Writes `build_tarballs.jl`, from which Yggdrasil builds the crate's library for all platforms of
/// Julia. It builds the commit that is checked out. Starts git.
///
/// Errors: the crate is in no git repository, or something in it is not committed; the crate needs
/// a package outside of the repository; there is no licence.
Result<JllReport> write_jll(const Context& context, const JllOptions& options);

}  // namespace prebind::engine
