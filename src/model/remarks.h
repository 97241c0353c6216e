#pragma once

#include <vector>

#include "model/library.h"
#include "util/result.h"

namespace prebind::model {

/// What is right by itself and can hardly be meant: exported structs of which hosts can never have
/// a value, or with which they can do nothing. Mostly the `impl` of such a struct is not marked,
/// which no macro sees. In the order of the library, each with place and way out.
std::vector<Error> remarks_on(const Library& library);

}  // namespace prebind::model
