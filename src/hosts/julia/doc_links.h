#pragma once

#include <string>

#include "model/library.h"

namespace prebind::hosts::julia {

/// The library, shown by `kConventions`, with its docs in Julia's Markdown (markdown.h). Paths in
/// docs are found as rustdoc finds them, as far as a library knows: it has the marked modules of a
/// crate only, and not what a module imports.
model::Library with_julias_docs(model::Library library);

/// What the library's crate says of itself, in Julia's Markdown.
std::string julias_docs(const std::string& docs, const model::Library& library);

}  // namespace prebind::hosts::julia
