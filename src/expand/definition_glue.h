#pragma once

#include <string>

#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// Glue (see glue.h) of types that are copied, and of constants: how they travel, their records,
/// and a static each (`definition`) from which a host sees at load whether they are what its
/// bindings say.

std::string enum_glue(const model::NamedType& named, const EnumSyntax& syntax,
                      const GlueContext& context);
std::string value_glue(const model::NamedType& named, const ValueSyntax& syntax,
                       const GlueContext& context);
std::string constant_glue(const model::Constant& constant, const ConstantSyntax& syntax,
                          const GlueContext& context);

}  // namespace prebind::expand
