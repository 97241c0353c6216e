// Functions of C++ that take and return more than numbers.
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "check.hpp"

namespace told_tests {

using namespace std::string_literals;

using Texts = std::vector<std::string>;

std::string doubled(const std::string& text) {
  return text + text;
}

void texts() {
  CHECK(conformance::told_text("ß\0"s, doubled) == "ß\0ß\0ß\0ß\0"s);
  CHECK(conformance::told_text("", [](std::string_view) { return "x"; }) == "x");
  CHECK(conformance::told_text("abc", [](std::string text) { return text.substr(1); }) == "c");
  std::size_t total = 0;
  auto length = [&](const std::string& text) { return total += text.size(); };
  CHECK(conformance::told_length("four", 3, length) == 4 + 8 + 12 && total == 12);
  CHECK(conformance::told_number(4, [](double x) { return 2 * x; }) == 12);
  int calls = 0;
  conformance::told_texts([&](std::string owned, const Texts& some, Texts more, char32_t letter) {
    CHECK(owned == "owned" && some == Texts({"a", "ß"}) && more == Texts({"", "\0"s}));
    CHECK(letter == U'😀');
    ++calls;
  });
  CHECK(calls == 1);
  CHECK(conformance::told_shared([](const std::string& text) { return text + "!"; }) == "shared!");
}

void more() {
  const auto arrays = conformance::told_arrays(
      [](const std::vector<double>& a, const std::vector<bool>& b,
         const std::vector<std::uint16_t>& c, const std::vector<std::size_t>& d) {
        CHECK(a.size() == 2 && a[0] == 1.5 && std::isnan(a[1]) && b == std::vector({true, false}));
        CHECK(c == std::vector<std::uint16_t>({1, 65535}) && d.empty());
        return a;
      });
  CHECK(arrays.size() == 2 && arrays[0] == 1.5);
  const auto options = conformance::told_options(
      [](std::optional<int> number, const std::optional<std::string>& text) {
        CHECK(number.has_value() == text.has_value() && text.value_or("some") == "some");
        return number ? std::optional<double>(*number) : std::nullopt;
      });
  CHECK(options.size() == 2 && !options[0] && options[1] == -1.0);
  using conformance::Colour, conformance::Figure;
  const auto named = conformance::told_named(
      {1, 2}, {},
      [](conformance::Spot spot, conformance::Pixel, Colour colour, const Figure& figure) {
        CHECK(colour == Colour::Green && std::get<Figure::Rect>(figure.variant)._0 == 1);
        return conformance::Spot{spot.y, spot.x};
      },
      [](Colour colour) { return colour; },
      [](const std::string& text) -> Figure { return Figure::Labelled{text, Colour::Blue}; });
  CHECK(std::get<0>(named) == conformance::Spot({2, 1}) && std::get<1>(named) == Colour::Red);
  CHECK(std::get<Figure::Labelled>(std::get<2>(named).variant)._0 == "name");
  const std::uint32_t before = conformance::live_counters();
  std::vector<conformance::Counter> kept;
  const auto sum =
      conformance::told_objects(3, [&](conformance::Counter own, auto list) -> std::int64_t {
        CHECK(list.size() == 2 && list[0].value() == own.value() && list[1].value() == 1);
        kept.push_back(std::move(own));
        return kept.back().value();
      });
  CHECK(sum == 3 && conformance::live_counters() == before + 3);
  kept.clear();
  CHECK(conformance::live_counters() == before);
#if defined(__SIZEOF_INT128__)
  const auto count = conformance::told_nested([](auto nested, const std::set<char32_t>& letters,
                                                 std::array<float, 2> two) {
    CHECK(letters == std::set({U'a'}) && two[1] == 2 && !nested.at("key").at(0));
    CHECK(std::get<0>(*nested.at("key").at(1)) == -1 && ~std::get<1>(*nested.at("key").at(1)) == 0);
    return std::map<std::string, decltype(nested)>{{"one", nested}, {"two", {}}};
  });
  CHECK(count == 2);
#endif
}

void what_they_throw() {
  const auto fail = [](const std::string& text) -> std::string {
    throw std::invalid_argument("not " + text);
  };
  CHECK_THROWS(std::invalid_argument, "not this", conformance::told_text("this", fail));
  const auto failed = conformance::try_told_text("this", fail);
  CHECK(failed.error().kind() == conformance::FailureKind::callback);
  // An `Err` in Rust, with the text.
  const auto number = [](const std::string& text) -> std::int64_t { return std::stoi(text); };
  const auto nothing = [](const std::string& text) {
    if (text == "9") throw std::runtime_error("nine");
    if (text == "8") throw 8;
  };
  CHECK(conformance::told_or_error("12", number, nothing) == 12);
  CHECK_THROWS(conformance::RustError, "stoi", conformance::told_or_error("x", number, nothing));
  CHECK_THROWS(conformance::RustError, "second: nine",
               conformance::told_or_error("9", number, nothing));
  CHECK_THROWS(conformance::RustError, "second: an exception that is no std::exception",
               conformance::told_or_error("8", number, nothing));
  CHECK(conformance::told_until([](std::uint32_t i) {
          if (i == 3) throw std::runtime_error("three");
          return std::to_string(i);
        }) == "012");
  int seen = 0;
  CHECK_THROWS(std::runtime_error, "the first",
               conformance::told_while_unwinding(
                   [](const std::string& text) -> Texts {
                     if (text == "first") throw std::runtime_error("the first");
                     return {"a", "b"};
                   },
                   [&](std::size_t count, const std::string& text) {
                     if (count == 2 && text == "seen") ++seen;
                   }));
  CHECK(seen == 1);
}

}  // namespace told_tests

inline void told() {
  told_tests::texts();
  told_tests::more();
  told_tests::what_they_throw();
}
