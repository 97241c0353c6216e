#pragma once

#include <optional>
#include <string>

#include "expand/runners.h"
#include "expand/scope.h"
#include "expand/syntax.h"
#include "model/model.h"

namespace prebind::expand {

/// Rust source with holes (operations.h) of everything one item leaves in the library: glue
/// functions and its record. Each is a `const _: () = { … };` that stands beside the item and sees
/// its private names. What glue shares is left in `runners`.

std::string crate_glue(const model::Crate& crate);
std::string handle_glue(const model::NamedType& named, bool is_shared, const GlueContext& context,
                        Runners& runners);
std::string field_glue(const model::Field& field, const std::string& rust_name,
                       const GlueContext& context, Runners& runners);

/// `owner` is the type's name for a method, else empty; `path` is how glue calls it: `add`,
/// `<__PrebindT0>::scale`; `error` the tokens of a result's E, if it can be named outside of its
/// impl.
std::string function_glue(const model::Function& function, const std::string& owner,
                          const std::string& path, std::optional<TokenRange> error,
                          const GlueContext& context, Runners& runners);

/// The function that refuses arguments, for glue that calls it.
std::string import_refused(const std::string& crate);

/// A method that an implementation of a trait stands for; `place` is where the trait is named.
std::string operation_glue(const model::Function& function, const std::string& owner,
                           const GlueContext& context, Runners& runners,
                           std::optional<TokenRange> error = {});

}  // namespace prebind::expand
