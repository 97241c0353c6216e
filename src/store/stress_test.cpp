// Many processes on one store at the same time.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "store/maintenance.h"
#include "store/testing.h"
#include "util/file.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class StressTest : public StoreFixture {
 public:
  static constexpr int kProcesses = 16;
  static constexpr int kKeys = 16;

  static Digest key_of(int number) { return Digest::of("key " + std::to_string(number)); }
  static std::string content_of(int number) {
    return std::string(static_cast<std::size_t>(20'000 + 1000 * number),
                       static_cast<char>('a' + number));
  }

  fs::path builds_of(int number) const { return path("builds " + std::to_string(number)); }
  std::uintmax_t builds(int number) const {
    std::error_code error;
    const auto count = fs::file_size(builds_of(number), error);
    return error ? 0 : count;
  }

  /// The right content, or what is wrong. Building leaves one byte in a file of its own.
  std::string take_or_build(const Store& used, int number, const fs::path& destination) const {
    for (int attempt = 0; attempt < 2; ++attempt) {
      const auto entry = used.find(key_of(number));
      const Output* library = entry ? entry->action().output("library") : nullptr;
      if (library != nullptr && entry->copy(*library, destination).value_or(false)) {
        const auto content = read_file(destination);
        return content && *content == content_of(number) ? "" : "wrong content";
      }
      if (attempt > 0) break;
      const auto lock = used.lock(key_of(number));
      if (!lock || !lock->is_held()) return "no lock";
      const auto again = used.find(key_of(number));
      const bool is_there = again && again->read(*again->action().output("library"));
      if (is_there) continue;
      const Descriptor builds(
          ::open(builds_of(number).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
      if (::write(builds.get(), "x", 1) != 1) return "no count";
      std::this_thread::sleep_for(2ms);
      if (!used.publish(key_of(number), action(), outputs(content_of(number)))) return "lost";
      return "";
    }
    return "taken away twice";
  }

  /// How many processes that ran `work` failed.
  int run(int processes, const std::function<bool(int)>& work) {
    std::vector<pid_t> children;
    for (int i = 0; i < processes; ++i) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(work(i) ? 0 : 1);
      children.push_back(child);
    }
    int failed = 0;
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      failed += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
    }
    return failed;
  }
  pid_t start(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    while (true) work();
  }
  static void stop(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }

  /// Every process takes each result, in an order of its own, for `rounds`.
  bool take_all(int process, int rounds, bool may_be_taken_away) const {
    const Store used({.root = root, .max_size = 0});
    const fs::path destination = path("out " + std::to_string(process));
    for (int i = 0; i < rounds * kKeys; ++i) {
      const std::string wrong = take_or_build(used, (i * 5 + process) % kKeys, destination);
      if (!wrong.empty() && !(may_be_taken_away && wrong == "taken away twice")) {
        (void)!::write(2, (wrong + "\n").data(), wrong.size() + 1);
        return false;
      }
    }
    return true;
  }
};

TEST_F(StressTest, OneKeyIsBuiltOnce) {
  EXPECT_EQ(run(kProcesses,
                [&](int process) {
                  const Store used({.root = root});
                  const auto destination = path("out " + std::to_string(process));
                  return take_or_build(used, 0, destination).empty();
                }),
            0);
  EXPECT_EQ(builds(0), 1u);
  EXPECT_EQ(read_statistics(store.layout()).published, 1u);
}

TEST_F(StressTest, EachKeyIsBuiltOnceWhileAnotherCleans) {
  const pid_t cleaner = start([&] {
    (void)clean(Store({.root = root}), {.max_age = 1h, .max_size = 1'000'000'000});
    std::this_thread::sleep_for(1ms);
  });
  EXPECT_EQ(run(kProcesses, [&](int process) { return take_all(process, 1, false); }), 0);
  stop(cleaner);
  for (int number = 0; number < kKeys; ++number) EXPECT_EQ(builds(number), 1u) << number;
}

TEST_F(StressTest, NoWrongResultWhileOneRemovesAndOneFlipsBytes) {
  const pid_t cleaner = start([&] {
    (void)clean(Store({.root = root}), {.max_size = 150'000});
    std::this_thread::sleep_for(2ms);
  });
  const pid_t flipper = start([&] {
    static std::minstd_rand random(1);
    std::vector<fs::path> files;
    std::error_code error;
    for (const char* part : {"blobs", "actions"}) {
      const fs::path top = store.layout().top() / part;
      for (const auto& entry : fs::recursive_directory_iterator(top, error)) {
        if (entry.is_regular_file(error)) files.push_back(entry.path());
      }
    }
    if (!files.empty()) {
      const fs::path& victim = files[random() % files.size()];
      fs::permissions(victim, fs::perms::owner_write, fs::perm_options::add, error);
      const Descriptor file(::open(victim.c_str(), O_RDWR | O_CLOEXEC));
      const auto place = static_cast<off_t>(random() % 2000);
      char byte = 0;
      if (::pread(file.get(), &byte, 1, place) == 1) {
        byte = static_cast<char>(byte ^ 4);
        (void)!::pwrite(file.get(), &byte, 1, place);
      }
    }
    std::this_thread::sleep_for(3ms);
  });
  EXPECT_EQ(run(kProcesses, [&](int process) { return take_all(process, 3, true); }), 0);
  stop(flipper);
  stop(cleaner);

  // When all is quiet again, what is left is whole after one look, and everything can be built.
  EXPECT_TRUE(verify(store));
  const auto verified = verify(store);
  EXPECT_EQ(verified->damaged, 0u);
  EXPECT_EQ(verified->incomplete, 0u);
  EXPECT_TRUE(take_all(0, 1, false));
  std::vector<std::uintmax_t> before;
  for (int number = 0; number < kKeys; ++number) before.push_back(builds(number));
  EXPECT_EQ(run(kProcesses, [&](int process) { return take_all(process, 1, false); }), 0);
  for (int number = 0; number < kKeys; ++number) EXPECT_EQ(builds(number), before[number]);
}

TEST_F(StressTest, KilledBuildersAreReplaced) {
  // Each child but the last is killed while it has the lock; all wait for the same key.
  const int failed = run(kProcesses, [&](int process) {
    const Store used({.root = root});
    const auto lock = used.lock(key_of(0));
    if (used.find(key_of(0))) return true;
    if (process % 2 == 0) ::raise(SIGKILL);
    return used.publish(key_of(0), action(), outputs(content_of(0)));
  });
  EXPECT_LE(failed, kProcesses / 2);
  EXPECT_TRUE(store.find(key_of(0)));
  EXPECT_EQ(read_statistics(store.layout()).published, 1u);
}

}  // namespace
}  // namespace prebind::store
