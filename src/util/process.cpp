#include "util/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#ifdef __linux__
#include <sys/syscall.h>
#endif

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/path.h"
#include "util/quote.h"
#include "util/spawn.h"
#include "util/system_error.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Pipe {
  Descriptor read, write;
};

Result<Pipe> make_pipe(const fs::path& program) {
  std::array<int, 2> ends;
#ifdef __linux__
  const int failed = ::pipe2(ends.data(), O_CLOEXEC);
#else
  const int failed = ::pipe(ends.data());
  if (!failed)
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
  if (failed) return fail(system_error("start", program, errno));
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Whether a terminal has our process group in its foreground.
bool in_foreground() {
  const Descriptor terminal(::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC));
  return terminal.is_open() && ::tcgetpgrp(terminal.get()) == ::getpgrp();
}

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!command.environment.contains(std::string(text.substr(0, text.find('='))))) {
      entries.emplace_back(text);
    }
  }
  for (const auto& [name, value] : command.environment) {
    if (value) entries.push_back(name + "=" + *value);
  }
  return entries;
}

/// Readable when the process ends, where the system can say so; else not open.
Descriptor process_descriptor([[maybe_unused]] pid_t process) {
#if defined(__linux__) && defined(SYS_pidfd_open)
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
#else
  return Descriptor();
#endif
}

/// One output stream of the program: from its pipe to the captured text or to the caller, in lines.
class Stream {
 public:
  Stream(Output kind, const std::function<void(std::string_view)>& on_line)
      : kind_(kind), on_line_(on_line) {}

  Result<void> prepare(const fs::path& program) {
    if (kind_ == Output::discard) {
      pipe_.write = Descriptor(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    } else if (kind_ != Output::inherit) {
      PREBIND_TRY(pipe, make_pipe(program));
      pipe_ = std::move(pipe);
    }
    return {};
  }

  /// What the program writes to; negative: where ours goes.
  int target() const { return pipe_.write.get(); }

  void started() {
    pipe_.write.close();
    // What the program has left behind in the pipe is read after its end without waiting for more:
    // a daemon that it started may hold the other end for ever.
    if (is_open()) ::fcntl(pipe_.read.get(), F_SETFL, O_NONBLOCK);
  }

  bool is_open() const { return pipe_.read.is_open(); }
  int descriptor() const { return pipe_.read.get(); }
  std::string& text() { return text_; }

  /// Takes what is there now.
  void read_available() {
    std::array<char, 65536> piece;
    while (is_open()) {
      const ssize_t count = ::read(pipe_.read.get(), piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) return finish();
      text_.append(piece.data(), static_cast<std::size_t>(count));
      if (kind_ == Output::lines) give_lines();
    }
  }

  void finish() {
    pipe_.read.close();
    if (kind_ != Output::lines || text_.empty()) return;
    give(text_);
    text_.clear();
  }

 private:
  void give_lines() {
    std::size_t begin = 0;
    for (std::size_t end; (end = text_.find('\n', begin)) != std::string::npos; begin = end + 1) {
      give(std::string_view(text_).substr(begin, end - begin));
    }
    text_.erase(0, begin);
  }

  void give(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (on_line_) on_line_(line);
  }

  Output kind_;
  const std::function<void(std::string_view)>& on_line_;
  Pipe pipe_;
  std::string text_;
};

/// The program while it runs.
class Child {
 public:
  explicit Child(const Command& command)
      : command_(command),
        output_(command.output, command.on_output),
        errors_(command.errors, command.on_errors) {}

  Result<void> start();
  Finished wait();

 private:
  void wait_for_events();
  void end_if_interrupted();
  bool has_ended();

  const Command& command_;
  Stream output_, errors_;
  pid_t process_ = 0;
  pid_t kill_target_ = 0;
  Descriptor end_;  ///< readable when the process has ended; see process_descriptor
  int wait_status_ = 0;
  bool interrupted_ = false;
  bool killed_ = false;
  Clock::time_point deadline_ = {};
};

Result<void> Child::start() {
  std::error_code error;
  if (!command_.directory.empty() && !fs::is_directory(command_.directory, error)) {
    return fail(system_error("run a program in", command_.directory, ENOTDIR));
  }
  for (Stream* stream : {&output_, &errors_}) {
    PREBIND_CHECK(stream->prepare(command_.program));
  }
  Descriptor nothing;
  if (!command_.inherit_input) nothing = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const bool own_group = !(command_.use_terminal && in_foreground());
  Spawn program = {.program = command_.program,
                   .arguments = command_.arguments,
                   .environment = environment_of(command_),
                   .directory = command_.directory,
                   .streams = {nothing.get(), output_.target(), errors_.target()},
                   .own_group = own_group};
  program.arguments.insert(program.arguments.begin(), command_.program.string());
  const int failure = spawn(std::move(program), process_);
  if (failure != 0) return fail(system_error("start", command_.program, failure));

  kill_target_ = own_group ? -process_ : process_;
  end_ = process_descriptor(process_);
  output_.started();
  errors_.started();
  return {};
}

Finished Child::wait() {
  while (!has_ended()) {
    wait_for_events();
    output_.read_available();
    errors_.read_available();
    end_if_interrupted();
  }
  for (Stream* stream : {&output_, &errors_}) {
    stream->read_available();
    stream->finish();
  }
  Finished finished = {.interrupted = interrupted_};
  if (WIFSIGNALED(wait_status_)) finished.signal = WTERMSIG(wait_status_);
  if (WIFEXITED(wait_status_)) finished.status = WEXITSTATUS(wait_status_);
  if (command_.output == Output::capture) finished.output = std::move(output_.text());
  if (command_.errors == Output::capture) finished.errors = std::move(errors_.text());
  return finished;
}

void Child::wait_for_events() {
  std::array<pollfd, 4> entries;
  std::size_t count = 0;
  const auto add = [&](int descriptor) {
    if (descriptor >= 0) entries[count++] = {.fd = descriptor, .events = POLLIN, .revents = 0};
  };
  add(end_.get());
  add(output_.descriptor());
  add(errors_.descriptor());
  if (!interrupted_) add(command_.interrupt);
  const bool must_look = !end_.is_open() || (interrupted_ && !killed_);
  ::poll(entries.data(), count, must_look ? 20 : -1);
}

void Child::end_if_interrupted() {
  if (!interrupted_) {
    if (!is_readable(command_.interrupt)) return;
    interrupted_ = true;
    deadline_ = Clock::now() + command_.grace;
    ::kill(kill_target_, SIGTERM);
    ::kill(kill_target_, SIGCONT);  // it may be stopped, and then would not notice
  } else if (!killed_ && Clock::now() >= deadline_) {
    killed_ = true;
    ::kill(kill_target_, SIGKILL);
  }
}

bool Child::has_ended() {
  siginfo_t state = {};
  if (::waitid(P_PID, static_cast<id_t>(process_), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
      state.si_pid == 0) {
    return false;
  }
  // Those of its children that ignored the request would go on writing. They are killed before the
  // program is waited for: until then nobody else can have its number.
  if (interrupted_ && kill_target_ < 0) ::kill(kill_target_, SIGKILL);
  while (::waitpid(process_, &wait_status_, 0) < 0 && errno == EINTR) {
  }
  return true;
}

}  // namespace

Result<Finished> run(const Command& command) {
  Child child(command);
  PREBIND_CHECK(child.start());
  return child.wait();
}

std::string to_shell(const Command& command) {
  std::string text = quote::shell(command.program.string());
  for (const std::string& argument : command.arguments)
    text.append(" ").append(quote::shell(argument));
  return text;
}

std::string to_string(const Finished& finished) {
  if (finished.interrupted) return "interrupted";
  if (finished.signal != 0) {
    return fmt::format("signal {} ({})", finished.signal, ::strsignal(finished.signal));
  }
  return fmt::format("exit status {}", finished.status);
}

}  // namespace prebind
