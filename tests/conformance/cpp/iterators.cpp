#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace iterators_tests {

template <typename Range>
auto collected(Range range) {
  std::vector<typename Range::iterator::value_type> all;
  for (auto& each : range) all.push_back(std::move(each));
  return all;
}

void of_items() {
  CHECK(collected(conformance::count_up(3)) == std::vector<std::uint32_t>({0, 1, 2}));
  CHECK(conformance::counters_alive() == 0);
  conformance::SquaresIterator squares = conformance::squares(3);
  CHECK(squares.size() == 3 && squares.next() == 0.0 && squares.size() == 2);
  CHECK(collected(conformance::backwards({1, 2})) == std::vector<std::int64_t>({2, 1}));
  CHECK(conformance::backwards({1, 2}).size() == 2);
  const std::vector<std::string> words = {"one", "two"};
  CHECK(collected(conformance::words_in("one two")) == words);
  const std::vector<double> numbers = {1, 2, 3};
  CHECK(collected(conformance::windows_of(numbers, 2)).size() == 2);
  CHECK(collected(conformance::shared_names(2)).back() == "n1");
  CHECK(std::get<1>(collected(conformance::pairs_of("7,x")).front()) == 7);
  CHECK(collected(conformance::numbers_or_not("x,1")).front() == std::nullopt);
  CHECK(collected(conformance::both_of(1.5F)).size() == 2);
  CHECK(collected(conformance::both_of(std::int64_t{2})).size() == 2);
}

void of_errors() {
  conformance::ParsedIterator parsed = conformance::parsed("1,x");
  CHECK(parsed.next() == 1 && !parsed.try_next());
  CHECK(parsed.next() == std::nullopt);
  CHECK(collected(conformance::divisors(6)).size() == 4 && !conformance::try_divisors(0));
  CHECK(!conformance::none_if_zero(0) && conformance::none_if_zero(2)->size() == 2);
  CHECK(conformance::none_if_zero(2)->next() == 0);
  conformance::CountUpIterator panics = conformance::count_up(20);
  for (int i = 0; i < 13; ++i) panics.next();
  CHECK(!panics.try_next() && !panics.next());
}

void of_objects() {
  conformance::Paragraph paragraph("a bb");
  {
    conformance::ParagraphEachIterator each = paragraph.each();
    CHECK(each.next() == "a" && paragraph.count() == 2 && !paragraph.try_push("c"));
  }
  paragraph.push("c");
  CHECK(collected(paragraph.longer_than(conformance::Paragraph("x y"))).size() == 1);
  CHECK(collected(paragraph.drain()).size() == 3 && paragraph.drain().size() == 0);
  CHECK(collected(conformance::Paragraph("a b").parts()).size() == 2);
  CHECK(collected(conformance::Paragraph::all_of({"a b"})).front().count() == 2);
}

}  // namespace iterators_tests

void iterators() {
  iterators_tests::of_items();
  iterators_tests::of_errors();
  iterators_tests::of_objects();
}
