#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "fingerprint/input.h"

namespace prebind::fingerprint {

/// How far stat data are believed.
struct Trust {
  /// How much older than the file system's clock, as it stood before the file was read, the file's
  /// time stamps (mtime and ctime) must be for its stat data to prove anything. The race that this
  /// shuts out:
  ///
  /// 1. A file has content A, stamped with the time T.
  /// 2. We read A and note its digest and its stat data.
  /// 3. In the same tick of the clock that stamps files, it is written again, in place, with
  ///    content B of the same size. Its stat data are what we noted.
  /// 4. A check finds the stat data unchanged and takes B for A, forever.
  ///
  /// If the stamps were already older than the clock in step 2, any later writing gets a stamp that
  /// differs. Stat data of a file that is too young are not recorded at all: its content decides,
  /// until a check finds it old enough. (git keeps the time of its index instead and compares each
  /// file with it; then rewriting the index must take care not to make young files look old.)
  ///
  /// The clock is that of the file system, read from a file made on it, so the wall clock may be
  /// wrong by any amount. A tick is 4 ms on most systems and 2 s at worst (FAT).
  ///
  /// Writing through a shared memory mapping stamps a file when a page of it is first written to
  /// after it was last flushed to disk, not at each store. A process that holds such a mapping can
  /// therefore change content behind stat data that were old enough. Such a change is certain to be
  /// seen only with `paranoid`, or if the page had been flushed before it (by msync, or by itself
  /// after some 30 s; on tmpfs never).
  FileTime margin = 2'000'000'000;

  /// Reads every file, whatever its stat data.
  bool paranoid = false;
};

/// What an input holds at this moment.
struct Observation {
  Content content;
  std::optional<FileStat> seen = {};  ///< the stat data that belong to the content, if a path's
  std::optional<FileStat> stat = {};  ///< the same if they prove something, as in `Input`
};

/// Looks at inputs. Reads the clock of each file system once, before the first file of it is read.
class Observer {
 public:
  explicit Observer(const Surroundings& surroundings, Trust trust = {})
      : surroundings_(surroundings), trust_(trust) {}

  /// If the stat data of `earlier` (an observation of the same input) prove that nothing changed,
  /// the file is not read. What cannot be read is `unknown`, with the reason.
  Observation observe(const InputName& name, const Input* earlier = nullptr);

  /// How many files and directories were read, not just looked at.
  std::size_t read_count() const { return read_count_; }

 private:
  Observation observe_path(const InputName& name, const Input* earlier);
  std::optional<FileTime> clock(const FileStat& file, const std::string& path);

  const Surroundings& surroundings_;
  Trust trust_;
  std::vector<std::pair<std::uint64_t, std::optional<FileTime>>> clocks_;  ///< by device
  std::size_t read_count_ = 0;
};

/// A variable's or value's content.
Content content_of(const std::optional<std::string>& text);

}  // namespace prebind::fingerprint
