#pragma once

#include <filesystem>

#include "cargo/package.h"
#include "engine/context.h"
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

}  // namespace prebind::engine
