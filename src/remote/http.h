#pragma once

#include <memory>

#include "remote/access.h"
#include "store/remote.h"

namespace prebind::remote {

/// A cache behind HTTP, as Bazel speaks it: GET, PUT and HEAD of `/ac/<sha256>` and
/// `/cas/<sha256>` below the address. Redirects are not followed: what an address leads to is for
/// the person to say.
std::unique_ptr<store::Remote> http_remote(Access access);

}  // namespace prebind::remote
