#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expand/attributes.h"
#include "expand/tokens.h"
#include "model/model.h"

namespace prebind::expand {

/// How Rust takes an argument that is generic.
struct Passed {
  bool iterates = false;                        ///< an iterator over the host's
  model::Passing lent = model::Passing::value;  ///< a reference to it
};

struct Sequence;

/// `cfg` are an item's `#[cfg]` attributes, which its glue has to share; `allow` the lints that it
/// allows; `references` the tokens of the item's type references; `place` the token that the
/// record's place points at.
struct GlueContext {
  std::vector<TokenRange> cfg = {};
  std::vector<TokenRange> allow = {};
  std::vector<TokenRange> references = {};
  TokenIndex place = 0;
  bool has_abi = false;                   ///< of a function: `extern "C" fn`
  bool has_arc = false;                   ///< of a method: `self: Arc<Self>`
  std::vector<Passed> passed = {};        ///< of a function: by argument, none: all as they are
  std::vector<TokenRange> defaults = {};  ///< of a function: by argument, if Rust evaluates one
  std::string runtime = {};               ///< of an `async fn`: what polls its future
  bool is_deprecated = false;
  bool has_types = false;              ///< what stands around the glue defines its types
  const Sequence* sequence = nullptr;  ///< of a function: the iterator that it returns
  std::string operation = {};          ///< the function `prebind_operation`, if glue calls that

  /// Glue is there where all of what it is for is there, and may use what that may.
  GlueContext& share(const Attributes& attributes);
};

/// What rustc evaluates for a record's tail: an array of bytes, its type and an expression.
struct RecordData {
  std::string type = "[u8; 0]";
  std::string value = "[]";
};

/// The parts that all glue is put together of; Rust source with holes (operations.h).

/// `const _: () = { … };` around glue, where everything of the standard library is reached through
/// `prebind_std`, so that no name of the crate can be in the way.
std::string scope(const GlueContext& context, const std::string& body);

/// `__PrebindT<n>` as type reference n.
std::string type_definitions(const GlueContext& context);

/// A type that is not exported gets these instead of the inherent items that an exported one has,
/// so that the crate compiles and the engine can say what is missing. The same for what the type
/// cannot do.
extern const std::string_view kFallback;

/// A literal of bytes: `b"…"`.
std::string byte_string(std::string_view bytes);

/// The static that docs/formats/records.md describes.
std::string record(const std::string& symbol, const model::Item& item, const GlueContext& context,
                   const RecordData& data = {});

}  // namespace prebind::expand
