#include <cmath>
#include <functional>
#include <limits>

#include "check.hpp"

namespace callbacks_tests {

struct Stop {
  int code;
};

double half(double x) {
  return x / 2;
}

std::vector<int> seen_plain;

void called() {
  int count = 0;
  CHECK(conformance::sum_of([&](double x) { return ++count, x * x; }, 4) == 14 && count == 4);
  CHECK(conformance::sum_of(half, 3) == 1.5 && conformance::sum_of(&half, 3) == 1.5);
  const std::function<double(double)> function = half;
  CHECK(conformance::sum_of(function, 3) == 1.5);
  std::vector<std::int32_t> visited;
  conformance::each(3, [&](std::int32_t i) { visited.push_back(i); });
  CHECK(visited == std::vector<std::int32_t>({0, 1, 2}));
  CHECK(conformance::small_([](std::int8_t x) -> std::int8_t { return x; }) == -5);
  std::vector<double> memory(4);
  CHECK(conformance::fill(memory, [](double* start, std::size_t length) {
          *start = 7;
          return start + length;
        }) == 4);
  CHECK(memory[0] == 7);
  CHECK(conformance::composed([](double x) { return x + 1; }, half, 4) == 3);
  CHECK(*conformance::try_composed([](double x) { return -x; }, half, 4)
             .error()
             .value<std::int64_t>() == -2);
  CHECK(conformance::found([](std::int64_t i) { return i == 5; }, "at ") == "at 5");
  CHECK(!conformance::found([](std::int64_t) { return false; }, ""));
}

void kinds() {
  const bool all = conformance::all_kinds(
      SIZE_MAX, [](std::int8_t a, std::uint8_t b, std::int16_t c, std::uint16_t d, std::int32_t e,
                   std::uint32_t f, std::int64_t g, std::uint64_t h, std::intptr_t i, std::size_t j,
                   float k, double l, bool m) {
        return a == INT8_MIN && b == UINT8_MAX && c == INT16_MIN && d == UINT16_MAX &&
               e == INT32_MIN && f == UINT32_MAX && g == INT64_MIN && h == UINT64_MAX &&
               i == INTPTR_MIN && j == SIZE_MAX && std::isnan(k) && std::isinf(l) && m;
      });
  CHECK(all);
  CHECK(conformance::counted([](std::size_t count) { return count - 1; }, SIZE_MAX) ==
        SIZE_MAX - 1);
  const auto plain = [](std::size_t count, double x) noexcept { return x == 0.5 ? count : 0; };
  CHECK(conformance::counted_plain(plain, SIZE_MAX) == SIZE_MAX);
}

/// An exception comes out as it went in, when Rust has unwound.
void throwing() {
  int caught = 0;
  try {
    conformance::each(5, [](std::int32_t i) {
      if (i == 2) throw Stop{i};
    });
  } catch (const Stop& stop) {
    caught = stop.code;
  }
  CHECK(caught == 2);
  const auto failed = conformance::try_sum_of([](double) -> double { throw Stop{3}; }, 1);
  CHECK(failed.error().kind() == conformance::FailureKind::callback);
  CHECK(failed.error().exception() != nullptr);
  // Rust can stop it; then it is gone.
  CHECK(conformance::caught(
            [](std::int32_t i) {
              if (i % 2 == 0) throw Stop{i};
            },
            5) == 3);
  std::vector<std::int32_t> seen;
  try {
    conformance::call_while_unwinding([](std::int32_t i) -> std::int32_t { throw Stop{i}; },
                                      [&](std::int32_t i) { seen.push_back(i); });
    CHECK(false);
  } catch (const Stop&) {
    CHECK(seen == std::vector<std::int32_t>({0}));
  }
  CHECK_THROWS(
      std::logic_error, "second",
      conformance::composed(half, [](double) -> double { throw std::logic_error("second"); }, 1));
}

void of_c() {
  using Plain = double (*)(double) noexcept;
  const Plain plain = [](double x) noexcept { return x * 2; };
  CHECK(conformance::sum_of_plain(plain, 3) == 6);
  CHECK(conformance::sum_of_plain([](double x) noexcept { return x; }, 3) == 3);
  conformance::keep_plain(plain);
  CHECK(conformance::call_kept(4) == 8);
  CHECK(conformance::plain_then_panic(
            [](std::int32_t i, bool) noexcept { seen_plain.push_back(i); }, "text") == "text");
  CHECK(seen_plain == std::vector<int>({7}));
  CHECK(!conformance::try_plain_then_panic([](std::int32_t, bool) noexcept {}, "panic"));
  CHECK_THROWS(std::invalid_argument, "`f` is null, and Rust would call it",
               conformance::sum_of_plain(nullptr, 3));
  CHECK(conformance::sum_after_plain({1, 2}, [](double) noexcept {}) == 3);
}

void beside() {
  const std::vector<double> values = {1, 2};
  CHECK(conformance::sum_after(values, [](double) {}) == 3);
  std::vector<std::uint32_t> counted(3);
  const bool flags[] = {true, false, true};
  using Others = std::tuple<conformance::span<const bool>, std::uint8_t>;
  std::uint32_t last = 0;
  const auto note = [&](std::uint32_t i) { last = i; };
  CHECK(conformance::count_up(conformance::span<std::uint32_t>(counted), Others(flags, 0), note) ==
        2U);
  CHECK(counted[2] == 2 && last == 2);
  CHECK(!conformance::count_up(std::nullopt, Others(flags, 0), note));
  CHECK_THROWS(
      conformance::RustError, "as you wish",
      conformance::count_up(conformance::span<std::uint32_t>(counted), Others(flags, 1), note));
}

// In Julia the host itself provides these.
void services() {
  const std::vector<double> values = {1, 2, 3};
  int asked = 0;
  const auto doubled = conformance::doubled_until(values, [&] { return ++asked == 3; });
  CHECK(std::vector<double>(doubled.begin(), doubled.end()) == std::vector<double>({2, 4}));
  double done = 0;
  CHECK(conformance::counted_to(4, [&](double fraction) { done += fraction; }) == 4);
  CHECK(done == 2.5);
}

void of_objects() {
  conformance::Listener listener;
  listener.set_total(5);
  CHECK(listener.listen([](std::int64_t total) { return total + 1; }) == 11);
  std::int64_t heard = 0;
  listener.tell([&](std::int64_t total) { heard = total; });
  CHECK(heard == 11 && listener.total() == 11);
  // It is in use meanwhile.
  CHECK_THROWS(conformance::BorrowError,
               "argument `self` is in use by a call that has not returned yet",
               listener.listen([&](std::int64_t) { return listener.total(); }));
  conformance::Listener other;
  std::move(listener).join(other, std::nullopt);
  CHECK(other.total() == 11 && !listener);
  conformance::Listener(conformance::Listener()).join(other, conformance::Listener());
  std::move(other).give([&](std::int64_t total) { heard = total + 1; });
  CHECK(heard == 12 && !other);
}

}  // namespace callbacks_tests

void callbacks() {
  using namespace callbacks_tests;  // NOLINT(google-build-using-namespace)
  called();
  kinds();
  throwing();
  of_c();
  beside();
  of_objects();
  services();
}
