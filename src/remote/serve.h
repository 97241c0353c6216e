#pragma once

#include <functional>
#include <memory>

#include "remote/access.h"
#include "store/remote.h"

namespace prebind::remote {

using Connect = std::function<std::unique_ptr<store::Remote>(Access access)>;

/// The life of `prebind-remote`: answers requests on standard input, a JSON object a line, until
/// that ends (docs/formats/remote.md). The exit status.
int serve(const Connect& connect);

}  // namespace prebind::remote
