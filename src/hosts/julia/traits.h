#pragma once

#include <string>
#include <vector>

#include "hosts/julia/functions.h"
#include "hosts/julia/naming.h"
#include "hosts/julia/text.h"
#include "hosts/surface.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// The methods of Base that a method which was made of an implementation of a trait gives to its
/// type: `Base.:(==)` for `PartialEq`. `function.operation` and `function.owner` are there;
/// `futures` is the constant of the crate's futures, of a method that waits.
Result<Code> render_operation(const model::Function& function, const model::LibraryType& owner,
                              const TypeNames& names, UniqueNames& glue, const std::string& futures,
                              const Needs& needs);

/// `abstract type Store end`; empty for what is no trait.
std::string abstract_type(const TypeName& name);

/// What the run time has to know of a method of a trait: its type there.
std::string render_trait_method(const Method& method, const model::Function& function,
                                const TypeNames& names);

/// The constant with all methods of a trait, by their numbers.
std::string trait_constant(const TypeName& name, const std::vector<std::string>& methods);

/// Writes to the traits which types of the library have them: each method of such an `impl` says
/// so.
void find_implementors(const model::Library& library, TypeNames& names);

/// Error: Julia would take a function for the method of a trait that Rust provides, and for each
/// object, since it takes one as its first argument.
Result<void> check_beside_traits(const model::Function& function, const model::Library& library);

/// The statements with which an index that Julia counts from 1 becomes Rust's.
std::string checked_indices(const model::Function& function,
                            const std::vector<Parameter>& parameters);

}  // namespace prebind::hosts::julia
