#pragma once

#include <poll.h>
#include <unistd.h>

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

/// Whether reading would not wait (also at the end of a pipe); false if it is not open.
inline bool is_readable(int descriptor) {
  pollfd entry = {.fd = descriptor, .events = POLLIN, .revents = 0};
  return descriptor >= 0 && ::poll(&entry, 1, 0) > 0;
}

}  // namespace prebind
