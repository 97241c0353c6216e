#pragma once

#include <type_traits>
#include <utility>

#include "cli/session.h"
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

/// What `work` makes of a context that hears of these signals. If it fails, its errors are shown;
/// if that was for a signal, the process ends by it.
template <typename Work>
auto run_interruptible(Session& session, bool json, const Work& work)
    -> tl::expected<typename std::invoke_result_t<Work, const engine::Context&>::value_type,
                    ExitStatus> {
  Interrupts interrupts;
  engine::Context context = session.context();
  context.interrupt = interrupts.descriptor();
  auto result = work(context);
  if (result) return std::move(result).value();
  const ExitStatus status = session.fail(result.error(), json);
  interrupts.end_if_received();
  return tl::make_unexpected(status);
}

}  // namespace prebind::cli
