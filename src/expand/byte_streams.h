#pragma once

#include <string>
#include <vector>

#include "expand/sequences.h"
#include "model/model.h"

namespace prebind::expand {

/// Glue of readers and writers that functions return (decision 0053): the parts of what is in
/// sequences.h that they have of their own.

/// The methods that hosts call: what each of these traits needs. They have no symbols.
std::vector<model::Function> methods_of_bytes(const SequenceSyntax& syntax,
                                              const model::Function& maker);

std::string byte_stream_definitions(const SequenceSyntax& syntax);
std::string byte_stream_methods(const Sequence& sequence, const GlueContext& context,
                                Runners& runners);
SequenceParts byte_stream_parts(const SequenceSyntax& syntax);

}  // namespace prebind::expand
