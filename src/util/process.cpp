#include "util/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
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

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
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

  Result<void> prepare(posix_spawn_file_actions_t* actions, int number, const fs::path& program) {
    if (kind_ == Output::discard) {
      ::posix_spawn_file_actions_addopen(actions, number, "/dev/null", O_WRONLY, 0);
    } else if (kind_ != Output::inherit) {
      PREBIND_TRY(pipe, make_pipe(program));
      pipe_ = std::move(pipe);
      ::posix_spawn_file_actions_adddup2(actions, pipe_.write.get(), number);
    }
    return {};
  }

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
  int spawn(posix_spawn_file_actions_t* actions, bool own_group);
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
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  Result<void> prepared = output_.prepare(&actions, STDOUT_FILENO, command_.program);
  if (prepared) prepared = errors_.prepare(&actions, STDERR_FILENO, command_.program);
  if (!prepared) {
    ::posix_spawn_file_actions_destroy(&actions);
    return prepared;
  }
  if (!command_.inherit_input) {
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  if (!command_.directory.empty()) {
    ::posix_spawn_file_actions_addchdir_np(&actions, command_.directory.c_str());
  }
  const bool own_group = !(command_.use_terminal && in_foreground());
  const int failure = spawn(&actions, own_group);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return fail(system_error("start", command_.program, failure));

  kill_target_ = own_group ? -process_ : process_;
  end_ = process_descriptor(process_);
  output_.started();
  errors_.started();
  return {};
}

int Child::spawn(posix_spawn_file_actions_t* actions, bool own_group) {
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  sigset_t none, ours;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::sigemptyset(&ours);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD}) {
    ::sigaddset(&ours, signal);
  }
  ::posix_spawnattr_setsigdefault(&attributes, &ours);
  if (own_group) {
    flags |= POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setpgroup(&attributes, 0);
  }
  ::posix_spawnattr_setflags(&attributes, flags);

  std::vector<std::string> arguments = command_.arguments;
  arguments.insert(arguments.begin(), command_.program.string());
  std::vector<std::string> environment = environment_of(command_);
  const int failure = ::posix_spawn(&process_, command_.program.c_str(), actions, &attributes,
                                    pointers_to(arguments).data(), pointers_to(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  return failure;
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
