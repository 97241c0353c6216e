#pragma once

#include <string_view>

namespace prebind::emit::julia {

/// The parts of a generated module that are the same for every library, as patterns for `fill`.

/// The public types: `RustError`, `RustPanic`, `RustObject`.
extern const std::string_view kErrors;

/// The module `_prebind`: how arguments are lowered, results lifted, failures thrown, handles kept.
/// Holes: `loader`, `arrays`, `callbacks` and `gc_safe` first, then `module`, `module_literal`,
/// `release_memory`, `release_failure`, `initializers`, and those of the loader: `stem`,
/// `directory`, `rebuild`, `override`. All but `module` and `initializers` are string literals.
extern const std::string_view kRuntime;

/// A part of `_prebind` for libraries with slices, `Vec` or the like: how these go in and come out.
extern const std::string_view kArrays;

/// A part of `_prebind` for libraries whose functions take functions of the host.
extern const std::string_view kCallbacks;

/// A part of `_prebind` for libraries with functions that take long.
extern const std::string_view kGcSafe;

/// The module `_prebind.Loader`: finds the library at run time, opens it, resolves the functions.
extern const std::string_view kLoader;

}  // namespace prebind::emit::julia
