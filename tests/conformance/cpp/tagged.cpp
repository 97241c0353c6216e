#include <map>
#include <set>
#include <type_traits>
#include <variant>

#include "check.hpp"

namespace tagged_tests {

using conformance::Colour;
using conformance::Event;
using conformance::Figure;
using conformance::Held;
using conformance::Mood;
using conformance::Phrase;
using conformance::Pixel;
using conformance::ReadError;
using conformance::Refusal;
using conformance::Spot;
using conformance::Tree;
using conformance::Whole;

/// The variant that a value is; the test ends if it is another.
template <typename Variant, typename T>
const Variant& as(const T& value) {
  return std::get<Variant>(value.variant);
}

void variants() {
  const Figure disc = Figure::Disc{2};
  CHECK(disc.figure_area() > 12.5 && disc.figure_area() < 12.6);
  CHECK(as<Figure::Disc>(disc.figure_scaled(3)).radius == 6);
  CHECK(as<Figure::Disc>(Figure::figure_unit()).radius == 1);
  const Figure rect = Figure::Rect{2, 3};
  CHECK(as<Figure::Rect>(rect.figure_scaled(2))._1 == 6);
  CHECK(as<Figure::Rect>(*rect.try_figure_scaled(2))._0 == 4);
  CHECK(std::holds_alternative<Figure::Void>(Figure(Figure::Void{}).figure_scaled(2).variant));
  CHECK(Figure(Figure::Braced{}).figure_area() == 0);
  const Figure outline = Figure::Outline{{{1, 2}, {3, -4}}, true};
  const Figure same_outline = outline.figure_scaled(1);
  CHECK(as<Figure::Outline>(same_outline).points == as<Figure::Outline>(outline).points);
  CHECK(as<Figure::Outline>(same_outline).type == true);
  Figure changed = Figure::Labelled{"größer", Colour::Green};
  std::get<Figure::Labelled>(changed.variant)._0 += "!";
  changed = changed.figure_scaled(1);
  CHECK(as<Figure::Labelled>(changed)._0 == "größer!");
  CHECK(as<Figure::Labelled>(changed)._1 == Colour::Green);
}

void fields_of_each_kind() {
  const Whole numbers = conformance::whole_echo(
      Whole::WholeNumbers{-1, 2, -3, ~std::size_t(0), 5, 0.5F, true, U'\U0001f600'});
  const auto& a = as<Whole::WholeNumbers>(numbers);
  CHECK(a.a == -1 && a.b == 2 && a.c == -3 && a.d == ~std::size_t(0) && a.e == 5 && a.f == 0.5F);
  CHECK(a.g && a.h == U'\U0001f600');
  const auto texts = conformance::whole_echo(Whole::WholeTexts{"", "b", "c"});
  CHECK(as<Whole::WholeTexts>(texts)._0.empty() && as<Whole::WholeTexts>(texts)._2 == "c");

  Whole::WholeNested nested;
  nested.list = {1.5, -2};
  nested.flags = {true, false};
  nested.names = {"a", ""};
  nested.rows = {{1, -2}, {}};
  nested.map = {{"a", 5}, {"b", std::nullopt}};
  nested.set = {1, 255};
  nested.deque = {65000};
  nested.twice = std::optional<std::int8_t>();
  nested.pair = {7, "seven"};
  const Whole echoed = conformance::whole_echo(nested);
  const auto& back = as<Whole::WholeNested>(echoed);
  CHECK(back.list == nested.list && back.flags == nested.flags && back.names == nested.names);
  CHECK(back.rows == nested.rows && back.map == nested.map && back.set == nested.set);
  CHECK(back.deque == nested.deque && back.twice == nested.twice && back.pair == nested.pair);

  const Figure rect = Figure::Rect{1, 2};
  const Pixel pixel = {true, Spot(1, 2), Colour::Green, 300, -3};
  const Whole::WholeNamed named = {Spot(1, 2),    Colour::Blue, {pixel, pixel},
                                   rect,          std::nullopt, {rect, Figure::Void{}},
                                   {{"a", rect}}, {{1, U'x'}}};
  const Whole echoed_named = conformance::whole_echo(named);
  const auto& out = as<Whole::WholeNamed>(echoed_named);
  CHECK(out.spot == named.spot && out.colour == named.colour && out.pixels == named.pixels);
  CHECK(out.figure == rect && !out.maybe && out.figures == named.figures);
  CHECK(out.by_name == named.by_name && out.of_both == named.of_both);
}

void trees() {
  const Tree tree = Tree::Node{
      Tree::Leaf{1},
      Tree::Many{{Tree::Leaf{2}, Tree::Perhaps{std::nullopt},
                  Tree::Keyed{{{"a", Tree::Leaf{3}}, {"b", Tree::Boxes{{Tree::Leaf{4}}}}}},
                  Tree::Sentence{Phrase::Clause{Tree::Leaf{5}, {Phrase::Spoken{"x"}}}}}}};
  CHECK(conformance::tree_sum(tree) == 15);
  const Tree copy = conformance::tree_echo(tree);
  CHECK(conformance::tree_sum(copy) == 15);
  Tree other = copy;
  *std::get<Tree::Node>(other.variant).left = Tree::Leaf{11};
  CHECK(conformance::tree_sum(other) == 25 && conformance::tree_sum(copy) == 15);
  CHECK(as<Tree::Leaf>(*as<Tree::Node>(copy).left)._0 == 1);
  CHECK(conformance::tree_sum(Tree::Leaf{7}) == 7);
  CHECK(conformance::tree_sum(conformance::tree_full(10)) == 1024);

  // As deep as Rust takes them, and one level more.
  const Tree deep = conformance::tree_deep(1000);
  CHECK(conformance::tree_sum(deep) == 7);
  CHECK_THROWS(std::invalid_argument, "argument `tree` is nested deeper than 1000 levels",
               conformance::tree_sum(Tree::Perhaps{deep}));
  CHECK(!conformance::try_tree_echo(Tree::Perhaps{deep}));
  CHECK(conformance::try_tree_deep(1001).error().kind() == conformance::FailureKind::panic);
}

void lists() {
  const std::vector<Figure> figures = {Figure::Rect{1, 2}, Figure::Rect{3, 4}, Figure::Void{}};
  CHECK(conformance::figures_area(figures) == 14);
  CHECK(conformance::figures_area({Figure::Rect{1, 2}, Figure::Void{}}) == 2);
  CHECK(conformance::figures_area({}) == 0);
  std::vector<double> scratch(2);
  CHECK(*conformance::figures_largest(figures, scratch) == figures[1]);
  CHECK(!conformance::figures_largest({}, scratch));

  conformance::Album album(
      std::map<std::string, std::vector<Figure>>{{"b", {figures[0]}}, {"a", {figures[1]}}});
  CHECK(album.album_figures() == std::vector<Figure>({figures[1], figures[0]}));
  const auto pair = album.album_pair();
  CHECK(std::get<0>(pair) == figures[1] && std::get<1>(pair).size() == 2);
  CHECK(album.next() == figures[1] && album.next() == figures[0] && !album.next());
}

void of_what_comes_out_only() {
  static_assert(!std::is_copy_constructible_v<Held::HeldCounter>);
  Held counter = conformance::held(0);
  CHECK(std::get<Held::HeldCounter>(counter.variant)._0.value() == 5);
  CHECK(as<Held::HeldText>(conformance::held(1))._0 == "for ever");
  CHECK(as<Held::HeldHidden>(conformance::held(2))._0 == 3);
  const Held many = conformance::held(3);
  CHECK(as<Held::HeldMany>(many).counters.size() == 2);
  CHECK(as<Held::HeldMany>(many).counters[1].value() == 2);
}

void of_open_enums() {
  const Event nested = conformance::event_echo(Event::Nested{Event::Moved{{1, -2}}, "why"});
  CHECK(as<Event::Nested>(nested)._1 == "why");
  CHECK(as<Event::Moved>(*as<Event::Nested>(nested)._0).to == std::make_tuple(1.0, -2.0));
  CHECK(std::holds_alternative<Event::Started>(conformance::event_echo(Event::Started{}).variant));
  CHECK_THROWS(std::invalid_argument, "argument `event` is not a value of `Event`",
               conformance::event_echo(Event::Unknown{3}));
  // What a newer library would return.
  conformance::detail::PackedBytes bytes;
  conformance::detail::write_fields(bytes, std::uint32_t(9), std::uint64_t(2), std::uint16_t(7),
                                    std::uint8_t(5));
  conformance::detail::PackedReader reader{bytes.data()};
  const auto unknown = conformance::detail::Packing<Event>::read(reader);
  CHECK(as<Event::Unknown>(unknown).number == 9);
  CHECK(reader.read<std::uint8_t>() == 5);
}

void of_traits() {
  const Mood odd = conformance::mood(5);
  CHECK(as<Mood::Odd>(odd).since == 5);
  CHECK(odd == conformance::mood(5) && odd != Mood(Mood::Fine{}));
  CHECK(to_string(odd) == "odd since 5" && to_string(Mood(Mood::Fine{})) == "fine");
  CHECK(std::hash<Mood>()(odd) == std::hash<Mood>()(conformance::mood(5)));
}

void of_errors() {
  CHECK(conformance::read_lines("1\n2").size() == 2);
  try {
    (void)conformance::read_lines("1\n2!");
    CHECK(false);
  } catch (const conformance::RustErrorOf<ReadError>& error) {
    const auto& within = as<ReadError::Within>(error.value());
    CHECK(within.line == 2);
    const auto& unexpected = as<ReadError::Unexpected>(*within.source);
    CHECK(unexpected.at == 1 && unexpected.found == "!");
    CHECK(error.message() == error.what() && !error.message().empty());
  }
  const auto failed = conformance::try_read_lines("x");
  const auto& source = *as<ReadError::Within>(*failed.error().value<ReadError>()).source;
  CHECK(as<ReadError::NoNumber>(source)._0 == "x");
  const auto blank = conformance::try_read_lines("");
  const auto& of_blank = *as<ReadError::Within>(*blank.error().value<ReadError>()).source;
  CHECK(std::holds_alternative<ReadError::Blank>(of_blank.variant));
  const auto nowhere = conformance::try_read_nowhere();
  CHECK(as<ReadError::Unexpected>(*nowhere.error().value<ReadError>()).at == ~std::size_t(0));

  conformance::refuse(std::nullopt);
  CHECK_THROWS(conformance::RustErrorOf<Refusal>, "more than 3",
               conformance::refuse(Refusal::TooLarge{3}));
  CHECK_THROWS(conformance::RustErrorOf<Refusal>, "unwanted",
               conformance::refuse(conformance::refusals().at(0)));
  CHECK(as<Refusal::TooLarge>(conformance::refusals().at(1)).most == 5);
}

}  // namespace tagged_tests

void tagged() {
  tagged_tests::variants();
  tagged_tests::fields_of_each_kind();
  tagged_tests::trees();
  tagged_tests::lists();
  tagged_tests::of_what_comes_out_only();
  tagged_tests::of_open_enums();
  tagged_tests::of_traits();
  tagged_tests::of_errors();
}
