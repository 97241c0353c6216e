#pragma once

#include "util/descriptor.h"

namespace prebind::cli {

/// While this object lives, the signals that ask a program to end (Ctrl-C, `kill`, a closed
/// terminal) only make `descriptor` readable, so that work can end in good order. A second one ends
/// the program at once. At most one such object at a time.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  int descriptor() const { return read_.get(); }

  /// If a signal came, ends the process by it, so that a shell or `make` sees what happened.
  void end_if_received();

 private:
  Descriptor read_, write_;
};

}  // namespace prebind::cli
