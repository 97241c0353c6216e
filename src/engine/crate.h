#pragma once

#include <filesystem>
#include <string_view>

#include "cargo/package.h"
#include "engine/context.h"
#include "util/lock.h"
#include "util/result.h"

namespace prebind::engine {

/// Cargo, as the use cases of a context run it.
Result<cargo::Cargo> find_cargo(const Context& context);

/// Where the crate `prebind` lies, for Cargo.toml; where that is not known, words that say it.
std::filesystem::path macro_crate_to_name(const Context& context);

/// Asks cargo about the package of a manifest. Errors: those of `cargo::read_metadata` and
/// `cargo::parse_metadata`.
Result<cargo::Package> find_package(const Context& context, const cargo::Cargo& cargo,
                                    const std::filesystem::path& manifest);

/// Takes a lock in the folder of the package's target directory that is ours, which is made. Says
/// `line` if it has to wait for it.
Result<FileLock> lock_target(const Context& context, const cargo::Package& package,
                             const std::filesystem::path& name, std::string_view line);

}  // namespace prebind::engine
