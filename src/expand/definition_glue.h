#pragma once

#include <string>
#include <vector>

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

/// The static of the data: its length in bytes, and itself.
std::string definition(const std::string& symbol, const RecordData& data);

/// Numbers of 64 bits as a record's data.
RecordData numbers(const std::vector<std::string>& expressions);

/// The inherent items that every named type has but objects (docs/formats/glue-abi.md, "Named
/// types"). `words` are how many words a value takes where it is returned.
std::string travelling(const model::NamedType& named, const std::string& words,
                       const std::string& items);

}  // namespace prebind::expand
