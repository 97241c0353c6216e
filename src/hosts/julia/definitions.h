#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hosts/julia/naming.h"
#include "hosts/julia/text.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// What Julia has for an enum, a value or a constant.
struct Definition {
  std::string text;    ///< for the module that it is in
  std::string around;  ///< for the library's: docs, and what it has to be in the library
  std::vector<std::string> ready = {};  ///< as of `Code`
};

/// An `@enum`. `variants` are the Julia names of its values.
Definition render_enum(const model::NamedType& named, const TypeName& name,
                       const std::vector<std::string>& variants);

/// An immutable struct. `is_constructed`: a Rust function is its constructor, so that Julia's own
/// ones are left out.
Result<Definition> render_value(const model::NamedType& named, const TypeName& name,
                                bool is_constructed, const TypeNames& names);

/// A Julia constant. `path` is its name with the modules that it is in.
Definition render_constant(const model::Constant& constant, const std::string& name,
                           const std::string& path);

}  // namespace prebind::hosts::julia
