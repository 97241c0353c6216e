// Functions of C++ that Rust keeps.
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "check.hpp"

namespace kept_tests {

void one() {
  auto owned = std::make_shared<int>(0);
  conformance::keep([owned](const std::string& text) { return text.size() + ++*owned; });
  CHECK(owned.use_count() == 2 && conformance::call_stored("text") == 5);
  CHECK(conformance::call_stored_there("text") == 6 && conformance::call_stored("") == 3);
  conformance::keep([](std::string_view text) { return text.size(); });
  CHECK(owned.use_count() == 1 && conformance::call_stored("ß") == 2);
  conformance::keep([owned](const std::string&) { return owned.use_count(); });
  CHECK(owned.use_count() == 2);
  conformance::forget();
  CHECK(owned.use_count() == 1);
  // What can only be moved, and what another thread drops.
  auto alone = std::make_unique<std::size_t>(7);
  conformance::keep([alone = std::move(alone), owned](const std::string&) { return *alone; });
  CHECK(conformance::call_stored("") == 7 && owned.use_count() == 2);
  conformance::forget_there();
  CHECK(owned.use_count() == 1);
}

void what_they_throw() {
  conformance::keep([](const std::string& text) -> std::size_t {
    if (text == "int") throw 1;
    throw std::runtime_error("no " + text);
  });
  CHECK_THROWS(std::runtime_error, "no text", conformance::call_stored("text"));
  CHECK_THROWS(conformance::RustError, "no there", conformance::call_stored_there("there"));
  CHECK(conformance::call_stored_or_text("caught") == "no caught");
  CHECK(conformance::call_stored_or_text("int") == "an exception that is no std::exception");
  conformance::forget();
}

void many_threads() {
  std::atomic<int> calls{0};
  const auto work = [&](double x, const std::vector<std::string>& texts) {
    CHECK(texts.size() == 3 && texts[2] == "text");
    if (++calls == 90000) throw std::runtime_error("too many");
    return x;
  };
  auto workers = conformance::Workers::start_workers(work, 8, 1000);
  (void)workers.are_done();
  CHECK(std::move(workers).result() == 8 * 999 * 500.0 && calls == 8000);
  auto failing = conformance::Workers::start_workers(
      [](double, const std::vector<std::string>&) -> double { throw std::runtime_error("none"); },
      2, 10);
  CHECK_THROWS(conformance::RustError, "none", (void)std::move(failing).result());
}

void of_one_thread() {
  const std::uint32_t before = conformance::live_counters();
  std::int64_t last = 0;
  conformance::Hooks hooks([&](conformance::Counter counter) { last = counter.value(); });
  auto owned = std::make_shared<int>(0);
  hooks.add_hook([](std::optional<std::int64_t> value) { return value; });
  hooks.add_hook([owned](std::optional<std::int64_t> value) -> std::optional<std::int64_t> {
    if (!value) return std::nullopt;
    return *value + 1;
  });
  CHECK(hooks.run_hooks(1) == 2 && !hooks.run_hooks(std::nullopt));
  std::vector<double> values = {1, 2};
  CHECK(hooks.run_beside(values) == 5);
  hooks.finish_hooks();
  CHECK(last == 7 && conformance::live_counters() == before && owned.use_count() == 2);
  hooks = conformance::Hooks([](conformance::Counter) {});
  CHECK(owned.use_count() == 1);
  CHECK(conformance::kept_generic(
            [](std::uint8_t x) { return static_cast<std::uint8_t>(x + 1); }) == 2);
}

// It was given to Rust, which drops it.
void refused() {
  auto owned = std::make_shared<int>(0);
  const auto result = conformance::try_kept_refused([owned] {}, static_cast<char32_t>(0xd800));
  CHECK(result.error().kind() == conformance::FailureKind::refused && owned.use_count() == 1);
  CHECK(conformance::kept_refused([owned] {}, U'x') == U'x');
  CHECK(owned.use_count() == 1);
}

}  // namespace kept_tests

inline void kept_calls() {
  kept_tests::one();
  kept_tests::what_they_throw();
  kept_tests::many_threads();
  kept_tests::of_one_thread();
  kept_tests::refused();
}
