#include <atomic>
#include <thread>

#include "check.hpp"

namespace threads_tests {

template <typename Work>
void elsewhere(const Work& work) {
  std::thread(work).join();
}

void kept_to_a_thread() {
  {
    conformance::Ledger ledger;
    CHECK(ledger.note() == 1 && ledger.note_alone() == 2 && conformance::live_ledgers() == 1);
    elsewhere(
        [&] { CHECK(ledger.try_note().error().kind() == conformance::FailureKind::borrowed); });
    CHECK(std::move(ledger).close_ledger() == 2);
  }
  CHECK(conformance::live_ledgers() == 0);
  const conformance::Gauge gauge;
  elsewhere([&] { CHECK(gauge.raise() == 1); });
  gauge.raise_and([&] { elsewhere([&] { CHECK(!gauge.try_raise()); }); });
}

/// Several threads share what Rust shares; who comes too late is told so.
void at_once() {
  conformance::Counter counter(0);
  std::atomic<int> increments = 0, others = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 1000; ++k) {
        const auto result = counter.try_increment();
        if (result) {
          ++increments;
        } else if (result.error().kind() != conformance::FailureKind::borrowed) {
          ++others;
        }
        (void)conformance::echo_str("text");
        (void)conformance::try_divide(k, 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(counter.value() == increments && others == 0);
}

void long_calls() {
  conformance::wait(1);
  std::vector<double> values = {1, 2};
  const conformance::Counter counter(5);
  const auto slow = conformance::slow(1, values, "n", 3, counter, true);
  CHECK(values[1] == 3 && std::get<1>(*slow) == "n3" && std::get<2>(*slow) == 5);
  CHECK(conformance::slow_sum(1, std::vector<double>{1.5, 2}) == 3.5);
  CHECK(conformance::slow_sum(1, std::vector<std::uint8_t>{1, 2}) == 3);
  conformance::Job job(1);
  CHECK(job.go_on(1) == 1 && job.done() == 1);
  job.set_done(2);
  CHECK(!job.try_go_on(1));
}

}  // namespace threads_tests

void threads() {
  using namespace threads_tests;  // NOLINT(google-build-using-namespace)
  kept_to_a_thread();
  at_once();
  long_calls();
}
