#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/context.h"
#include "engine/diagnostic.h"

namespace prebind::engine {

struct AssembleOptions {
  std::filesystem::path source;
  std::filesystem::path output;
  std::string target;                      ///< Rust's name of it, or a machine: `wasm32`
  std::vector<std::string> features = {};  ///< `+x` or `x`
  bool object = false;                     ///< write the object itself, not an archive of it
};

struct AssembleReport {
  std::string variant;
  std::size_t size = 0;
  bool changed = false;  ///< false: the file had this content before
};

/// Assembles one file. Warnings go to the context's messages.
tl::expected<AssembleReport, Failure> assemble(const Context& context,
                                               const AssembleOptions& options);

}  // namespace prebind::engine
