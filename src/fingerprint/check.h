#pragma once

#include <cstddef>
#include <vector>

#include "fingerprint/observer.h"
#include "fingerprint/record.h"

namespace prebind::fingerprint {

struct CheckOptions {
  bool all = false;  ///< go on after the first change, to name every one
  Trust trust = {};
};

struct CheckResult {
  /// Empty: every input is what it was when the record was made. Values that the surroundings have
  /// and the record has not count as changes too.
  std::vector<Change> changes = {};
  /// The record's stat data were renewed: saving it spares the next check the reading.
  bool is_refreshed = false;
  std::size_t read_count = 0;  ///< files that had to be read

  bool is_fresh() const { return changes.empty(); }
};

/// Compares what a build saw with what there is now. Touched files with the content they had are
/// unchanged, and get their new stat data in `record`.
CheckResult check(Record& record, const Surroundings& surroundings,
                  const CheckOptions& options = {});

}  // namespace prebind::fingerprint
