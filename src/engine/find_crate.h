#pragma once

#include <filesystem>
#include <string>

#include "engine/context.h"
#include "util/result.h"

namespace prebind::engine {

/// Which crate a command is asked to work on.
struct CrateChoice {
  std::filesystem::path path = {};  ///< a folder or a Cargo.toml; empty: where `start` lies
  std::string package = {};         ///< a member of the workspace; empty: what `path` says
};

struct FoundCrate {
  std::filesystem::path path;
  /// The root of the Julia package in which the crate was looked for; empty if it was not.
  std::filesystem::path julia_package = {};
};

/// The crate of a choice. Without a path, the nearest folder from `start` upward decides that has a
/// Cargo.toml, as with cargo, or a Project.toml: then it is the one crate in that Julia package
/// that depends on `prebind`. A path stays as it is.
///
/// Errors: there is none, there are several, or the workspace has no such member. They name what
/// there is.
Result<FoundCrate> find_crate(const Context& context, const CrateChoice& choice,
                              const std::filesystem::path& start);

}  // namespace prebind::engine
