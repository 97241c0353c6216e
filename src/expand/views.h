#pragma once

#include <string>

#include "expand/convert.h"
#include "expand/lift.h"
#include "model/model.h"

namespace prebind::expand {

/// Of a method that returns a view (decision 0046): what the host gets, a slot. It is made of the
/// box `prebind_guard`, which keeps the receiver claimed.
std::string view_slot(const model::Type& view, const std::string& value);

/// What stands beside the glue function.
std::string view_helpers(const model::Type& view);

/// The statements of the glue function. All but the receiver is made in a block and ends with it,
/// so rustc refuses a function whose result borrows from another argument.
std::string view_body(const model::Function& function, const Lowering& lowering,
                      const Lifting& receiver, const Lifting& others, const std::string& call);

}  // namespace prebind::expand
