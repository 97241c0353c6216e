// A process that uses the store is killed before each of its system calls that write, one after the
// other; then the store must be whole, and the next process must get its result.
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "store/maintenance.h"
#include "store/testing.h"
#include "util/file.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

bool writes(const __ptrace_syscall_info& call) {
  static const std::set<std::uint64_t> kWriting = {
#ifdef SYS_rename
      SYS_rename,    SYS_unlink,   SYS_mkdir,    SYS_rmdir,     SYS_chmod,
#endif
      SYS_write,     SYS_pwrite64, SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat,
      SYS_ftruncate, SYS_fchmod,   SYS_fchmodat, SYS_utimensat, SYS_flock,    SYS_ioctl};
  if (call.entry.nr == SYS_openat) return (call.entry.args[2] & (O_CREAT | O_TRUNC)) != 0;
  return kWriting.contains(call.entry.nr);
}

enum class End { killed, finished, impossible };

/// Runs `work` in a process of its own, and kills that before its writing system call number
/// `last`.
End run_until(int last, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(2);
    ::raise(SIGSTOP);
    work();
    ::_exit(0);
  }
  int status = 0, count = 0;
  ::waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) return End::impossible;
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  while (true) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? End::finished : End::impossible;
    if (WIFSIGNALED(status)) return End::killed;
    __ptrace_syscall_info call = {};
    if (::ptrace(static_cast<__ptrace_request>(PTRACE_GET_SYSCALL_INFO), child, sizeof(call),
                 &call) <= 0) {
      ::kill(child, SIGKILL);
      continue;
    }
    if (call.op != PTRACE_SYSCALL_INFO_ENTRY || !writes(call)) continue;
    if (++count == last) ::kill(child, SIGKILL);
  }
}

class CrashTest : public StoreFixture {
 public:
  static constexpr int kMost = 500;
  const std::string content = std::string(300'000, 'c');
  const InputList names = {request, "names"};

  /// As the engine builds: false if the result is not what it has to be.
  bool build(const Store& used) const {
    const auto lock = used.lock(key);
    auto entry = used.find(key);
    if (!entry) {
      used.count_miss(name(entry.error()));
      if (!used.publish(key, action(), outputs(content), &names)) return false;
      entry = used.find(key);
    }
    if (!entry) return false;
    const Output& library = *entry->action().output("library");
    used.count_hit(entry->action());
    return entry->copy(library, path("out.so")).value_or(false);
  }

  /// What has to be true after any crash.
  void expect_whole(int number) {
    SCOPED_TRACE(number);
    if (fs::exists(path("out.so"))) {
      EXPECT_EQ(read_file(path("out.so")).value(), content);
    }
    const Store next({.root = root, .on_notice = [](const std::string& line) { FAIL() << line; }});
    bool has_waited = false;
    EXPECT_TRUE(next.lock(key, [&](const std::string&) { has_waited = true; })->is_held());
    EXPECT_FALSE(has_waited);
    const auto verified = verify(next);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->damaged, 0u);
    EXPECT_EQ(verified->incomplete, 0u);
    EXPECT_TRUE(build(next));
    EXPECT_EQ(read_file(path("out.so")).value(), content);
    EXPECT_FALSE(next.input_lists(request).empty());
    ASSERT_TRUE(clean(next, {}));
    EXPECT_TRUE(fs::is_empty(next.layout().temporary()));
    EXPECT_TRUE(next.find(key));
  }
};

TEST_F(CrashTest, EmptyStore) {
  int number = 1;
  for (; number < kMost; ++number) {
    fs::remove_all(root);
    fs::remove(path("out.so"));
    const End end = run_until(number, [&] { build(Store({.root = root})); });
    if (end == End::impossible) GTEST_SKIP() << "a process may not be traced here";
    if (end == End::finished) break;
    expect_whole(number);
  }
  EXPECT_GT(number, 30) << "calls that write";
  EXPECT_LT(number, kMost);
  RecordProperty("calls", number - 1);
}

TEST_F(CrashTest, FilledStoreThatIsCleaned) {
  int number = 1;
  for (; number < kMost; ++number) {
    fs::remove_all(root);
    fs::remove(path("out.so"));
    // A damaged file in the place of a good one, and results for cleaning to remove.
    ASSERT_TRUE(publish(key, content, &names));
    flip(blob(content));
    const InputList other = {request, "other names"};
    ASSERT_TRUE(publish(other_key, "other", &other));
    set_age(store.layout().action(other_key), 7200);
    const End end = run_until(number, [&] {
      const Store used({.root = root});
      build(used);
      build(used);
      (void)clean(used, {.max_age = std::chrono::hours(1)});
    });
    if (end == End::impossible) GTEST_SKIP() << "a process may not be traced here";
    if (end == End::finished) break;
    // The damage done here, which may have been set aside, and the result that it belongs to.
    const auto verified = verify(store);
    EXPECT_LE(verified->damaged, 1u) << number;
    EXPECT_LE(verified->incomplete, 1u) << number;
    expect_whole(number);
  }
  EXPECT_GT(number, 40) << "calls that write";
  EXPECT_LT(number, kMost);
  RecordProperty("calls", number - 1);
}

}  // namespace
}  // namespace prebind::store
