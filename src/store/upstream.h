#pragma once

#include <string>
#include <vector>

#include "fingerprint/digest.h"

namespace prebind::store {

using fingerprint::Digest;

/// Where a store looks for what it does not have: a team's cache. What comes from there was
/// verified, and lies in the store when these functions return. None of them fails: whatever is
/// wrong with the server, nothing was found. It may be used by several threads.
class Upstream {
 public:
  virtual ~Upstream() = default;

  /// Brings the result of one of these keys, the first that there is. True if one came.
  virtual bool fetch(const std::vector<Digest>& keys) = 0;
  /// Brings the lists of inputs of a request. True if some came.
  virtual bool fetch_lists(const Digest& request) = 0;
  /// A result was published in the store, and may be shared with other machines.
  virtual void share(const Digest& key) = 0;
  /// Whether Ctrl-C came while somebody waited for one of these: then nobody wants the result, and
  /// it need not be made here.
  virtual bool was_interrupted() = 0;
};

}  // namespace prebind::store
