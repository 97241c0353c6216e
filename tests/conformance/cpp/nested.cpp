#include "check.hpp"

namespace nested_tests {

using conformance::Colour;
using conformance::Pixel;
using conformance::Spot;

template <typename T>
using List = std::vector<T>;
template <typename T>
using Maybe = std::optional<T>;
using Text = std::string;

void borrowed() {
  CHECK(conformance::nested_sum(List<List<double>>{{1, 2}, {}, {3.5}}) == 6.5);
  CHECK(conformance::nested_known(List<Maybe<std::int64_t>>{1, std::nullopt}) == 1);
  const std::map<Text, List<std::uint16_t>> map = {{"a", {1, 2}}, {"b", {}}};
  CHECK(conformance::nested_lookup(map, "a").value().size() == 2);
  CHECK(!conformance::nested_lookup(map, "c"));
  CHECK(conformance::nested_least(std::map<std::int32_t, Text>{{3, "c"}, {-1, "a"}}) == "a");
  CHECK(conformance::nested_shared(std::set<Text>{"a", "b"}, std::set<Text>{"b", "c"}) == 1);
  using Fronts = std::deque<std::tuple<char32_t, bool>>;
  CHECK(*conformance::nested_front(Fronts{{U'a', true}}) == std::make_tuple(U'a', true));
  CHECK(!conformance::nested_front(Fronts()));
  CHECK(conformance::nested_borrowed(std::nullopt) == -1);
  CHECK(conformance::nested_borrowed(std::map<Text, double>{{"a", 1}, {"b", 0.5}}) == 1.5);
  using Words = List<std::tuple<Text, Maybe<Text>>>;
  CHECK(conformance::nested_text(Words{{"a", "b"}, {"c", std::nullopt}}) == "abc-");
  CHECK_THROWS(std::invalid_argument, "argument `words` has an element that is not valid UTF-8",
               conformance::nested_text(Words{{"a", "\xff"}}));
  CHECK((conformance::nested_words("ab ac b") ==
         std::map<Text, List<Text>>{{"a", {"ab", "ac"}}, {"b", {"b"}}}));
}

void options_of_options() {
  using Twice = Maybe<Maybe<std::int32_t>>;
  for (const Twice& value : {Twice(), Twice(std::in_place), Twice(7)}) {
    CHECK(conformance::nested_twice(value) == value);
    CHECK(conformance::nested_checked(value, true) == value);
    CHECK_THROWS(conformance::RustErrorOf<std::uint8_t>, "7",
                 conformance::nested_checked(value, false));
  }
  using Thrice = Maybe<Maybe<Maybe<Text>>>;
  for (const Thrice& value : {Thrice(), Thrice(std::in_place), Thrice(Maybe<Text>("a"))}) {
    CHECK(conformance::nested_thrice(value) == value);
  }
  using Spots = Maybe<Maybe<Spot>>;
  const auto beside = conformance::nested_twice_beside({std::uint8_t(1), Spots(Spot(1, 2))});
  CHECK(**std::get<0>(beside) == Spot(1, 2) && std::get<1>(beside) == 1);
  CHECK(!std::get<0>(conformance::nested_twice_beside({std::uint8_t(1), Spots()})));
  const List<Maybe<Maybe<bool>>> each = {std::nullopt, Maybe<bool>(), Maybe<bool>(true)};
  CHECK(conformance::nested_twice_each(each) == each);
}

void deep() {
  using Inner = std::tuple<std::uint8_t, Maybe<std::string_view>>;
  using Flags = List<Maybe<bool>>;
  const Flags flags = {true, std::nullopt};
  using Deep = std::tuple<Maybe<Inner>, conformance::packed<Flags>>;
  const auto came = conformance::nested_deep(Deep(Inner(1, "a"), flags));
  CHECK(*std::get<1>(*std::get<0>(*came)) == "a" && std::get<1>(*came) == flags);
  CHECK(!conformance::nested_deep(std::nullopt));
#if defined(__SIZEOF_INT128__)
  using All = List<std::tuple<bool, std::int8_t, std::uint64_t, float, char32_t, Text, Text,
                              Maybe<conformance::uint128>>>;
  const All all = {{true, std::int8_t(-128), ~std::uint64_t(0), 0.5F, U'\u00df', "c", "d", 7},
                   {false, std::int8_t(0), 0, 0.0F, U'a', "", "", std::nullopt}};
  CHECK(conformance::nested_all(all) == all);
#endif
  using Named = std::map<std::tuple<std::int8_t, char32_t>,
                         List<std::tuple<Maybe<Spot>, Colour, List<Pixel>>>>;
  const Pixel pixel = {true, Spot(1, 2), Colour::Green, 300, -3};
  const Named named = {{{std::int8_t(-5), U'a'}, {{Spot(1, 2), Colour::Blue, {pixel, pixel}}}},
                       {{std::int8_t(5), U'b'}, {}}};
  CHECK(conformance::nested_named(named) == named);
  const List<List<List<List<bool>>>> cube = {{{{true, false}, {}}, {}}, {}};
  CHECK(conformance::nested_cube(cube) == cube);
  const std::map<std::uint8_t, std::uint8_t> bytes = {{1, 2}, {255, 0}};
  CHECK(conformance::nested_hasher(bytes) == bytes);
  const std::map<std::size_t, List<List<std::size_t>>> counts = {{0, {{1, 2}, {}}}};
  CHECK(conformance::nested_counts(counts) == counts);
  CHECK(conformance::nested_huge(1)[1] == ~std::size_t(0) - 1);
  CHECK(conformance::nested_many(1000).at(999) == 499.5);
}

void objects() {
  const auto counters = conformance::nested_counters(3);
  CHECK(counters.size() == 3 && counters[2]->value() == 2 && !counters[1]);
  CHECK(std::get<0>(conformance::nested_named_counters().at("one")).value() == 1);
}

}  // namespace nested_tests

void nested_types() {
  nested_tests::borrowed();
  nested_tests::options_of_options();
  nested_tests::deep();
  nested_tests::objects();
}
