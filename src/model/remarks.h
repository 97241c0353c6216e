#pragma once

#include <vector>

#include "model/library.h"
#include "util/result.h"

namespace prebind::model {

/// What is valid, but hardly what the author meant: exported structs that hosts can never get, or
/// that they can do nothing with. Mostly the `impl` of such a struct is not marked; a macro cannot
/// see that. In the order of the library, each with place and way out.
std::vector<Error> remarks_on(const Library& library);

}  // namespace prebind::model
