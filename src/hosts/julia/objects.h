#pragma once

#include <string>

#include "hosts/julia/naming.h"
#include "hosts/julia/text.h"
#include "hosts/surface.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// The definition of an exported struct's handle type, for the module that it is in. All instances
/// of a generic struct have one, with so many parameters.
/// The same for a reader or writer, which is an `IO`.
std::string render_byte_stream(const TypeName& name);
std::string render_handle(const TypeName& name, std::size_t parameters);

/// What belongs to it: docstring, and how it is released. `index` is the type's own, `glue` gives
/// out names for constants.
Result<Code> render_type(const model::Library& library, std::size_t index, const TypeNames& names,
                         UniqueNames& glue);

/// The methods behind `object.field` and `object.field = value`.
Result<Code> render_properties(const model::LibraryType& named, std::size_t index,
                               const TypeNames& names, UniqueNames& glue, const Needs& needs);

}  // namespace prebind::hosts::julia
