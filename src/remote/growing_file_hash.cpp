#include "remote/growing_file_hash.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

namespace prebind::remote {
namespace {

constexpr std::size_t kPiece = std::size_t{128} << 10;
/// Waking the thread for less costs more than it brings.
constexpr std::uint64_t kWorthTelling = std::uint64_t{512} << 10;

}  // namespace

GrowingFileHash::GrowingFileHash(int file) : file_(file), thread_([this] { work(); }) {}

GrowingFileHash::~GrowingFileHash() {
  tell(0, /*is_all=*/true);
}

void GrowingFileHash::grow(std::uint64_t size) {
  grown_ = size;
  if (grown_ - told_ >= kWorthTelling) tell(grown_, /*is_all=*/false);
}

Sha256::Digest GrowingFileHash::finish() {
  tell(grown_, /*is_all=*/true);
  thread_.join();
  return hash_.finish();
}

void GrowingFileHash::tell(std::uint64_t size, bool is_all) {
  {
    const std::scoped_lock lock(mutex_);
    told_ = size_ = size;
    is_all_ = is_all;
  }
  changed_.notify_one();
}

void GrowingFileHash::work() {
  std::string piece(kPiece, '\0');
  for (std::uint64_t done = 0;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return size_ > done || is_all_; });
    if (done >= size_) return;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size_ - done, kPiece));
    lock.unlock();
    const ssize_t count = ::pread(file_, piece.data(), wanted, static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    hash_.update(std::string_view(piece.data(), static_cast<std::size_t>(count)));
    done += static_cast<std::uint64_t>(count);
  }
}

}  // namespace prebind::remote
