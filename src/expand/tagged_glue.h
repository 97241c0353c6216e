#pragma once

#include <string>

#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// Glue (see glue.h) of an enum with data: how its values are packed and made again
/// (docs/formats/glue-abi.md, "Packed types"), its record, and the static that a host compares.
/// `named` has each field of `syntax` but those that are left out.
std::string tagged_glue(const model::NamedType& named, const EnumSyntax& syntax,
                        const GlueContext& context);

}  // namespace prebind::expand
