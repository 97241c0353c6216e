#include "cli/interrupts.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace prebind::cli {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

// A signal handler can reach nothing but what is static.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t handler_pipe = -1;

void note_signal(int signal) {
  const int saved = errno;
  const auto byte = static_cast<unsigned char>(signal);
  [[maybe_unused]] const ssize_t written = ::write(handler_pipe, &byte, 1);
  errno = saved;
}

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction old = {}, action = {};
  ::sigaction(signal, nullptr, &old);
  // `nohup` and shells' background jobs have it ignored, and mean it.
  if (old.sa_handler == SIG_IGN) return;
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupts::Interrupts() {
  std::array<int, 2> ends;
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
  read_ = Descriptor(ends[0]);
  write_ = Descriptor(ends[1]);
  handler_pipe = ends[1];
  for (const int signal : kSignals) set_handler(signal, note_signal);
}

Interrupts::~Interrupts() {
  for (const int signal : kSignals) set_handler(signal, SIG_DFL);
  handler_pipe = -1;
}

void Interrupts::end_if_received() {
  unsigned char signal = 0;
  if (!read_.is_open() || ::read(read_.get(), &signal, 1) != 1) return;
  set_handler(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace prebind::cli
