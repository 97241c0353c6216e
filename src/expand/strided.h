#pragma once

#include <string>

#include "model/type.h"

namespace prebind::expand {

/// Glue for arrays of n dimensions, which are of another crate: ndarray. It calls that crate by
/// the path that the signature has: of `nd::ArrayView2<f64>`, this is `nd`.

/// What makes Rust's array of the parameters, and the name of that function. `root` is the path.
std::string strided_maker(const model::Type& type, const std::string& root);
std::string strided_maker_name(const model::Type& type);

/// What all makers call.
std::string strided_reach();

/// `[0usize; 2]`; of any rank, a `Vec` of as many zeros as `rank` says.
std::string strided_zeros(const model::Type& type, const std::string& rank);

}  // namespace prebind::expand
