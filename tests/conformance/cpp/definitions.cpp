#include <cmath>
#include <cstring>

#include "check.hpp"

namespace definitions_tests {

using conformance::Colour;
using conformance::Fault;
using conformance::Pixel;
using conformance::Sign;
using conformance::Spot;
using conformance::Tiny;

void enums() {
  static_assert(std::is_same_v<std::underlying_type_t<Colour>, std::uint8_t>);
  static_assert(std::is_same_v<std::underlying_type_t<Sign>, std::int32_t>);
  CHECK(conformance::switched(conformance::Lamp::Red) == conformance::Lamp::Dark);
  static_assert(static_cast<int>(Colour::Green) == 100);
  for (const Colour colour : {Colour::Red, Colour::Green, Colour::Blue}) {
    CHECK(conformance::echo_colour(colour) == colour);
    CHECK(conformance::option_colour(colour) == colour);
    CHECK(conformance::result_colour(colour, true) == colour);
    CHECK(conformance::colour_number(colour) == static_cast<std::uint8_t>(colour));
    CHECK(conformance::option_colour_reference(colour) == static_cast<std::uint8_t>(colour));
  }
  CHECK(conformance::borrow_colour(Colour::Red) == "Red");
  CHECK(!conformance::option_colour(std::nullopt));
  CHECK(conformance::option_colour_reference(std::nullopt) == -1);
  CHECK_THROWS(conformance::RustError, "not Blue", conformance::result_colour(Colour::Blue, false));
  CHECK(conformance::try_echo_colour(static_cast<Colour>(5)).error().kind() ==
        conformance::FailureKind::refused);
  CHECK(conformance::sign_of(-5) == Sign::Negative && conformance::sign_of(0) == Sign::Zero);
  CHECK(conformance::times_sign(Sign::Negative, 5) == -5);
  CHECK(conformance::echo_wide(conformance::Wide::Lowest) == conformance::Wide::Lowest);
  CHECK(conformance::echo_unsigned(conformance::Unsigned::All) == conformance::Unsigned::All);
  // Enums have no members.
  CHECK(conformance::next(Colour::Red) == Colour::Green);
  CHECK(conformance::is_red(Colour::Red));
  CHECK(conformance::Colour_new_(true) == Colour::Red);
}

void values() {
  const Spot spot(3, -4);
  CHECK(conformance::echo_spot(spot) == spot && spot.norm() == 5);
  CHECK(spot.moved(Spot(1, 1)) == Spot(4, -3));
  CHECK_THROWS(conformance::RustError, "a spot has to be somewhere", Spot(NAN, 1));
  CHECK(!Spot::try_new(NAN, 1));
  const Spot nan = conformance::nan_spot();
  CHECK(std::isnan(nan.x) && std::signbit(nan.y));
  CHECK(conformance::borrow_spot(spot) == 3);
  CHECK(conformance::option_spot(spot) == spot && !conformance::option_spot(std::nullopt));
  CHECK(conformance::option_spot_reference(spot) == -4);
  CHECK(std::isinf(conformance::option_spot_reference(std::nullopt)));
  CHECK(conformance::result_spot(spot, true) == spot);
  CHECK_THROWS(conformance::RustError, "no spot", conformance::result_spot(spot, false));
  const Pixel pixel = {true, spot, Colour::Green, 300, -3};
  CHECK(conformance::echo_pixel(pixel) == pixel);
  CHECK(
      conformance::show_pixel(pixel) ==
      "Pixel { flag: true, spot: Spot { x: 3.0, y: -4.0 }, colour: Green, type: 300, small: -3 }");
  Pixel odd = pixel;
  odd.colour = static_cast<Colour>(5);
  CHECK(!conformance::try_echo_pixel(odd));
  const Tiny tiny = conformance::echo_tiny({1, 70000});
  CHECK(tiny.byte == 1 && tiny.wide == 70000);
}

void in_arrays() {
  // As for arrays: a struct of plain data needs no Rust to exist.
  std::vector<Spot> spots(2);
  spots[0] = Spot(1, 2);
  spots[1] = Spot(3, 4);
  CHECK(conformance::middle(spots) == Spot(2, 3) && !conformance::middle({}));
  std::vector<Spot> mirrored = spots;
  conformance::mirror(mirrored);
  CHECK(mirrored[1] == Spot(-3, 4));
  CHECK(conformance::circle(3)[2] == Spot(2, -2));
  const std::vector<Pixel> pixels = {{true, Spot(1, 2), Colour::Red, 1, 2}};
  CHECK(same(conformance::echo_pixels(pixels), pixels));
  CHECK(same(conformance::echo_colours({Colour::Red, Colour::Blue}),
             std::vector<Colour>{Colour::Red, Colour::Blue}));
  CHECK(conformance::rainbow().size() == 3);
}

void as_errors() {
  try {
    (void)conformance::check_length("");
    CHECK(false);
  } catch (const conformance::RustErrorOf<Fault>& error) {
    CHECK(error.value() == Fault::Empty && error.message() == "it is empty");
  }
  CHECK(*conformance::try_check_length("too long").error().value<Fault>() == Fault::TooLong);
  CHECK(conformance::check_length("five!") == 5);
  CHECK_THROWS(conformance::RustError, "code 5", conformance::rich_error(true));
  CHECK_THROWS(conformance::RustError, "rich", conformance::rich_error(false));
  const auto tiny = conformance::try_tiny_error({7, 8});
  CHECK(tiny.error().value<Tiny>()->wide == 8 && tiny.error().message() == "7/8");
  // What is larger than 16 bytes is its text alone.
  const auto pixel = conformance::try_pixel_error({true, Spot(1, 2), Colour::Red, 1, 2});
  CHECK(pixel.error().value<Pixel>() == nullptr && !pixel.error().message().empty());
  try {
    (void)conformance::trouble(9);
    CHECK(false);
  } catch (const conformance::RustErrorOf<conformance::Trouble>& error) {
    CHECK(error.value().code() == 9);
    error.value().set_code(10);
    CHECK(error.value().code() == 10 && error.message() == "trouble 9");
  }
}

void fields() {
  conformance::Board board(Colour::Red, Spot(1, 2));
  CHECK(board.colour() == Colour::Red && !board.sign() && !board.pixel());
  board.set_colour(Colour::Blue);
  board.set_sign(Sign::Positive);
  board.set_spot(Spot(3, 4));
  board.set_pixel(Pixel{true, Spot(1, 2), Colour::Red, 1, 2});
  CHECK(board.colour() == Colour::Blue && board.sign() == Sign::Positive);
  CHECK(board.spot() == Spot(3, 4) && board.pixel()->type == 1);
  const conformance::Board other(Colour::Green, Spot(5, 6));
  board.paint(Colour::Green, std::nullopt, other);
  CHECK(board.colour() == Colour::Green && board.spot() == Spot(5, 6));
  CHECK_THROWS(std::invalid_argument,
               "one Board is two arguments of a call, and Rust takes or changes one of them",
               board.paint(Colour::Green, std::nullopt, board));
}

void constants() {
  static_assert(conformance::LIMIT == 10000);
  static_assert(conformance::LOWEST == std::numeric_limits<std::int64_t>::min());
  static_assert(conformance::HIGHEST == ~std::uint64_t(0));
  static_assert(conformance::MINUS == -1 && conformance::YES);
  static_assert(conformance::SIZE == ~std::size_t(0));
  static_assert(conformance::THIRD == 1.0F / 3.0F && conformance::TENTH == 0.1);
  static_assert(conformance::SMALLEST == std::numeric_limits<double>::denorm_min());
  static_assert(conformance::SHARP_S == U'\u00df');
  static_assert(conformance::COUNT_OF_COLOURS == 3 && conformance::NOTHING.empty());
  static_assert(conformance::GREETING ==
                std::string_view("H\303\244llo \"$x\"\n\0\360\237\230\200", 17));
  CHECK(std::isinf(conformance::ENDLESS) && conformance::ENDLESS < 0);
  CHECK(std::isnan(conformance::NO_NUMBER) && std::signbit(conformance::MINUS_ZERO));
#if defined(__SIZEOF_INT128__)
  static_assert(conformance::WIDEST == ~static_cast<conformance::uint128>(0) - 1);
  static_assert(conformance::DEEPEST < 0 && -conformance::DEEPEST - 1 > 0);
#endif
}

}  // namespace definitions_tests

void definitions() {
  using namespace definitions_tests;  // NOLINT(google-build-using-namespace)
  enums();
  values();
  in_arrays();
  as_errors();
  fields();
  constants();
}
