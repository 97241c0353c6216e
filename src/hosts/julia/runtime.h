#pragma once

#include <string_view>

namespace prebind::hosts::julia {

/// The parts of a generated module that are the same for every library, as patterns for `fill`.

/// The public type of every library: `RustPanic`.
extern const std::string_view kPanic;

/// The public type of libraries that return `Result`: `RustError`.
extern const std::string_view kError;

/// The public types of libraries with types: `BorrowError`, `RustObject`.
extern const std::string_view kObjectTypes;

/// The module `_prebind`: how arguments are lowered, results lifted, failures thrown, handles kept.
/// Holes: first the parts `loader` (with its holes `agree`, `agreement` and
/// `disagreeing`), `definitions`, `errors`, `objects`, `arrays`, `lent`, `callbacks` and `gc_safe`,
/// `types` (what it imports of the module) and `kinds` (what it makes of the kinds of failures);
/// then `module_literal`, `release_memory`, `release_failure`, `initializers`, and those of the
/// loader: `start`, `stem`, `directory`, `rebuild`, `override`.
extern const std::string_view kRuntime;

/// A part of `_prebind` for libraries with enums, structs of plain data or constants: what these
/// were when the bindings were made.
extern const std::string_view kDefinitions;

/// Parts of the loader for the same libraries: the comparison with what they are in the library,
/// and the message that they differ.
extern const std::string_view kAgreement;
extern const std::string_view kDisagreeing;

/// A part of `_prebind` for libraries that return `Result`: errors with values.
extern const std::string_view kErrors;

/// A part of `_prebind` for libraries with types: handles, and what implemented traits are made of.
extern const std::string_view kObjects;

/// A part of `_prebind` for libraries with slices, `Vec` or the like: how these go in and come out.
extern const std::string_view kArrays;

/// A part of `_prebind` for libraries with functions that take both slices and functions of the
/// host.
extern const std::string_view kLent;

/// A part of `_prebind` for libraries whose functions take functions of the host.
extern const std::string_view kCallbacks;

/// A part of `_prebind` for libraries with functions that take long.
extern const std::string_view kGcSafe;

/// The module `_prebind.Loader`: finds the library at run time, opens it, resolves the functions.
extern const std::string_view kLoader;

}  // namespace prebind::hosts::julia
