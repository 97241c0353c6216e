#include <array>
#include <complex>

#include "check.hpp"

namespace conformance {

inline bool operator==(const Tile& left, const Tile& right) {
  return left.flags == right.flags && left.corners == right.corners &&
         left.colours == right.colours && left.spots == right.spots &&
         left.weight == right.weight && left.sizes == right.sizes;
}

}  // namespace conformance

namespace fixed_tests {

using Point = std::array<double, 3>;
using Complex = std::complex<double>;
using Short = std::complex<float>;

void arrays() {
  const Point point = {1, 2, 3.5};
  CHECK(conformance::fixed_sum(point) == 6.5);
  CHECK(conformance::fixed_borrowed(point) == point);
  CHECK(conformance::fixed_optional(std::array<bool, 2>{true, true}));
  CHECK(!conformance::fixed_optional(std::nullopt));
  std::vector<Point> rows = {point, {4, 5, 6}};
  CHECK(conformance::fixed_address(rows) == rows[0].data());
  conformance::fixed_scale(rows, 2);
  CHECK(rows[1] == (Point{8, 10, 12}));
  CHECK(same(conformance::fixed_made(1), std::vector<Point>{{0, 0.5, -1}}));
  CHECK(conformance::fixed_flags(std::vector<std::array<bool, 2>>{{true, false}}) == 1);
  using Colours = std::array<conformance::Colour, 2>;
  const std::vector<Colours> colours = {{conformance::Colour::Red, conformance::Colour::Blue}};
  CHECK(same(conformance::fixed_colours(colours), colours));
  using Texts = std::array<std::string, 2>;
  CHECK(conformance::fixed_text(Texts{"a", "b"}) == "ab");
  CHECK(conformance::fixed_words(Texts{"a", "b"}) == "a b");
  const auto counters = conformance::fixed_counters(7);
  CHECK(counters[0].value() == 7 && counters[1].value() == 8);
  const std::map<std::string, std::array<std::optional<std::int64_t>, 2>> map = {
      {"a", {1, std::nullopt}}};
  CHECK(conformance::fixed_map(map) == map);
  const std::vector<std::vector<std::array<float, 2>>> lists = {{{1, 2}}, {}};
  CHECK(conformance::fixed_rows(lists) == lists);
  const std::vector<std::array<std::size_t, 2>> counts = {{0, ~std::size_t(0)}};
  CHECK(conformance::fixed_counts(counts) == counts);
  CHECK(std::get<1>(conformance::fixed_huge(1))[1] == ~std::size_t(0) - 1);
  CHECK(conformance::fixed_dot(std::array<float, 2>{1, 2}, std::array<float, 2>{3, 4}) == 11);
  CHECK(conformance::fixed_dot(std::array<double, 2>{1, 2}, std::array<double, 2>{3, 4}) == 11);
}

void values() {
  conformance::Tile tile = {};
  tile.flags = {true, false, true};
  tile.corners[2] = {5, -6};
  tile.colours = {conformance::Colour::Blue, conformance::Colour::Red};
  tile.spots[1] = conformance::Spot(1, 2);
  tile.weight = {1, -2};
  tile.sizes[0] = 7;
  CHECK(conformance::fixed_tile(tile) == tile);
  CHECK(same(conformance::fixed_tiles(std::vector<conformance::Tile>{tile, tile}),
             std::vector<conformance::Tile>{tile, tile}));
}

void complex_numbers() {
  const std::vector<Complex> numbers = {{1, 2}, {3, -5}};
  CHECK(static_cast<const void*>(conformance::complex_address(numbers)) == numbers.data());
  CHECK(conformance::complex_total(numbers) == Complex(4, -3));
  std::vector<Short> shorts = {{1, 2}};
  CHECK(conformance::complex_total(shorts) == Short(1, 2));
  conformance::complex_conjugate(shorts);
  CHECK(shorts[0] == Short(1, -2));
  CHECK(conformance::complex_made(2)[1] == Complex(1, -0.5));
  const std::map<std::uint8_t, std::vector<std::tuple<Complex, std::optional<Short>>>> map = {
      {1, {{Complex(1, -2), std::nullopt}, {Complex(3, 4), Short(5, 6)}}}};
  CHECK(conformance::complex_nested(map) == map);
  const std::vector<std::vector<Complex>> lists = {{{1, 2}}, {}};
  CHECK(conformance::complex_lists(lists) == lists);
}

}  // namespace fixed_tests

void fixed_arrays() {
  fixed_tests::arrays();
  fixed_tests::values();
  fixed_tests::complex_numbers();
}
