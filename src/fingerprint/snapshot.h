#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "fingerprint/observer.h"
#include "fingerprint/record.h"

namespace prebind::fingerprint {

/// What a build was made from, for its record.
struct Sealed {
  std::vector<Input> inputs = {};
  /// Inputs that may have been something else while the build ran. In `inputs` they are `unknown`,
  /// so that a record made of them is never fresh and still says which inputs to look at before
  /// the next build.
  std::vector<Change> changes = {};
};

/// Makes sure that what is recorded is what the build saw, although it can be known only after the
/// build which files it read:
///
///     Snapshot before(surroundings, names that are expected, the earlier record);
///     … build …
///     Sealed sealed = before.seal(names of all that the build read);
///
/// A file written while the build ran counts as changed even if it has the same content before and
/// after: the build may have read something in between.
class Snapshot {
 public:
  /// Looks at all inputs named; files whose stat data are those in `earlier` are not read. Both
  /// references must outlive the snapshot, `earlier` only this call.
  Snapshot(const Surroundings& surroundings, const std::vector<InputName>& names,
           const Record& earlier = {}, Trust trust = {});

  /// What there is before the build; for keys.
  const std::vector<Input>& inputs() const { return inputs_; }

  /// A file that the build read and that was not named before it is vouched for if its time stamps
  /// are older than the snapshot; one that is absent, or whose file system's clock is not known,
  /// cannot be.
  Sealed seal(const std::vector<InputName>& names) const;

 private:
  Input seal_known(std::size_t index, Observer& observer, Sealed& sealed) const;
  Input seal_new(const InputName& name, Observer& observer, Sealed& sealed) const;

  const Surroundings& surroundings_;
  Trust trust_;
  std::vector<std::pair<std::uint64_t, FileTime>> started_;  ///< by device
  std::vector<Input> inputs_;                                ///< sorted by name
  std::vector<std::optional<FileStat>> seen_;                ///< `Observation::seen` of each input
};

}  // namespace prebind::fingerprint
