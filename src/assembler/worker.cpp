#include "assembler/worker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>

#include "assembler/assembly.h"
#include "assembler/sources.h"
#include "assembler/wire.h"
#include "util/descriptor.h"
#include "util/system_error.h"

namespace prebind::assembler {

/// What the child tells even if it crashes, in memory that both see.
struct Shared {
  std::atomic<bool> has_text = false;
  std::atomic<std::size_t> position = 0;
};

namespace {

using Clock = std::chrono::steady_clock;

#ifndef PREBIND_IS_SANITIZED
constexpr bool kLimitMemory = true;
#else
constexpr bool kLimitMemory = false;  // their own bookkeeping takes terabytes of addresses
#endif

// Besides what the parent has, which the child has as well.
constexpr rlim_t kMostMemory = rlim_t{4} << 30;
constexpr rlim_t kMostLeftOver = rlim_t{1} << 30;

void lower_limit(decltype(RLIMIT_AS) what, rlim_t value) {
  rlimit limit{};
  if (::getrlimit(what, &limit) != 0) return;
  limit.rlim_cur = std::min(value, limit.rlim_max);
  ::setrlimit(what, &limit);
}

rlim_t used_memory() {
  long pages = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%ld", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return static_cast<rlim_t>(pages) * ::sysconf(_SC_PAGESIZE);
}

/// A text that runs without end is ended by the parent. But the parent may be gone.
void limit_time(std::chrono::milliseconds patience) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(patience).count() + 2;
  lower_limit(RLIMIT_CPU, usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + seconds);
}

/// What the child has of the parent's and must not keep: files (and with them locks), and the
/// handling of signals. An interrupt on the terminal reaches it too, but is the parent's affair.
void let_go(int socket) {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {0, 1, 2}) ::dup2(nothing, standard);
  constexpr int own = 3;
  if (socket != own) ::dup2(socket, own);
  close_from(own + 1);
  for (const int signal :
       {SIGTERM, SIGHUP, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGXCPU, SIGCHLD, SIGPIPE}) {
    ::signal(signal, SIG_DFL);
  }
  for (const int signal : {SIGINT, SIGQUIT, SIGTSTP}) ::signal(signal, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  lower_limit(RLIMIT_CORE, 0);
  if (kLimitMemory) lower_limit(RLIMIT_AS, used_memory() + kMostMemory);
}

/// As poll() has it, of one socket.
int wait_for(int socket, short events, int milliseconds) {
  pollfd entry{.fd = socket, .events = events, .revents = 0};
  return ::poll(&entry, 1, milliseconds);
}

/// The life of the child.
[[noreturn]] void serve(int socket, std::chrono::milliseconds patience, Shared& shared) {
  let_go(socket);
  constexpr int own = 3;
  const rlim_t memory_at_start = used_memory();
  for (std::string message; receive_message(own, message);) {
    Job job;
    if (!from_bytes(message, job)) break;
    const auto variant = Variant::parse(job.variant);
    if (!variant) break;
    limit_time(patience);
    shared.has_text = true;
    const auto outcome = assemble(job.text, *variant, job.limits, shared.position);
    shared.has_text = false;
    const auto wait = [] { return wait_for(own, POLLOUT, -1) >= 0 || errno == EINTR; };
    if (!send_message(own, to_bytes(outcome), wait)) break;
    // What LLVM could not go on with is left in memory, see assemble(). The next text gets a new
    // child.
    if (used_memory() > memory_at_start + kMostLeftOver) break;
  }
  // Not exit(): what is registered for the end of the program is the parent's.
  ::_exit(0);
}

/// For a text on which the assembler itself fails, at an offset from 1, or as a whole.
Diagnostic failure(std::string_view text, std::size_t position, std::string_view what) {
  Diagnostic diagnostic{.message = fmt::format("LLVM's assembler {}", what),
                        .help =
                            "LLVM has a bug that correct text does not trigger: look for a mistake "
                            "here, or write it in another way"};
  if (position == 0 || position > text.size()) return diagnostic;
  const std::string_view before = text.substr(0, position - 1);
  const auto line_begin = before.rfind('\n') + 1;
  const std::string_view line = text.substr(line_begin);
  diagnostic.line = std::ranges::count(before, '\n') + 1;
  diagnostic.column = before.size() - line_begin + 1;
  diagnostic.source = line.substr(0, line.find_first_of("\r\n"));
  diagnostic.length = std::max<std::size_t>(1, diagnostic.source.size() + 1 - diagnostic.column);
  return diagnostic;
}

}  // namespace

class Worker::Child {
 public:
  /// Nothing, and errno, if the system does not start one.
  static std::unique_ptr<Child> start(std::chrono::milliseconds patience);
  ~Child();

  /// False if it does not answer, whether it is dead, slow or waits: see `end`.
  bool answers(std::string_view job, Outcome& outcome, const Patience& patience,
               const std::atomic<bool>& stopped);
  /// Ends it, and says in words why there is no answer; nothing if that has nothing to do with the
  /// text.
  std::optional<std::string> end();
  std::size_t position() const { return shared_->position; }
  bool waits() const { return waits_; }

 private:
  class Watch;

  std::chrono::nanoseconds processor_time() const;
  bool is_sleeping() const;
  Child() = default;
  int wait();

  pid_t process_ = -1;
  Descriptor socket_;
  bool slow_ = false;
  bool waits_ = false;
  bool stopped_ = false;
  Shared* shared_ = nullptr;
};

std::unique_ptr<Worker::Child> Worker::Child::start(std::chrono::milliseconds patience) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return nullptr;
  Descriptor ours(ends[0]), theirs(ends[1]);
  void* shared =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return nullptr;

  std::unique_ptr<Child> child(new Child);
  child->shared_ = new (shared) Shared;
  // Before there is a child: what LLVM sets up once is then there for all of them.
  initialize_llvm();
  child->process_ = ::fork();
  if (child->process_ == 0) serve(theirs.get(), patience, *child->shared_);
  if (child->process_ < 0) return nullptr;
  child->socket_ = std::move(ours);
  return child;
}

Worker::Child::~Child() {
  socket_.close();  // it ends when it finds that there will be no further text
  if (process_ > 0) wait();
  ::munmap(shared_, sizeof *shared_);
}

int Worker::Child::wait() {
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return status;
}

std::chrono::nanoseconds Worker::Child::processor_time() const {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process_, &clock) != 0) return {};
  if (::clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// False too if the system does not tell.
bool Worker::Child::is_sleeping() const {
  char state = 0;
  const std::string path = fmt::format("/proc/{}/stat", process_);
  if (std::FILE* file = std::fopen(path.c_str(), "re")) {
    // The name in parentheses is that of our thread; whatever it is, the state follows the last
    // ')'.
    char line[128] = {};
    const std::size_t size = std::fread(line, 1, sizeof line - 1, file);
    std::fclose(file);
    const auto end_of_name = std::string_view(line, size).rfind(") ");
    if (end_of_name != std::string_view::npos) state = line[end_of_name + 2];
  }
  return state == 'S';
}

/// Looks now and then at what a child does that we wait for.
class Worker::Child::Watch {
 public:
  Watch(Child& child, const Patience& patience, const std::atomic<bool>& stopped)
      : child_(child),
        patience_(patience),
        stopped_(stopped),
        used_at_start_(child.processor_time()),
        used_(used_at_start_) {}

  /// Waits for the socket; false if there is no point in it any more.
  bool wait(short events) {
    const auto slice = std::min(std::chrono::milliseconds(100), patience_.work);
    while (true) {
      const int ready = wait_for(child_.socket_.get(), events, static_cast<int>(slice.count()));
      if (ready > 0) return true;
      if (ready < 0 && errno != EINTR) return false;
      look();
      if (child_.slow_ || child_.waits_ || child_.stopped_) return false;
    }
  }

 private:
  void look() {
    child_.stopped_ = stopped_;
    const auto used = child_.processor_time();
    const auto now = Clock::now();
    // On a machine that is busy with other things it gets no time either, but it does not sleep.
    if (used != used_ || !child_.is_sleeping()) awake_ = now;
    used_ = used;
    child_.slow_ = used - used_at_start_ >= patience_.work || now >= deadline_;
    child_.waits_ = now - awake_ >= patience_.wait;
  }

  // On a machine that is busy with other things a text must not fail for that.
  static constexpr int kMostBusy = 30;

  Child& child_;
  const Patience& patience_;
  const std::atomic<bool>& stopped_;
  const Clock::time_point deadline_ = Clock::now() + kMostBusy * patience_.work;
  Clock::time_point awake_ = Clock::now();
  const std::chrono::nanoseconds used_at_start_;
  std::chrono::nanoseconds used_;
};

bool Worker::Child::answers(std::string_view job, Outcome& outcome, const Patience& patience,
                            const std::atomic<bool>& stopped) {
  Watch watch(*this, patience, stopped);
  std::string message;
  return send_message(socket_.get(), job, [&] { return watch.wait(POLLOUT); }) &&
         watch.wait(POLLIN) && receive_message(socket_.get(), message) &&
         from_bytes(message, outcome);
}

std::optional<std::string> Worker::Child::end() {
  if (slow_ || waits_ || stopped_) ::kill(process_, SIGKILL);
  socket_.close();
  const int status = wait();
  if (slow_) return "runs without end";
  if (waits_ || stopped_) return std::nullopt;
  if (!shared_->has_text) return std::nullopt;
  if (WIFEXITED(status)) return "gives up";
  if (WTERMSIG(status) == SIGXCPU) return "runs without end";
  if (WTERMSIG(status) == SIGKILL) return "was killed, perhaps because memory was short";
  return fmt::format("crashes ({})", ::strsignal(WTERMSIG(status)));
}

Worker::Worker() : Worker(Patience{}) {}
Worker::Worker(Patience patience) : patience_(patience) {}
Worker::Worker(Worker&&) noexcept = default;
Worker& Worker::operator=(Worker&&) noexcept = default;
Worker::~Worker() = default;

tl::expected<Object, Diagnostics> Worker::assemble(std::string_view text, const Variant& variant,
                                                   const Limits& limits) {
  text = without_mark(text);  // the child names places in the rest
  const std::string job = to_bytes(Job{variant.name(), limits, std::string(text)});
  bool waited = false;
  // The child that is there may end by itself, or be ended by others, or wait for a lock that it
  // has inherited; a new one does not.
  for (int attempt = 0; attempt < 3 && !*stopped_; ++attempt) {
    if (!child_) child_ = Child::start(patience_.work);
    if (!child_) break;
    Outcome outcome;
    if (child_->answers(job, outcome, patience_, *stopped_)) return outcome;
    const std::size_t position = child_->position();
    const auto reason = child_->end();
    waited = child_->waits();
    child_.reset();
    if (reason) return tl::make_unexpected(Diagnostics{failure(text, position, *reason)});
  }
  if (*stopped_) {
    return tl::make_unexpected(
        Diagnostics{{.message = "the assembler was stopped", .help = "start the command again"}});
  }
  if (waited) {
    return tl::make_unexpected(
        Diagnostics{{.message = "three assembler processes in a row did nothing but wait",
                     .help = "start the command again"}});
  }
  return tl::make_unexpected(
      Diagnostics{{.message = "could not start a process for the assembler: " + errno_text(errno),
                   .help = "free memory, or raise the limit of processes (`ulimit -u`)"}});
}

}  // namespace prebind::assembler
