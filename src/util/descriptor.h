#pragma once

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string_view>
#include <utility>

namespace prebind {

/// An open file descriptor, closed at the end of its scope.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

  /// Closes at once; false with errno if the system reports that written data was lost.
  bool close() { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_ = -1;
};

/// As read(2), which a signal may interrupt: the number of bytes, 0 at the end, -1 with errno.
inline ssize_t read_some(int descriptor, char* to, std::size_t size) {
  while (true) {
    const ssize_t count = ::read(descriptor, to, size);
    if (count >= 0 || errno != EINTR) return count;
  }
}

/// Writes it to the end; false with errno.
inline bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// Closes all descriptors from `first` on.
void close_from(int first);

/// The same where the system has no call for it: Linux before 5.9, and others.
void close_one_by_one(int first);

/// Whether reading would not wait (also at the end of a pipe); false if it is not open.
inline bool is_readable(int descriptor) {
  pollfd entry = {.fd = descriptor, .events = POLLIN, .revents = 0};
  return descriptor >= 0 && ::poll(&entry, 1, 0) > 0;
}

}  // namespace prebind
