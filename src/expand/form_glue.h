#pragma once

#include <string>

#include "expand/syntax.h"

namespace prebind::expand {

/// The function `prebind_operation` that glue calls for an implementation of a trait that hosts
/// have a form of their own for. With `is_optional`, an error is `None`.
std::string operation_source(const FormSyntax& item, bool is_optional = false);

}  // namespace prebind::expand
