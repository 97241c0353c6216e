#pragma once

#include <memory>

#include "remote/access.h"
#include "store/remote.h"

namespace prebind::remote {

/// A cache of the Remote Execution API over gRPC: `grpc://host:port/instance`, or `grpcs://…` with
/// TLS; the instance may be empty. What the server says that it can do is asked for first.
std::unique_ptr<store::Remote> grpc_remote(Access access);

}  // namespace prebind::remote
