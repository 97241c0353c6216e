#pragma once

#include <string>
#include <vector>

#include "hosts/julia/definitions.h"
#include "hosts/julia/naming.h"
#include "model/library.h"

namespace prebind::hosts::julia {

/// The Julia names of what an enum with data becomes.
struct VariantNames {
  std::vector<std::string> variants = {};
  std::string unknown = {};  ///< of an open one: what a newer library has more
};

/// The name of the struct for variants that a module does not know: `UnknownShape`.
std::string unknown_variant_of(const model::NamedType& named);

/// An enum with data: an abstract type, an immutable struct for each variant, and how these are
/// packed. `is_error`: it is the E of a `Result`, so it is thrown.
Definition render_tagged(const model::LibraryType& named, const TypeName& name,
                         const VariantNames& variants, bool is_error, const TypeNames& names);

}  // namespace prebind::hosts::julia
