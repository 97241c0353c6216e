#!/usr/bin/env bash
# `async` functions and streams from C++, on the real runtime of tokio: many at once, cancellation,
# coroutines, what ends a program. And the header by itself, with a library of C++ in Rust's place,
# under ThreadSanitizer, which does not know the locks of Rust.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0  # they take a minute to optimize

{
  cat "$PREBIND_SOURCE/tests/support/on_tokio.rs"
  cat <<'END'

use std::pin::Pin;
use std::task::{Context, Poll};

pub trait Stream {
    type Item;
    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

struct Ticks(tokio::time::Interval, u64, Guard);

impl Stream for Ticks {
    type Item = u64;
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<u64>> {
        if self.0.poll_tick(context).is_pending() {
            return Poll::Pending;
        }
        self.1 += 1;
        Poll::Ready(Some(self.1 - 1))
    }
}

/// A number for each tick of a timer of tokio.
#[export(runtime = "tokio")]
pub fn ticks(milliseconds: u64) -> impl Stream<Item = u64> {
    Ticks(tokio::time::interval(Duration::from_millis(milliseconds)), 0, Guard::new())
}
END
} | make_crate work
cat >>work/Cargo.toml <<'END'
tokio = { version = "1", features = ["rt-multi-thread", "time", "net", "io-util"] }
END
succeeds "$PREBIND" build work --lang cpp --output include/work.hpp --lib-dir lib

cat >calls.cpp <<'END'
#include <work.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#define CHECK(condition)                                          \
  do {                                                            \
    if (!(condition)) {                                           \
      std::fprintf(stderr, "%d: not so: %s\n", __LINE__, #condition); \
      std::exit(1);                                               \
    }                                                             \
  } while (false)

#if defined(__cpp_lib_coroutine)
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
};

Task ask(std::uint16_t port, int i, std::atomic<int> &answers) {
  const std::string text = "größe " + std::to_string(i);
  const std::string answer = co_await work::ask(port, text);
  co_await work::nap(1);
  if (answer == "GRÖSSE " + std::to_string(i)) ++answers;
}

Task count(std::atomic<int> &ticks) {
  work::TicksStream stream = work::ticks(1);
  while (const auto each = co_await stream.next_async()) {
    if (*each == 5) break;
    ++ticks;
  }
}

Task fail() {
  co_await work::nap(5);
  throw std::runtime_error("nobody catches this");
}
#endif

void many() {
  const unsigned count = 200;
  const std::uint16_t port = work::serve(2 * count).get();
  std::vector<work::Future<std::string>> answers;
  for (unsigned i = 0; i < count; ++i) answers.push_back(work::ask(port, "a" + std::to_string(i)));
  for (unsigned i = 0; i < count; ++i) CHECK(answers[i].get() == "A" + std::to_string(i));
#if defined(__cpp_lib_coroutine)
  std::atomic<int> coroutines{0};
  for (unsigned i = 0; i < count; ++i) ask(port, static_cast<int>(i), coroutines);
  while (coroutines < static_cast<int>(count)) std::this_thread::yield();
#endif
  const auto refused = work::ask(1, "nobody").try_get();
  CHECK(!refused && refused.error().message().find("refused") != std::string::npos);
}

void dropped() {
  std::vector<work::Future<std::uint64_t>> naps;
  for (int i = 0; i < 1000; ++i) naps.push_back(work::nap(60000));
  CHECK(work::alive() == 1000);
  for (unsigned i = 0; i < 500; ++i) CHECK(naps[i].cancel() && work::alive() == 999 - i);
  naps.clear();
  CHECK(work::alive() == 0);
  auto ended = work::nap_on_own(60000);
  work::end_own();
  const auto result = ended.try_get();
  CHECK(!result && result.error().kind() == work::FailureKind::panic);
  CHECK(result.error().message() == "the runtime dropped the future before it was ready");
  CHECK(work::alive() == 0);
}

void streams() {
  {
    work::TicksStream stream = work::ticks(2);
    std::uint64_t sum = 0;
    for (const std::uint64_t each : stream) {
      sum += each;
      if (each == 4) break;
    }
    CHECK(sum == 10 && stream.next() == 5u && work::alive() == 1);
    stream.close();
    CHECK(work::alive() == 0);
    stream = work::ticks(60000);
    CHECK(stream.next() == 0u);
    auto waiting = stream.next_async();
    CHECK(waiting.wait_for(std::chrono::milliseconds(1)) == std::future_status::timeout);
    CHECK(!stream.try_close() && waiting.cancel() && stream.try_close() && work::alive() == 0);
  }
#if defined(__cpp_lib_coroutine)
  std::atomic<int> ticks{0};
  for (int i = 0; i < 100; ++i) count(ticks);
  while (ticks < 500 || work::alive() != 0) std::this_thread::yield();
#endif
}

int main(int, char **arguments) {
  const std::string what = arguments[1];
#if defined(WORK_LOAD_AT_RUN_TIME)
  CHECK(work::nap(1).try_get().error().kind() == work::FailureKind::loading);
  work::load("lib/libwork.so");
#endif
  if (what == "throw") {
    auto nap = work::nap(5);
    nap.on_ready([] { throw std::runtime_error("nobody catches this"); });
    std::this_thread::sleep_for(std::chrono::seconds(60));
  }
#if defined(__cpp_lib_coroutine)
  if (what == "throw in a coroutine") {
    fail();
    std::this_thread::sleep_for(std::chrono::seconds(60));
  }
#endif
  many();
  dropped();
  streams();
  // What is still waiting does not keep the program, nor does it disturb its end.
  static std::vector<work::Future<std::uint64_t>> left;
  for (unsigned i = 0; i < 100; ++i) left.push_back(work::nap(i % 2 == 0 ? 1 : 60000));
  for (auto &each : left) each.on_ready([] {});
  std::puts("all is well");
}
END
flags=(-Wall -Wextra -Wpedantic -Werror -Iinclude -pthread)
link=(-Llib -lwork "-Wl,-rpath,$PWD/lib")
succeeds g++ -std=c++20 -O2 "${flags[@]}" calls.cpp "${link[@]}" -o calls20
succeeds g++ -std=c++17 "${flags[@]}" calls.cpp "${link[@]}" -o calls17
succeeds clang++-19 -std=c++20 "${flags[@]}" -DWORK_LOAD_AT_RUN_TIME calls.cpp -ldl -o loading
printf '#include <work.hpp>\n' >alone.cpp
succeeds g++ -std=c++20 "${flags[@]}" -fno-exceptions -fno-rtti -fsyntax-only alone.cpp
for program in calls20 calls17 loading; do
  succeeds "./$program" calls
  equals "$(<output)" 'all is well'
done
for what in throw 'throw in a coroutine'; do
  fails 134 ./calls20 "$what"
  says 'work: the continuation of a future threw an exception: nobody catches this'
done
if command -v valgrind >/dev/null; then
  succeeds valgrind --quiet --error-exitcode=9 --errors-for-leak-kinds=definite \
    --leak-check=full ./calls17 calls
fi

make_crate plain <<'END'
#[prebind::julia]
pub async fn nap(microseconds: u64) -> u64 {
    microseconds
}
END
succeeds "$PREBIND" build plain --lang cpp --output include/plain.hpp --lib-dir lib
# symbol WORDS: the first that begins so
symbol() {
  grep -o "$1[0-9a-z_]*" include/plain.hpp | head -n 1
}
names=("-DNAP=$(symbol plain__nap__)" "-DNAP_FINISH=$(symbol plain__nap__)_finish"
  "-DINITIALIZE=$(symbol 'plain__*initialize')"
  "-DRELEASE_MEMORY=$(symbol 'plain__*release_memory')"
  "-DRELEASE_FAILURE=$(symbol 'plain__*release_failure')")
succeeds g++ -std=c++20 -g "${flags[@]}" "${names[@]}" -fsanitize=thread \
  "$PREBIND_SOURCE/tests/support/in_rusts_place.cpp" -o threads
succeeds ./threads
equals "$(<output)" 'all is well'
