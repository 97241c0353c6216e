#pragma once

#include <filesystem>
#include <optional>

#include "util/descriptor.h"
#include "util/result.h"

namespace prebind {

enum class LockMode { shared, exclusive };

/// A lock between processes (and between threads, each with a lock of its own), held until the end
/// of its scope or of the process, however that ends. The file is created if it does not exist and
/// is never removed: removing it would let two processes lock two files of one name.
class FileLock {
 public:
  /// Waits until nobody holds a lock that excludes this one. If `interrupt` is an open file
  /// descriptor, the waiting ends with an error when a signal arrives and that is readable.
  static Result<FileLock> wait(const std::filesystem::path& path,
                               LockMode mode = LockMode::exclusive, int interrupt = -1);

  /// Nothing if somebody holds a lock that excludes this one.
  static Result<std::optional<FileLock>> try_lock(const std::filesystem::path& path,
                                                  LockMode mode = LockMode::exclusive);

  /// The open file: for those who may find it removed, and for notes to those who wait.
  int descriptor() const { return file_.get(); }

 private:
  explicit FileLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace prebind
