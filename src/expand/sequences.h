#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expand/convert.h"
#include "expand/lift.h"
#include "expand/runners.h"
#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// What glue names the type that it makes of an iterator.
inline constexpr std::string_view kSequenceName = "__PrebindIterator";

/// What is exported for a function that returns an iterator (decision 0043), a reader or a writer
/// (0053), beside the function.
struct Sequence {
  const SequenceSyntax& syntax;
  model::NamedType type;
  std::optional<model::Function> next = {};
  std::optional<model::Function> length = {};
  std::vector<model::Function> of_bytes = {};  ///< methods of a reader or writer
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
/// The body of the function that makes the iterator; of an `async` one, the future of that.
std::string sequence_start(const SequenceCall& call);

/// The type of the `async` block in which it goes on.
std::string body_type(const SequenceSyntax& syntax);

/// How that block and the function beside it are made of Rust source.
struct SequenceParts {
  std::string slots;  ///< statements that make what the two exchange things by
  std::string
      captured;        ///< references to what the block has of that, as the block may return early
  std::string step;    ///< what the block does each time that it goes on
  std::string fields;  ///< those of the exported type, with `,` behind each
};

}  // namespace prebind::expand
