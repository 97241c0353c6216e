#include "check.hpp"

namespace tuples_tests {

using conformance::Colour;
using conformance::Counter;
using conformance::Pixel;
using conformance::Spot;
template <typename T>
using Values = std::vector<T>;

void plain() {
  CHECK(conformance::tuple_one({1.5}) == std::make_tuple(1.5));
  CHECK(conformance::tuple_small({-70000, std::int8_t(-3)}) ==
        std::make_tuple(std::int8_t(-3), -70000));
  CHECK(conformance::tuple_two({std::uint8_t(1), 2.5}) == std::make_tuple(2.5, std::uint8_t(1)));
  const std::tuple<std::int8_t, std::uint64_t, bool, char32_t, float, std::int16_t, std::size_t,
                   double>
      eight(-1, ~std::uint64_t(0), true, U'\u00df', 0.5F, -300, 7, 0.1);
  CHECK(conformance::tuple_eight(eight) == std::make_tuple(0.1, std::size_t(7), std::int16_t(-300),
                                                           0.5F, U'\u00df', true, ~std::uint64_t(0),
                                                           std::int8_t(-1)));
  const auto counts = conformance::tuple_counts(SIZE_MAX);
  CHECK(std::get<0>(counts) == SIZE_MAX && std::get<1>(counts)[1999] == SIZE_MAX);
  CHECK(std::get<2>(counts) == SIZE_MAX && std::get<1>(std::get<3>(counts)) == SIZE_MAX);
  CHECK(conformance::tuple_text({"a", "b", U'c'}) ==
        std::make_tuple(std::string("ab"), std::string("static"), U'c'));
}

void options() {
  CHECK(conformance::tuple_options({1, "a", U'b', true}) ==
        std::make_tuple(std::optional<std::int32_t>(1), std::optional<std::string>("a"),
                        std::optional<char32_t>(U'b'), std::optional<bool>(true)));
  const auto none =
      conformance::tuple_options({std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  CHECK(!std::get<0>(none) && !std::get<1>(none) && !std::get<2>(none) && !std::get<3>(none));
  CHECK(!conformance::tuple_option(std::nullopt));
  const std::tuple<std::int32_t, std::string_view, double> some(1, "a", 2.5);
  CHECK(*conformance::tuple_option(some) == std::make_tuple(1, std::string("a"), 2.5));
  using Inner = std::tuple<std::optional<std::int64_t>, std::optional<std::string_view>,
                           conformance::span<const std::uint16_t>>;
  CHECK(!conformance::tuple_option_of_options(std::nullopt));
  const Values<std::uint16_t> numbers = {1, 2};
  const auto inner = conformance::tuple_option_of_options(Inner(std::nullopt, "a", numbers));
  CHECK(!std::get<0>(*inner) && std::get<1>(*inner) == "a" && same(std::get<2>(*inner), numbers));
}

void nested() {
  const Values<double> doubles = {1, 2};
  const Values<std::uint8_t> bytes = {3};
  const auto arrays = conformance::tuple_arrays({doubles, bytes, std::nullopt});
  CHECK(same(std::get<0>(arrays), doubles) && same(std::get<1>(arrays), bytes));
  CHECK(!std::get<2>(arrays));
#if defined(__SIZEOF_INT128__)
  using Inner = std::tuple<double, std::tuple<bool, conformance::int128>>;
  const std::tuple<std::int32_t, std::string_view> left(1, "a");
  const Inner right(2.5, {true, -1});
  CHECK(conformance::tuple_nested({left, right}) ==
        std::make_tuple(std::make_tuple(1, std::string("a")), right));
#endif
  CHECK(conformance::tuple_result({1, "a"}, true) == std::make_tuple(std::string("a"), 1));
  CHECK(*conformance::try_tuple_result({1, "a"}, false).error().value<std::int64_t>() == 1);
  const Values<float> floats = {1, 2};
  const std::tuple<std::uint32_t, conformance::span<const float>> both(5, floats);
  CHECK_THROWS(conformance::RustError, "zero", conformance::tuple_both(both, 0));
  CHECK(!conformance::tuple_both(both, 1));
  CHECK(same(std::get<0>(*conformance::tuple_both(both, 2)), floats));
}

void objects_in() {
  Counter own(1), other(2);
  auto [made, sum] = conformance::tuple_of_objects({std::move(own), other, 3});
  CHECK(sum == 6 && made.value() == 1 && !own && other);
  using First = std::tuple<Counter&&, std::string_view>;
  using Second = std::tuple<Counter&&, conformance::taken<Counter>>;
  Counter second(5), third(6);
  CHECK(conformance::tuple_takes(First(std::move(made), "four"),
                                 Second(std::move(second), std::move(third))) == 16);
  CHECK(!made && !second && !third);
  CHECK(conformance::tuple_takes(First(Counter(1), ""), std::nullopt) == 1);
  CHECK(conformance::tuple_takes(First(Counter(1), ""), Second(Counter(2), std::nullopt)) == 3);
  Counter bumped(0);
  conformance::tuple_bumps({bumped, other});
  CHECK(bumped.value() == 1 && other.value() == 12);
  CHECK_THROWS(std::invalid_argument,
               "one Counter is two arguments of a call, and Rust takes or changes one of them",
               conformance::tuple_bumps({bumped, bumped}));
  // What is refused, takes nothing.
  Counter kept(1), also(2);
  CHECK(!conformance::try_tuple_takes(First(std::move(kept), "\377"), std::nullopt));
  CHECK(kept && kept.value() == 1);
  CHECK(!conformance::try_tuple_takes(First(std::move(kept), ""),
                                      Second(std::move(also), std::move(kept))));
  CHECK(kept && also);
  CHECK_THROWS(
      std::invalid_argument,
      "this Counter is empty: it was moved, or Rust took it in an earlier call",
      conformance::tuple_takes(First(Counter(1), ""), Second(std::move(made), std::nullopt)));
}

void writes() {
  Values<double> to(2);
  const Values<double> from = {1, 2}, also = {10, 20};
  using Both = std::tuple<conformance::span<double>, conformance::span<const double>>;
  conformance::tuple_writes(Both(to, from), also);
  CHECK(to == Values<double>({11, 22}));
  CHECK(!conformance::try_tuple_writes(Both(to, to), also));
  CHECK(!conformance::try_tuple_writes(Both(to, from), to));
}

void items() {
  const Pixel pixel = {true, Spot(1, 2), Colour::Green, 300, -3};
  using Also = std::tuple<Colour, Spot>;
  const auto all = conformance::tuple_items({Colour::Red, Spot(1, 2), pixel}, std::nullopt);
  CHECK(std::get<0>(all) == pixel && std::get<1>(all) == Spot(1, 2));
  CHECK(std::get<2>(all) == Colour::Red && !std::get<3>(all));
  const auto none = conformance::tuple_items({Colour::Red, Spot(1, 2), std::nullopt},
                                             Also(Colour::Blue, Spot(3, 4)));
  CHECK(!std::get<0>(none) && std::get<3>(none) == Colour::Blue);
  conformance::Pairs pairs({1, 2});
  CHECK(pairs.range() == std::make_tuple(1.0, 2.0));
  pairs.set_range({3, 4});
  CHECK(std::get<1>(pairs.range()) == 4);
  CHECK(!pairs.named());
  pairs.set_named(std::tuple<std::string_view, std::uint8_t>("n", 1));
  CHECK(*pairs.named() == std::make_tuple(std::string("n"), std::uint8_t(1)));
  CHECK(pairs.constant() == std::make_tuple(std::string("constant"), 7));
}

}  // namespace tuples_tests

void tuples() {
  using namespace tuples_tests;  // NOLINT(google-build-using-namespace)
  plain();
  options();
  nested();
  objects_in();
  writes();
  items();
}
