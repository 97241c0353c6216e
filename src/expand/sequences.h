#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expand/convert.h"
#include "expand/lift.h"
#include "expand/runners.h"
#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// What glue names the type that it makes of an iterator.
inline constexpr std::string_view kSequenceName = "__PrebindIterator";

/// What is exported for a function that returns an iterator, beside the function (decision 0043).
struct Sequence {
  const SequenceSyntax& syntax;
  model::NamedType type;
  model::Function next;
  std::optional<model::Function> length = {};
};

struct SequenceCall {
  const model::Function& function;
  const Sequence& sequence;
  const GlueContext& context;
  const Lowering& lowering;    ///< of what the function returns
  const Lifting& lifting;      ///< of the arguments as they are `kept`
  std::string kept_arguments;  ///< statements that borrow from these again
  std::string shared;          ///< statements that let other threads use the objects
  std::string call;            ///< `path(arguments)`
};

/// What stands around the glue of all these functions: the type, and what its items cross as.
std::string sequence_definitions(const Sequence& sequence, const GlueContext& context,
                                 Runners& runners);
/// The glue of the type and of its methods.
std::string sequence_methods(const Sequence& sequence, const GlueContext& context,
                             Runners& runners);
/// The body of the function that makes the iterator.
std::string sequence_start(const SequenceCall& call);

}  // namespace prebind::expand
