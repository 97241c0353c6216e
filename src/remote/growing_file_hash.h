#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "util/sha256.h"

namespace prebind::remote {

/// The SHA-256 of a file while it is being written, by a thread of its own: hashing a large file
/// takes half as long as bringing it over a fast network, and would be added to that.
class GrowingFileHash {
 public:
  /// The file is open for reading, and stays so until `finish` has returned.
  explicit GrowingFileHash(int file);
  ~GrowingFileHash();
  GrowingFileHash(const GrowingFileHash&) = delete;
  GrowingFileHash& operator=(const GrowingFileHash&) = delete;

  /// So many bytes of it are written.
  void grow(std::uint64_t size);
  /// Waits for the rest, and returns the hash of all of it. What cannot be read is left out.
  Sha256::Digest finish();

 private:
  void work();
  void tell(std::uint64_t size, bool is_all);

  const int file_;
  std::uint64_t grown_ = 0, told_ = 0;  ///< of the one who writes
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t size_ = 0;
  bool is_all_ = false;
  Sha256 hash_;
  std::jthread thread_;
};

}  // namespace prebind::remote
