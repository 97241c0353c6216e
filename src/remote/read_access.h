#pragma once

#include <nlohmann/json_fwd.hpp>

#include "remote/access.h"
#include "util/result.h"

namespace prebind::remote {

/// What the settings say of how a server is reached, with the secrets read from where they say: a
/// file, a command, or a credential helper as Bazel's (it gets `get`, and the address as JSON on
/// standard input, and answers with headers). No error has anything of a secret in it.
Result<Access> read_access(const nlohmann::ordered_json& settings);

}  // namespace prebind::remote
