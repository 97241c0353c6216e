#include <cmath>
#include <sstream>
#include <unordered_set>

#include "check.hpp"

namespace modules_tests {

namespace albums = conformance::albums;
namespace deep = conformance::shapes::deep;
namespace shapes = conformance::shapes;
namespace tooling = conformance::tooling;
using conformance::Spot;

void same_names() {
  CHECK(conformance::add(3, 5) == 8 && shapes::add(3, 5) == -2);
  CHECK(deep::add(3, 5) == 15 && tooling::add(3, 5) == 7);
  static_assert(conformance::LIMIT == 10000 && shapes::LIMIT == 7 && deep::LIMIT == -7);
  static_assert(!std::is_same_v<shapes::Circle, deep::Circle>);
  static_assert(!std::is_same_v<shapes::Counter, conformance::Counter>);
  static_assert(std::is_same_v<std::underlying_type_t<deep::Colour>, std::int16_t>);
  static_assert(static_cast<int>(deep::Colour::Light) == -300);
  CHECK(shapes::UNIT == "mm²");
  CHECK(shapes::in_an_unmarked_module() == "conformance::modules::shapes::unmarked");
  CHECK(shapes::try_add(INT32_MIN, 1).error().message() == "the difference is too small");
  CHECK(conformance::twice(2.0) == 4 && shapes::twice(std::uint8_t{5}) == 25);
  CHECK(shapes::twice(0.5F) == 0.25F);
}

void objects() {
  shapes::Circle circle(2);
  CHECK(circle.area() == 12 && deep::Circle(2).area() == -1);
  std::ostringstream shown;
  shown << circle << ", " << shapes::Colour::Cyan;
  CHECK(shown.str() == "circle of 2, Cyan of shapes" && to_string(circle) == "circle of 2");
  CHECK(circle == circle.clone() && circle < shapes::Circle(3));
  circle.set_radius(4);
  circle.set_label("ß");
  CHECK(circle.radius() == 4 && circle.label() == "ß" && !circle.colour());
  circle.set_colour(shapes::Colour::Magenta);
  CHECK(circle.colour() == shapes::Colour::Magenta);
  CHECK(circle.grown(std::int8_t{3}).radius() == 7 && circle.grown(0.5F).radius() == 4.5);
  shapes::Counter own(3);
  conformance::Counter root(40);
  CHECK(shapes::count(own, root) == 44);
  const std::unordered_set<shapes::Counter> set = [] {
    std::unordered_set<shapes::Counter> made;
    made.insert(shapes::Counter(3));
    made.insert(shapes::Counter(3));
    return made;
  }();
  CHECK(set.size() == 1 && *set.begin() == own);
  double sum = 0;
  for (const shapes::Circle& each : own) sum += each.radius();
  CHECK(sum == 3 && own.left() == 0);
  own.set_left(1);
  CHECK(own.next()->radius() == 0);
}

void plain_data() {
  using shapes::Colour;
  CHECK(shapes::flipped(Colour::Cyan) == Colour::Magenta && Colour::Cyan < Colour::Magenta);
  CHECK(shapes::Colour_of_root(conformance::Colour::Red) == Colour::Magenta);
  CHECK(same(shapes::echo_colours(std::vector<Colour>{Colour::Cyan, Colour::Magenta}),
             std::vector<Colour>{Colour::Cyan, Colour::Magenta}));
  const auto tinted = shapes::tinted({std::nullopt, conformance::Colour::Green});
  CHECK(tinted == std::tuple(conformance::Colour::Green, Colour::Magenta));
  const shapes::Placed placed = {{1, 2}, Colour::Cyan, 3};
  CHECK(placed == placed && to_string(placed) == "3 at 1");
  const shapes::Placed moved = placed.moved({1, 1});
  CHECK((moved.at == Spot{2, 3}) && moved.colour == Colour::Cyan && moved.radius == 3);
  std::vector<shapes::Placed> list = {placed, placed};
  CHECK(shapes::shift(list, std::vector<Spot>{{9, 0}})->at.x == 10);
  CHECK(list[0].at.x == 10 && list[1] == placed);
  const albums::Frame frame = albums::framed(placed, deep::Colour::Light);
  CHECK(frame.placed == placed && frame.tint == deep::Colour::Light);
  CHECK((frame.corner == Spot{0.5, -0.5}));
}

void between_modules() {
  shapes::Circle circle(2);
  CHECK(circle.framed().placed == circle.placed({2, 0}));
  CHECK(tooling::wider(std::move(circle), deep::Circle(7)).radius() == 7);
  CHECK(deep::Circle(5).flat(shapes::Colour::Magenta).colour() == shapes::Colour::Magenta);
  CHECK(!deep::deepened(std::nullopt));
  CHECK(deep::deepened(shapes::Circle(9))->depth() == 9);
  deep::Circle deeper(1);
  CHECK(deeper.tint() == deep::Colour::Light);
  deeper.set_depth(8);
  deeper.set_tint(deep::Colour::Dark);
  CHECK(deeper.depth() == 8 && deeper.tint() == deep::Colour::Dark);
  CHECK(conformance::deepest(shapes::Circle(4))->depth() == 4);
  CHECK(!conformance::deepest(shapes::Circle(0)));
  CHECK(conformance::depth_of(shapes::Circle(3)) == 0 && conformance::depth_of(deeper) == 8);
  conformance::Gallery gallery(shapes::Colour::Magenta);
  CHECK(!gallery.frame() && gallery.colour() == shapes::Colour::Magenta);
  shapes::Circle hung(2);
  gallery.hang(hung);
  CHECK(hung.colour() == shapes::Colour::Magenta);
  CHECK(gallery.frame()->placed == hung.framed().placed);
  gallery.set_colour(shapes::Colour::Cyan);
  gallery.set_frame(std::nullopt);
  CHECK(gallery.colour() == shapes::Colour::Cyan && !gallery.frame());
}

void errors() {
  using FaultError = conformance::RustErrorOf<shapes::Fault>;
  CHECK_THROWS(FaultError, "too large a shape", shapes::Circle(5).checked(4));
  CHECK_THROWS(FaultError, "too large a shape", deep::deepened(shapes::Circle(200)));
  shapes::Circle large(50);
  conformance::Gallery gallery(shapes::Colour::Cyan);
  CHECK_THROWS(FaultError, "too large a shape", gallery.hang(large));
  CHECK(shapes::Circle(5).checked(6).radius() == 5);
  try {
    shapes::break_it(3);
    CHECK(false);
  } catch (const conformance::RustErrorOf<shapes::Broken>& error) {
    error.value().set_pieces(4);
    CHECK(error.value().pieces() == 4 && std::string(error.what()) == "in 3 pieces");
  }
}

void functions() {
  std::vector<double> seen;
  const shapes::Circle circle =
      shapes::each(shapes::Circle(1), 3, [&](double radius) { seen.push_back(radius); });
  CHECK(seen == std::vector<double>({1, 2, 3}) && circle.radius() == 1);
  CHECK(tooling::both(&circle, [](double x) { return x + 1; }) == 2);
  CHECK(tooling::both(nullptr, [](double x) { return x + 1; }) == 0);
  CHECK(shapes::call_plain([](std::int64_t x) noexcept { return 3 * x; }) == 6);
}

}  // namespace modules_tests

void modules() {
  modules_tests::same_names();
  modules_tests::objects();
  modules_tests::plain_data();
  modules_tests::between_modules();
  modules_tests::errors();
  modules_tests::functions();
}
