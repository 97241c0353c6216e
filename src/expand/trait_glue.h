#pragma once

#include <string>

#include "expand/runners.h"
#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// What an exported trait leaves in the library beside the glue of its methods: the objects that a
/// host has handles to, a type that has the methods of a host's object, and the record.
std::string trait_glue(const model::NamedType& named, const DefinedTraitSyntax& item,
                       const GlueContext& context, Runners& runners);

}  // namespace prebind::expand
