// Functions that return streams.
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "task.hpp"

namespace streams_tests {

using conformance::FailureKind;

constexpr std::uint64_t kForever = 600000;

template <typename Stream>
auto collected(Stream stream) {
  std::vector<typename Stream::iterator::value_type> all;
  for (auto& each : stream) all.push_back(std::move(each));
  return all;
}

void of_items() {
  const std::vector<std::uint32_t> numbers = {0, 1, 2};
  for (const std::uint64_t pause : {0, 2}) {
    CHECK(collected(conformance::count_slowly(3, pause)) == numbers);
    conformance::CountSlowlyStream stream = conformance::count_slowly(2, pause);
    CHECK(stream.next() == 0u && stream.next_async().get() == 1u);
    CHECK(stream.next() == std::nullopt && stream.next() == std::nullopt);
    CHECK(*stream.try_next() == std::nullopt);
    CHECK(conformance::streams_alive() == 0);
  }
  auto panics = conformance::count_slowly(20, 0);
  for (int i = 0; i < 13; ++i) panics.next();
  CHECK(panics.try_next().error().message() == "13 is no number" && !panics.next());
  auto parsed = conformance::parsed_slowly("1,x,3");
  CHECK(parsed->next() == 1);
  CHECK_THROWS(conformance::RustError, "invalid digit found in string", parsed->next());
  CHECK(collected(std::move(*parsed)) == std::vector<std::int32_t>({3}));
  CHECK(!conformance::parsed_slowly(""));
}

void of_objects() {
  conformance::Paragraph paragraph("one two one");
  {
    conformance::WordsSlowlyStream words = conformance::words_slowly(paragraph, "o");
    CHECK(words.next() == std::optional<std::optional<std::string>>("one"));
    CHECK(paragraph.count() == 3 && !paragraph.try_push("x"));
    const std::vector<std::optional<std::string>> left = {std::nullopt, "one"};
    CHECK(collected(std::move(words)) == left);
  }
  paragraph.push("x");
}

void closing() {
  auto stream = conformance::count_slowly(3, 30);
  CHECK(stream.next() == 0u);
  {
    auto waiting = stream.next_async();
    CHECK(!waiting.ready() && conformance::streams_alive() == 1);
    CHECK(stream.next_async().try_get().error().kind() == FailureKind::borrowed);
    CHECK(stream.try_next().error().kind() == FailureKind::borrowed);
    CHECK(stream.try_close().error().kind() == FailureKind::borrowed && stream);
    CHECK_THROWS(conformance::BorrowError, stream.try_close().error().message(), stream.close());
  }
  // To end the waiting leaves the stream as it was.
  CHECK(stream.next() == 1u);
  stream.close();
  CHECK(!stream && conformance::streams_alive() == 0 && stream.try_close());
  CHECK_THROWS(std::invalid_argument,
               "this CountSlowlyStream is empty: it was moved, or Rust took it in an earlier call",
               stream.next());
  {
    const auto dropped = conformance::count_slowly(1, kForever);
  }
  CHECK(conformance::streams_alive() == 0);
}

#if defined(__cpp_lib_coroutine)
Task sum_of(std::uint32_t end, std::uint64_t pause, std::atomic<std::uint32_t>& sum) {
  conformance::CountSlowlyStream stream = conformance::count_slowly(end, pause);
  std::uint32_t own = 0;
  while (const std::optional<std::uint32_t> each = co_await stream.next_async()) own += *each;
  stream.close();
  sum += own;
}

void coroutines() {
  std::atomic<std::uint32_t> sum = 0;
  sum_of(5, 0, sum);
  CHECK(sum == 10);
  for (int i = 0; i < 10; ++i) sum_of(5, 1, sum);
  while (sum != 110) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
#endif

}  // namespace streams_tests

void streams() {
  streams_tests::of_items();
  streams_tests::of_objects();
  streams_tests::closing();
#if defined(__cpp_lib_coroutine)
  streams_tests::coroutines();
#endif
}
