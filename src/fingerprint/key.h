#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "fingerprint/input.h"

namespace prebind::fingerprint {

/// The digest of what a build is made from: equal for equal content in another checkout, on another
/// branch, at another time. `domain` keeps keys of different purposes apart.
///
/// Part of it are, for each input: kind, role, root, relative path and content digest, in an order
/// that does not depend on that of `inputs`. Not part of it are
/// - stat data, and the paths of files that belong to no root (their content is);
/// - outputs (`kOutputRole`);
/// - absent inputs: what a build looks for and does not find depends on what it does find, which
///   is in the key, and a checkout that lies deeper has more places that were looked at in vain.
///
/// Nothing if an input is unknown.
std::optional<Digest> key_of(std::string_view domain, std::vector<Input> inputs);

}  // namespace prebind::fingerprint
