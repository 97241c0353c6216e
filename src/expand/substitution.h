#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expand/attributes.h"
#include "expand/tokens.h"

namespace prebind::expand {

/// One choice of types for the type parameters of something generic, in their order; nothing for
/// one that rustc infers.
using Choice = std::vector<std::optional<TypeArgument>>;

/// Every choice of the types that an attribute lists, in the order in which they were written.
std::vector<Choice> choices_of(const Tokens& tokens, const std::vector<TypeParameter>& parameters,
                               const std::vector<std::string>& names);

/// The tokens of the item with the type in the place of each type parameter.
Tokens substitute(const Tokens& tokens, const std::vector<std::string>& names,
                  const Choice& choice);

/// The tokens of a path as glue writes them, where a type parameter may be among them.
TokenRange with_types(const Tokens& tokens, TokenRange path);

/// `` `T`, `U` ``
std::string listed(const std::vector<std::string>& names);

}  // namespace prebind::expand
