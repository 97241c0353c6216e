#pragma once

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "engine/diagnostic.h"

namespace prebind::engine {

struct Inspection {
  std::string text;  ///< for a person, in Rust's notation
  std::string json;  ///< for programs: one object
};

/// The C prototypes of what hosts call in a built library, as a header. Errors: as `inspect`.
tl::expected<std::string, Failure> c_header(const std::filesystem::path& library);

/// What a built library exports. Works without its sources, and for the libraries of other
/// machines.
///
/// Errors: no such file, not a library, it exports nothing, its records are damaged or from another
/// version.
tl::expected<Inspection, Failure> inspect(const std::filesystem::path& library);

}  // namespace prebind::engine
