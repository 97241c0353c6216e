// `async` functions.
#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "task.hpp"

namespace futures_tests {

using conformance::Cancelled;
using conformance::FailureKind;
using conformance::Future;
using std::chrono::milliseconds;

constexpr std::uint64_t kForever = 600000;

/// Until something that another thread does is so.
template <typename Condition>
void await(Condition condition) {
  while (!condition()) std::this_thread::sleep_for(milliseconds(1));
}

void values() {
  for (const std::uint64_t pause : {0, 2}) {
    CHECK(conformance::echo_later(1.5, pause).get() == 1.5);
    conformance::nothing_later(pause).get();
    const auto wide = conformance::wide_later(7, pause).get();
    CHECK(std::get<0>(wide) == 7 && std::get<1>(wide)[0].length == 2);
    CHECK(conformance::lose_later(0, pause).get() == std::nullopt);
    CHECK(conformance::lose_later(1, pause).get() == "well");
    CHECK_THROWS(conformance::RustErrorOf<std::uint32_t>, "7",
                 conformance::lose_later(2, pause).get());
    CHECK(*conformance::lose_later(2, pause).try_get().error().value<std::uint32_t>() == 7);
    const auto panic = conformance::lose_later(3, pause).try_get();
    CHECK(panic.error().kind() == FailureKind::panic && panic.error().message() == "no kind 3");
    CHECK(panic.error().place().find("src/futures.rs:") == 0);
    CHECK(!conformance::panics_twice(pause).try_get());
  }
  CHECK(conformance::yield_often(1000).get() == 1000);
  CHECK(conformance::nap_at_most(1, 1).get() == 1 && conformance::scaled_later(3, 2).get() == 6);
}

void arguments() {
  Future<std::string> kept;
  {
    const std::string text = "t\u00fcr";
    std::vector<double> values = {1, 2};
    kept = conformance::keep_later(
        text, values, {"a", "b"}, std::map<std::string, double>{{"a", 0.5}}, {std::uint8_t{1}, "x"},
        "some", "/tmp/p", conformance::Phase::Done, {1, 2.5}, {1, 2}, U'\u00e9');
    values = {0, 0};
  }
  CHECK(kept.get() ==
        "t\u00fcr [1.0, 2.0] [\"a\", \"b\"] Some(0.5) (1, \"x\") Some(\"some\") /tmp/p Done 2.5 "
        "[1, 2] \u00e9");
  const auto refused = conformance::keep_later("\xff", {}, {}, std::map<std::string, double>{},
                                               {std::uint8_t{1}, "x"}, std::nullopt, "p",
                                               conformance::Phase::Begun, {}, {}, U'a')
                           .try_get();
  CHECK(refused.error().message() == "argument `text` is not valid UTF-8");
}

void of_one_thread() {
  Future<double> future = conformance::echo_later(1, 30);
  CHECK(future.valid() && !future.ready());
  CHECK(future.wait_for(milliseconds(0)) == std::future_status::timeout);
  Future<double> moved = std::move(future);
  CHECK(!future.valid() && moved.valid());  // NOLINT(bugprone-use-after-move)
  const std::string empty = "this Future is empty: it was moved from, or its value was taken";
  CHECK_THROWS(std::invalid_argument, empty, future.get());  // NOLINT(bugprone-use-after-move)
  CHECK(moved.wait_until(std::chrono::system_clock::now() + milliseconds(60000)) ==
        std::future_status::ready);
  moved.wait();
  CHECK(moved.ready() && moved.get() == 1 && !moved.valid());
  CHECK_THROWS(std::invalid_argument, empty, moved.get());
  CHECK(moved.ready() && !moved.cancel());
  moved = conformance::echo_later(2, 0);
  CHECK(moved.valid() && moved.ready() && !moved.cancel() && moved.get() == 2 && !moved.valid());
  CHECK_THROWS(std::invalid_argument, empty, moved.get());
  CHECK(Future<int>(3).get() == 3 && !Future<int>().valid());
  std::vector<Future<double>> many;
  for (int i = 0; i < 200; ++i) many.push_back(conformance::echo_later(i, 50));
  double sum = 0;
  for (Future<double>& each : many) sum += each.get();
  CHECK(sum == 199 * 100);
}

void dropping() {
  const std::uint32_t before = conformance::futures_dropped();
  {
    const auto future = conformance::echo_later(1, kForever);
  }
  CHECK(conformance::futures_dropped() == before + 1);
  Future<double> future = conformance::echo_later(1, kForever);
  CHECK(future.cancel() && conformance::futures_dropped() == before + 2);
  CHECK(future.ready() && future.valid() && !future.cancel());
  CHECK(future.try_get().error().kind() == FailureKind::cancelled);
  CHECK_THROWS(Cancelled, "the future was cancelled", future.get());
  future = conformance::echo_later(1, kForever);
  future = conformance::echo_later(2, 0);
  CHECK(conformance::futures_dropped() == before + 4);
  // One that is ready, and that nobody asked.
  future = conformance::echo_later(1, 1);
  await([&] { return future.ready(); });
  CHECK(!future.cancel() && future.get() == 1);
  // By another thread.
  future = conformance::echo_later(1, kForever);
  std::thread other([&] {
    std::this_thread::sleep_for(milliseconds(5));
    CHECK(future.cancel());
  });
  CHECK_THROWS(Cancelled, "the future was cancelled", future.get());
  other.join();
  // Whichever is first.
  for (int i = 0; i < 300; ++i) {
    future = conformance::echo_later(1, 1);
    std::this_thread::sleep_for(std::chrono::microseconds(900 + i));
    const bool is_cancelled = future.cancel();
    CHECK(is_cancelled != future.try_get().has_value());
  }
}

void objects() {
  conformance::Ticket ticket(5);
  CHECK(ticket.raise_later(2, 0).get() == 7 && ticket.raise_later(2, 2).get() == 9);
  {
    const auto raised = ticket.raise_later(1, kForever);
    CHECK(!ticket.try_number());
    CHECK_THROWS(conformance::BorrowError, ticket.try_number().error().message(),
                 ticket.number_later(0).get());
  }
  CHECK(ticket.number() == 9);
  ticket.set_number(9);
  {
    auto first = ticket.number_later(kForever), second = ticket.number_later(kForever);
    CHECK(ticket.number_later(0).get() == 9);
    CHECK(ticket.raise_later(1, 0).try_get().error().kind() == FailureKind::borrowed);
    first.cancel();
    CHECK(!ticket.raise_later(1, 0).try_get());
  }
  CHECK(ticket.raise_later(1, 0).get() == 10);
  for (const std::uint64_t pause : {0, 2}) {
    CHECK(conformance::Ticket::issue(1, &ticket, pause).get().number() == 11);
    CHECK(conformance::Ticket::issue(1, nullptr, pause).get().number() == 1);
  }
  auto spent = std::move(ticket).spend_later(2);
  CHECK(!ticket && spent.get() == 10);                         // NOLINT(bugprone-use-after-move)
  CHECK(ticket.number_later(0).try_get().error().message() ==  // NOLINT(bugprone-use-after-move)
        "this Ticket is empty: it was moved, or Rust took it in an earlier call");
  conformance::Tally tally;
  for (const std::uint64_t pause : {0, 1, 0}) CHECK(tally.count_later(pause).get() != 0);
  const auto account = conformance::Account::shared("own");
  CHECK(conformance::deposit_later(account, 2).get().deposit(0) == 2);
}

void functions() {
  std::atomic<int> calls = 0;
  Future<double> future = conformance::echo_later(1, 0);
  future.on_ready([&] { ++calls; });
  CHECK(calls == 1);
  std::thread::id where;
  future = conformance::echo_later(1, 5);
  future.on_ready([&, own = std::make_unique<int>(2)] {
    where = std::this_thread::get_id();
    // Nothing of this crate would be ready while its one thread waits.
    auto second = conformance::echo_later(1, kForever);
    CHECK(second.try_get().error().message() ==
          "this thread polls futures of Rust, so it cannot wait for one: `co_await` it, or resume "
          "elsewhere");
    CHECK_THROWS(std::invalid_argument, second.try_get().error().message(), second.wait());
    CHECK(second.wait_for(milliseconds(1)) == std::future_status::timeout && second.cancel());
    calls += *own;
  });
  CHECK_THROWS(std::invalid_argument, "this Future already has a continuation",
               future.on_ready([] {}));
  await([&] { return calls == 3; });
  CHECK(where != std::this_thread::get_id() && future.get() == 1);
  // What is never called is dropped; what is called has returned.
  const auto count = std::make_shared<int>(0);
  future = conformance::echo_later(1, kForever);
  future.on_ready([count] { ++*count; });
  future = Future<double>();
  CHECK(*count == 0 && count.use_count() == 1);
  future = conformance::echo_later(1, kForever);
  future.on_ready([count] { ++*count; });
  CHECK(future.cancel() && *count == 1 && count.use_count() == 1);
  auto ends_itself = std::make_unique<Future<double>>(conformance::echo_later(1, kForever));
  ends_itself->on_ready([&] { ends_itself.reset(); });
  CHECK(ends_itself->cancel() && ends_itself == nullptr);
  for (int i = 0; i < 100; ++i) {
    std::string gone = "not yet";
    future = conformance::echo_later(1, 1);
    future.on_ready([&] {
      std::this_thread::sleep_for(milliseconds(1));
      gone = "after it";
    });
    std::this_thread::sleep_for(std::chrono::microseconds(900 + i * 4));
    future = Future<double>();
    gone.clear();
  }
  // One that has itself ends itself.
  std::atomic<bool> is_over = false;
  auto own = std::make_shared<Future<double>>(conformance::echo_later(2, 2));
  own->on_ready([&, own] { is_over = own->get() == 2; });
  own.reset();
  await([&] { return is_over.load(); });
}

void many_threads() {
  conformance::Ticket ticket(1);
  std::atomic<int> sum = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 50; ++k) {
        auto echo = conformance::echo_later(i, static_cast<std::uint64_t>(k % 3));
        auto number = ticket.number_later(static_cast<std::uint64_t>(k % 2));
        if (k % 7 == 0) echo.cancel();
        if (k % 5 == 0) number = Future<std::uint64_t>();
        if (k % 5 != 0) sum += static_cast<int>(number.get());
        if (k % 7 != 0) CHECK(echo.get() == i);
      }
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(sum == 8 * 40);
}

#if defined(__cpp_lib_coroutine)
Task sum_of(int count, std::uint64_t pause, std::atomic<int>& sum) {
  int own = 0;
  for (int i = 0; i < count; ++i) {
    own += static_cast<int>(co_await conformance::echo_later(1, pause));
  }
  sum += own;
}

Task lose(std::uint32_t kind, std::uint64_t pause, std::atomic<int>& outcome) {
  try {
    Future<std::optional<std::string>> future = conformance::lose_later(kind, pause);
    outcome = (co_await future).has_value() ? 2 : 1;
  } catch (const conformance::RustErrorOf<std::uint32_t>& error) {
    outcome = static_cast<int>(error.value());
  } catch (const conformance::RustPanic&) {
    outcome = 9;
  }
}

/// Where coroutines are to resume.
struct Loop {
  std::mutex mutex;
  std::vector<std::coroutine_handle<>> ready;

  void post(std::coroutine_handle<> coroutine) {
    const std::lock_guard<std::mutex> lock(mutex);
    ready.push_back(coroutine);
  }
  void run_one() {
    await([&] {
      const std::lock_guard<std::mutex> lock(mutex);
      return !ready.empty();
    });
    const std::coroutine_handle<> coroutine = ready.back();
    ready.pop_back();
    coroutine.resume();
  }
};

/// What a lambda would be; g++ 12 warns of those in a coroutine.
struct Post {
  Loop* loop;
  void operator()(std::coroutine_handle<> coroutine) const { loop->post(coroutine); }
};

Task on_loop(Loop& loop, std::thread::id& where, bool& is_over) {
  // Not in the condition of an `if`: g++ 12 makes wrong code of that.
  const double at_once = co_await conformance::echo_later(1, 0).resume_on(Post{&loop});
  const double later = co_await conformance::echo_later(2, 3).resume_on(Post{&loop});
  CHECK(at_once == 1 && later == 2);
  where = std::this_thread::get_id();
  // A blocking wait is fine here.
  CHECK(conformance::echo_later(3, 2).get() == 3);
  is_over = true;
}

void coroutines() {
  std::atomic<int> sum = 0;
  sum_of(1000, 0, sum);
  CHECK(sum == 1000);
  for (int i = 0; i < 20; ++i) sum_of(5, 1, sum);
  await([&] { return sum == 1100; });
  for (const std::uint64_t pause : {0, 2}) {
    int wanted[] = {1, 2, 7, 9};
    for (std::uint32_t kind = 0; kind < 4; ++kind) {
      std::atomic<int> outcome = 0;
      lose(kind, pause, outcome);
      await([&] { return outcome != 0; });
      CHECK(outcome == wanted[kind]);
    }
  }
  Loop loop;
  std::thread::id where;
  bool is_over = false;
  on_loop(loop, where, is_over);
  loop.run_one();
  CHECK(is_over && where == std::this_thread::get_id());
}
#endif

#if defined(__cpp_lib_jthread) && defined(__cpp_lib_coroutine)
Task until_stopped(std::stop_token stop, std::atomic<int>& outcome) {
  try {
    co_await conformance::echo_later(1, kForever).cancel_on(stop);
    outcome = 1;
  } catch (const Cancelled&) {
    outcome = 2;
  }
}

void stops() {
  const std::uint32_t before = conformance::futures_dropped();
  std::stop_source source;
  std::thread other([&] {
    std::this_thread::sleep_for(milliseconds(5));
    source.request_stop();
  });
  CHECK_THROWS(Cancelled, "the future was cancelled",
               conformance::echo_later(1, kForever).get(source.get_token()));
  other.join();
  CHECK(conformance::futures_dropped() == before + 1);
  CHECK(conformance::echo_later(1, 0).get(source.get_token()) == 1);
  CHECK(!conformance::echo_later(1, kForever).try_get(source.get_token()));
  CHECK(conformance::echo_later(1, 2).get(std::stop_token()) == 1);
  Future<double> future = conformance::echo_later(1, kForever).cancel_on(source.get_token());
  CHECK(future.ready() && !future.try_get());
  source = std::stop_source();
  future = conformance::echo_later(1, 2);
  future.cancel_on(source.get_token());
  CHECK(future.get() == 1);
  std::atomic<int> outcome = 0;
  until_stopped(source.get_token(), outcome);
  CHECK(outcome == 0);
  source.request_stop();
  CHECK(outcome == 2);
  for (int i = 0; i < 100; ++i) {
    std::stop_source racing;
    future = conformance::echo_later(1, 1).cancel_on(racing.get_token());
    std::thread stopping([&] {
      std::this_thread::sleep_for(std::chrono::microseconds(900 + i * 4));
      racing.request_stop();
    });
    const auto result = future.try_get();
    CHECK(result.has_value() || result.error().kind() == FailureKind::cancelled);
    if (i % 2 == 0) future = Future<double>();
    stopping.join();
  }
}
#endif

}  // namespace futures_tests

void futures() {
  futures_tests::values();
  futures_tests::arguments();
  futures_tests::of_one_thread();
  futures_tests::dropping();
  futures_tests::objects();
  futures_tests::functions();
  futures_tests::many_threads();
#if defined(__cpp_lib_coroutine)
  futures_tests::coroutines();
#endif
#if defined(__cpp_lib_jthread) && defined(__cpp_lib_coroutine)
  futures_tests::stops();
#endif
}
