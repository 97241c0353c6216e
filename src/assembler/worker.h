#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "assembler/assembler.h"
#include "util/descriptor.h"

namespace prebind::assembler {

/// Assembles texts that are not known to be harmless, such as those of somebody's crate.
///
/// The result is that of assemble(), which guards against all that a text is known to be able to do
/// to LLVM. But LLVM checks much of its input by assertions alone, which its distributed libraries
/// do not have: there are texts that make it read wild memory, and there will be others. So here it
/// works in a child process, which is a copy of this one and is kept for the next text. Should it
/// crash, run without end or want too much memory, then that is an error of the text like any
/// other, with the line where LLVM was, and the next text gets a new child.
///
/// One thread at a time; a pool of threads has one each. The child is started by the first text. It
/// holds none of our open files and none of our locks. If another thread holds a lock of some
/// library while the child is made, the child has that lock for good, and may come to wait for it.
/// A child that waits is replaced by a new one.
class Worker {
 public:
  struct Patience {
    /// How much processor time a text may take.
    std::chrono::milliseconds work = std::chrono::seconds(60);
    /// How long a child may wait for something; assembling waits for nothing.
    std::chrono::milliseconds wait = std::chrono::seconds(5);
  };

  Worker();
  explicit Worker(Patience patience);
  Worker(Worker&&) noexcept;
  Worker& operator=(Worker&&) noexcept;
  ~Worker();

  tl::expected<Object, Diagnostics> assemble(std::string_view text, const Variant& variant,
                                             const Limits& limits = {});

  /// From any thread: gives up the text that is being assembled, and all later ones. The result of
  /// each is that it was stopped.
  void stop() { *stopped_ = true; }

 private:
  class Child;

  Patience patience_;
  std::unique_ptr<std::atomic<bool>> stopped_ = std::make_unique<std::atomic<bool>>(false);
  std::unique_ptr<Child> child_;
};

}  // namespace prebind::assembler
