// A library of C++ in the place of Rust's, with all that a header needs of its futures: so
// ThreadSanitizer sees each lock. The names of its functions are macros.
#include <plain.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace {

using plain::Future;

/// Who tells that it is ready takes `ready`.
struct Task {
  std::mutex polled, told;
  bool is_ready = false, is_gone = false;
  std::uint64_t microseconds = 0;
  void (*ready)(void*) = nullptr;
  void* data = nullptr;

  void tell() {
    void (*own)(void*) = nullptr;
    {
      const std::lock_guard<std::mutex> lock(told);
      own = std::exchange(ready, nullptr);
    }
    if (own != nullptr) own(data);
  }
};

using Handle = std::shared_ptr<Task>;
std::atomic<int> running = 0;

void run(const Handle& task) {
  std::this_thread::sleep_for(std::chrono::microseconds(task->microseconds));
  bool is_ready = false;
  {
    const std::lock_guard<std::mutex> lock(task->polled);
    is_ready = !task->is_gone;
    task->is_ready = is_ready;
  }
  if (is_ready) task->tell();
  --running;
}

}  // namespace

extern "C" {

void INITIALIZE(bool) {}
void RELEASE_MEMORY(void*, std::size_t, std::size_t) {}
void RELEASE_FAILURE(void* failure) {
  delete static_cast<plain::detail::RawFailure*>(failure);
}

plain::detail::ReturnedBy<std::uint64_t> NAP(std::uint64_t microseconds) {
  if (microseconds == 0) return {0, nullptr};
  const auto task = new Handle(std::make_shared<Task>());
  (*task)->microseconds = microseconds;
  return {0, new plain::detail::RawFailure{
                 6, 0, "", 0, "", 0, {reinterpret_cast<std::uintptr_t>(task), 0}}};
}
void prebind_plain_futures_launch_with(void* future, void (*ready)(void*), void* data) {
  const Handle task = *static_cast<Handle*>(future);
  task->ready = ready;
  task->data = data;
  ++running;
  std::thread([task] { run(task); }).detach();
}
void prebind_plain_futures_cancel(void* future) {
  const std::unique_ptr<Handle> task(static_cast<Handle*>(future));
  {
    const std::lock_guard<std::mutex> lock((*task)->polled);
    (*task)->is_gone = true;
  }
  (*task)->tell();
}
plain::detail::ReturnedBy<std::uint64_t> NAP_FINISH(void* future) {
  const std::unique_ptr<Handle> task(static_cast<Handle*>(future));
  const std::lock_guard<std::mutex> lock((*task)->polled);
  if (!(*task)->is_ready || (*task)->is_gone) std::abort();
  return {(*task)->microseconds, nullptr};
}

}  // extern "C"

namespace {

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      std::fprintf(stderr, "%d: not so: %s\n", __LINE__, #condition); \
      std::abort();                                                   \
    }                                                                 \
  } while (false)

void pause(int microseconds) {
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

Coroutine several(std::uint64_t each, std::stop_token stop, std::atomic<int>& ended) {
  try {
    for (int i = 0; i < 5; ++i) {
      const std::uint64_t value = co_await plain::nap(each).cancel_on(stop);
      CHECK(value == each);
    }
  } catch (const plain::Cancelled&) {
  }
  ++ended;
}

struct Elsewhere {
  void operator()(std::coroutine_handle<> coroutine) const {
    std::thread([coroutine] { coroutine.resume(); }).detach();
  }
};

Coroutine elsewhere(std::atomic<int>& ended) {
  Future<std::uint64_t> first = plain::nap(100);
  const std::uint64_t value = co_await first.resume_on(Elsewhere());
  // This thread may wait.
  const std::uint64_t second = plain::nap(50).get();
  CHECK(value == 100 && second == 50);
  ++ended;
}

/// All ways in which a future may end, at any time.
void end_somehow(int i) {
  const auto microseconds = static_cast<std::uint64_t>(100 + i % 7 * 20);
  const int some = 60 + i % 13 * 20;
  auto future = plain::nap(microseconds);
  std::atomic<int> calls = 0;
  switch (i % 6) {
    case 0:
      CHECK(future.get() == microseconds);
      break;
    case 1: {
      pause(some);
      const bool is_cancelled = future.cancel();
      CHECK(is_cancelled != future.try_get().has_value());
      break;
    }
    case 2:
      pause(some);
      break;
    case 3: {
      int own_calls = 0;
      future.on_ready([&] { ++own_calls; });
      pause(some);
      future = Future<std::uint64_t>();
      CHECK(own_calls <= 1);
      break;
    }
    case 4: {
      std::thread other([&] {
        pause(some);
        future.cancel();
      });
      const auto result = future.try_get();
      CHECK(result.has_value() || result.error().kind() == plain::FailureKind::cancelled);
      other.join();
      break;
    }
    default:
      future.on_ready([&] { ++calls; });
      while (future.wait_for(std::chrono::microseconds(20)) != std::future_status::ready) {
      }
      CHECK(future.get() == microseconds);
      while (calls == 0) std::this_thread::yield();
      break;
  }
}

}  // namespace

int main() {
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([k] {
      for (int i = 0; i < 150; ++i) end_somehow(i * 5 + k);
    });
  }
  std::atomic<int> ended = 0;
  int wanted = 0;
  for (int i = 0; i < 100; ++i) {
    std::stop_source stop;
    several(static_cast<std::uint64_t>(i % 3 * 100), stop.get_token(), ended);
    several(100, stop.get_token(), ended);
    elsewhere(ended);
    wanted += 3;
    pause(100 + i * 5);
    if (i % 2 == 0) stop.request_stop();
  }
  for (std::thread& each : threads) each.join();
  while (ended < wanted || running != 0) pause(100);
  std::puts("all is well");
}
