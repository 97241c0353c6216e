#pragma once

#include <cstddef>
#include <string>
#include <string_view>
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
  std::string declared = {};            ///< for the module that it is in, ahead of all other types
};

/// What the library has to have at the symbol; with `is_open`, perhaps more behind it.
std::string expectation(const std::string& symbol, const std::string& signature,
                        const std::string& expected, bool is_open = false);

/// `- `Red`: what its docs say`, further lines indented as Markdown wants them.
std::string list_item(const std::string& head, std::string docs);

/// Docs, and a list below a title.
std::string with_list(const std::string& docs, std::string_view title, const std::string& list);

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
