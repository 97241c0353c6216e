#include "util/spawn.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "util/descriptor.h"

namespace prebind {
namespace {

// Descriptor 0 last: ours may be closed, and its number that of a pipe for 1 or 2.
constexpr std::array<int, 3> kOrder = {STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO};
constexpr std::array<int, 6> kSignals = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};

using AddChdir = int (*)(posix_spawn_file_actions_t*, const char*);

/// Looked up while the program runs, so that the program starts with a glibc that has none.
AddChdir find_add_chdir() {
  static const auto function =
      reinterpret_cast<AddChdir>(::dlsym(RTLD_DEFAULT, "posix_spawn_file_actions_addchdir_np"));
  return function;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

int set_attributes(posix_spawnattr_t* attributes, bool own_group) {
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  sigset_t none, ours;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(attributes, &none);
  ::sigemptyset(&ours);
  for (const int signal : kSignals) ::sigaddset(&ours, signal);
  ::posix_spawnattr_setsigdefault(attributes, &ours);
  if (own_group) {
    flags |= POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setpgroup(attributes, 0);
  }
  return ::posix_spawnattr_setflags(attributes, flags);
}

int move_descriptor(int from, int to) {
  return from == to ? ::fcntl(to, F_SETFD, 0) : ::dup2(from, to);
}

/// In the child, where only what a signal handler may call may be called. Returns if it fails.
void become(const Spawn& what, char** arguments, char** environment) {
  if (what.own_group && ::setpgid(0, 0) != 0) return;
  for (const int number : kOrder) {
    const int stream = what.streams[number];
    if (stream >= 0 && move_descriptor(stream, number) < 0) return;
  }
  if (!what.directory.empty() && ::chdir(what.directory.c_str()) != 0) return;
  // Our handlers must not run in the child, not even before it becomes the program.
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action;
    if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) {
      ::signal(signal, SIG_DFL);
    }
  }
  for (const int signal : kSignals) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execve(what.program.c_str(), arguments, environment);
}

}  // namespace

int spawn(Spawn what, pid_t& process) {
  const AddChdir add_chdir = find_add_chdir();
  if (!what.directory.empty() && add_chdir == nullptr) {
    return spawn_by_fork(std::move(what), process);
  }
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (const int number : kOrder) {
    const int stream = what.streams[number];
    if (stream >= 0) ::posix_spawn_file_actions_adddup2(&actions, stream, number);
  }
  if (!what.directory.empty()) add_chdir(&actions, what.directory.c_str());
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  set_attributes(&attributes, what.own_group);
  const int failure =
      ::posix_spawn(&process, what.program.c_str(), &actions, &attributes,
                    pointers_to(what.arguments).data(), pointers_to(what.environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int spawn_by_fork(Spawn what, pid_t& process) {
  const std::vector<char*> arguments = pointers_to(what.arguments);
  const std::vector<char*> environment = pointers_to(what.environment);
  std::array<int, 2> ends;
  if (::pipe(ends.data()) != 0) return errno;
  Descriptor read(ends[0]), write(ends[1]);
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);

  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t child = ::fork();
  const int failed_fork = child < 0 ? errno : 0;
  if (child == 0) {
    become(what, const_cast<char**>(arguments.data()), const_cast<char**>(environment.data()));
    const int failure = errno;
    write_all(write.get(), {reinterpret_cast<const char*>(&failure), sizeof failure});
    ::_exit(127);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (failed_fork != 0) return failed_fork;

  // The pipe ends when the child has become the program.
  write.close();
  int failure = 0;
  if (read_some(read.get(), reinterpret_cast<char*>(&failure), sizeof failure) <= 0) {
    process = child;
    return 0;
  }
  ::waitpid(child, nullptr, 0);
  return failure;
}

}  // namespace prebind
