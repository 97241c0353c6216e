#include "check.hpp"

namespace bounds_tests {

void texts() {
  CHECK(conformance::length_of("abc") == 3);
  CHECK(conformance::joined_lent(std::vector<std::string>{"a", "b"}, "-") == "a-b");
  CHECK(conformance::stem_of("a/b.txt") == "b");
  CHECK(conformance::below_path("a", "b") == "a/b");
  CHECK(conformance::kept_text("abc", "d") == "ABCd");
  CHECK(conformance::greeted("ab", std::nullopt) == "abab");
  CHECK(conformance::total_length(std::vector<std::string>{"a", "bc"}) == 3);
  CHECK(conformance::scaled_named(2.0, "x") == "x=4");
  CHECK(conformance::scaled_named(0.5F, "x") == "x=0.25");
}

void numbers() {
  const std::vector<double> values{1, 2.5};
  CHECK(conformance::sum_lent(values) == 3.5);
  CHECK(conformance::sum_yielded(values) == 3.5);
  CHECK(conformance::sum_borrowed(values) == 3.5);
  CHECK(conformance::all_doubled(values, 1)[1] == 6);
  CHECK(conformance::as_float(3) == 3);
  CHECK(conformance::first_two(std::vector<std::int64_t>{1}) == std::make_tuple(1, std::nullopt));
  const std::vector<std::tuple<std::string, std::optional<std::uint8_t>>> pairs{{"a", 1}};
  CHECK(conformance::reversed_pairs(pairs)[0] == "aSome(1)/1");
}

void functions() {
  CHECK(conformance::applied([](double x) { return x / 2; }, 4) == 4);
  std::uint32_t sum = 0;
  CHECK(conformance::applied_all([&](std::uint32_t i) { sum += i; },
                                 [](std::int32_t i) { return -i; },
                                 [](std::int32_t i) { return 2 * i; }) == 5);
  CHECK(sum == 6);
}

void methods() {
  auto bag = conformance::Bag::of_names(std::vector<std::string>{"a", "b"});
  CHECK(bag.put("c") == 3);
  CHECK(bag.joined_names("+") == "a+b+c");
  CHECK(conformance::emptied_bag(std::move(bag)).size() == 3);
}

}  // namespace bounds_tests

void bounds() {
  bounds_tests::texts();
  bounds_tests::numbers();
  bounds_tests::functions();
  bounds_tests::methods();
}
