#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "util/result.h"

namespace prebind::engine {

/// Why a use case could not do its work.
struct Failure {
  std::vector<Error> errors;
  /// What the relative places in `errors` are relative to. Empty: they are not looked up.
  std::filesystem::path sources = {};
  /// The line that closes a list of several errors, as "could not make the bindings".
  std::string summary = {};
};

Failure failure_of(Error error);

/// The same as the answer of a use case.
tl::unexpected<Failure> failed(Error error);

/// An error as rustc would show it: message, place, the line of source with the place marked, help.
///
///     error: type `Point` is not exported
///       --> src/lib.rs:10:22
///        |
///     10 | pub fn norm(p: Point) -> f64 {
///        |                ^^^^^
///     help: put `#[julia]` on it
///
/// The source is shown if `where` is `file:line:column` and the file, relative to `sources`, can be
/// read and has that line. Ends with a line end.
std::string render(const Error& error, bool color, const std::filesystem::path& sources = {});

/// The same under the heading `warning`.
std::string render_warning(const Error& warning, bool color,
                           const std::filesystem::path& sources = {});

/// All errors of a failure, with a blank line between, and what they mean for the whole.
std::string render(const Failure& failure, bool color);

}  // namespace prebind::engine
