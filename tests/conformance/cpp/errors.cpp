#include "check.hpp"

namespace errors_tests {

/// What a panic says, without its place.
template <typename Call>
std::string panic_of(const Call& call) {
  try {
    call();
  } catch (const conformance::RustPanic& panic) {
    // Of a thread that was joined, the place is not known.
    const bool is_placed = panic.place().find(".rs:") != std::string::npos;
    CHECK(is_placed || panic.place().empty());
    CHECK(panic.what() ==
          "Rust panicked" + (is_placed ? " at " + panic.place() : "") + ": " + panic.message());
    return panic.message();
  }
  return "nothing";
}

void of_results() {
  CHECK(conformance::parse_digits("123") == 123);
  CHECK_THROWS(conformance::RustError, "there is nothing to parse", conformance::parse_digits(""));
  CHECK_THROWS(conformance::RustError, "'x' is no digit\nand \302\253that\302\273 is $odd",
               conformance::parse_digits("1x"));
  CHECK_THROWS(conformance::RustError, "invalid digit found in string", conformance::boxed_error());
  CHECK_THROWS(conformance::RustError, "", conformance::empty_error());
  // The errors behind these are for Julia.
  CHECK_THROWS(conformance::RustError, "line 3 is wrong", conformance::boxed_chain());
  CHECK_THROWS(conformance::RustError, "again", conformance::endless_chain());
  CHECK(conformance::divide(6, 3) == 2);
  CHECK(conformance::index(1) == std::optional<std::uint8_t>(2));
}

void panics() {
  CHECK(panic_of([] { conformance::panic_with_text(); }) == "a text without holes");
  CHECK(panic_of([] { (void)conformance::panic_with_format(3); }) == "3 is not good");
  CHECK(panic_of([] { (void)conformance::panic_with_value(); }) != "nothing");
  CHECK(panic_of([] { (void)conformance::divide(1, 0); }) == "attempt to divide by zero");
  CHECK(panic_of([] { (void)conformance::add(INT32_MAX, 1); }) == "the sum is too large");
  CHECK(panic_of([] { (void)conformance::index(7); }) ==
        "index out of bounds: the len is 3 but the index is 7");
  CHECK(panic_of([] { (void)conformance::panic_in_a_thread(); }) == "elsewhere");
  CHECK(panic_of([] { conformance::panic_in_drop(); }) == "dropping panics");
  CHECK(panic_of([] { (void)conformance::panic_with_string("own"); }) == "own");
  CHECK(panic_of([] { (void)conformance::error_that_panics(); }) == "Display panics");
  const auto failed = conformance::try_panic_with_format(4);
  CHECK(failed.error().kind() == conformance::FailureKind::panic);
  CHECK(failed.error().message() == "4 is not good" && !failed.error().place().empty());
}

void expectations() {
  auto good = conformance::try_parse_digits("12");
  CHECK(good && good.has_value() && *good == 12 && good.value() == 12);
  const auto copy = good;
  good = conformance::try_parse_digits("x");
  CHECK(!good && *copy == 12 && std::move(good).value_or(5U) == 5);
  auto text = conformance::try_echo_str("text");
  CHECK(text->size() == 4);
  const std::string taken = *std::move(text);
  CHECK(taken == "text");
  const conformance::Failure failure = std::move(good.error());
  CHECK(good.error().message() == failure.message());
}

}  // namespace errors_tests

void errors() {
  using namespace errors_tests;  // NOLINT(google-build-using-namespace)
  of_results();
  panics();
  expectations();
}
