#include <array>
#include <chrono>
#include <complex>

#include "check.hpp"

namespace positions_tests {

using conformance::Colour;
using conformance::Pixel;
using conformance::Spot;

/// Each kind that Rust can own, in each position: argument, result, field, in an option, in a
/// result, in both, in tuples. Arguments of type A are made of `value`.
template <typename At, typename A, typename Value>
void at(const Value& value) {
  using Option = std::optional<A>;
  const A argument = value;
  At object(argument, Option());
  CHECK(same(object.plain(), value));
  CHECK(!object.maybe());
  object.set_plain(argument);
  object.set_maybe(Option(argument));
  CHECK(same(object.plain(), value) && same(*object.maybe(), value));
  object.set_maybe(Option());
  CHECK(!object.maybe());

  CHECK(same(At::at_echo(argument), value));
  CHECK(same(*At::at_option(Option(argument)), value) && !At::at_option(Option()));
  CHECK(same(At::at_result(argument, true), value));
  CHECK_THROWS(conformance::RustError, "not good", At::at_result(argument, false));
  CHECK(same(*At::at_both(Option(argument), true), value) && !At::at_both(Option(), true));
  CHECK_THROWS(conformance::RustError, "not good", At::at_both(Option(argument), false));
  const auto turned = At::at_tuple(std::tuple<std::uint8_t, A>(7, argument));
  CHECK(same(std::get<0>(turned), value) && std::get<1>(turned) == 7);

  using Pair = std::tuple<Option, std::uint8_t>;
  CHECK(!At::at_option_tuple(std::nullopt));
  const auto some = At::at_option_tuple(Pair(argument, 8));
  CHECK(std::get<0>(*some) == 8 && same(*std::get<1>(*some), value));
  const auto none = At::at_option_tuple(Pair(std::nullopt, 9));
  CHECK(std::get<0>(*none) == 9 && !std::get<1>(*none));
}

template <typename At, typename T>
void at_value(const T& value) {
  at<At, T, T>(value);
}

template <typename At, typename T>
void at_array(const std::vector<T>& values) {
  at<At, conformance::span<const T>>(values);
}

}  // namespace positions_tests

/// Values that are nested of others, which go as `packed`.
namespace positions_tests {
template <typename At, typename T>
void at_nested(const T& value) {
  at<At, conformance::packed<T>>(value);
}
}  // namespace positions_tests

void positions() {
  using namespace positions_tests;  // NOLINT(google-build-using-namespace)
  at_value<conformance::AtI8, std::int8_t>(-5);
  at_value<conformance::AtI16, std::int16_t>(-5);
  at_value<conformance::AtI32, std::int32_t>(-5);
  at_value<conformance::AtI64, std::int64_t>(-5);
  at_value<conformance::AtIsize, std::intptr_t>(-5);
  at_value<conformance::AtU8, std::uint8_t>(250);
  at_value<conformance::AtU16, std::uint16_t>(65000);
  at_value<conformance::AtU32, std::uint32_t>(~0U);
  at_value<conformance::AtU64, std::uint64_t>(~std::uint64_t(0));
  at_value<conformance::AtUsize, std::size_t>(~std::size_t(0));
#if defined(__SIZEOF_INT128__)
  at_value<conformance::AtI128, conformance::int128>(-5);
  at_value<conformance::AtU128, conformance::uint128>(~static_cast<conformance::uint128>(0));
#endif
  at_value<conformance::AtF32, float>(0.1F);
  at_value<conformance::AtF64, double>(0.1);
  at_value<conformance::AtBool, bool>(true);
  at_value<conformance::AtChar, char32_t>(U'\U0001f600');
  at<conformance::AtString, std::string_view>(std::string("text"));
  at<conformance::AtBoxedStr, std::string_view>(std::string("text"));
  at<conformance::AtCString, std::string_view>(std::string("text"));
  at<conformance::AtCow, std::string_view>(std::string("text"));
  at<conformance::AtArcStr, std::string_view>(std::string("text"));
  at<conformance::AtRcStr, std::string_view>(std::string("text"));
  at<conformance::AtPathBuf, std::string_view>(std::string("text"));
  at<conformance::AtOsString, std::string_view>(std::string("text"));
  at<conformance::AtCows, conformance::text_list>(std::vector<std::string>{"a", ""});
  at_nested<conformance::AtPaths>(std::vector<std::string>{"a", "\377"});
  at_nested<conformance::AtPathMap>(
      std::map<std::string, std::optional<std::string>>{{"a", "\377"}, {"b", std::nullopt}});
  at_array<conformance::AtVec, double>({1.5, -2});
  at_array<conformance::AtBoxed, std::uint16_t>({1, 65000});
  at<conformance::AtBools, conformance::span<const bool>>(std::array<bool, 2>{true, false});
  at<conformance::AtStrings, conformance::text_list>(std::vector<std::string>{"a", ""});
  at<conformance::AtBoxedStrings, conformance::text_list>(std::vector<std::string>{"a", ""});
  at_value<conformance::AtEnum, Colour>(Colour::Blue);
  at_value<conformance::AtValue, Spot>(Spot(1, -2));
  const Pixel pixel = {true, Spot(1, 2), Colour::Green, 300, -3};
  at_value<conformance::AtWideValue, Pixel>(pixel);
  at_array<conformance::AtEnums, Colour>({Colour::Red, Colour::Blue});
  at_array<conformance::AtValues, Pixel>({pixel, pixel});
  at_array<conformance::AtBoxedValues, Spot>({Spot(1, 2)});
  at<conformance::AtPair, std::tuple<std::int32_t, std::string_view>>(
      std::tuple<std::int32_t, std::string>(-3, "three"));
  at_nested<conformance::AtNested>(std::vector<std::vector<double>>{{1.5, -2}, {}, {3}});
  at_nested<conformance::AtOptions>(std::vector<std::optional<std::int64_t>>{-5, std::nullopt});
  at_nested<conformance::AtDeque>(std::deque<std::uint16_t>{1, 65000});
  at_nested<conformance::AtHashSet>(std::set<std::string>{"a", "", "größer"});
#if defined(__SIZEOF_INT128__)
  using Keys = std::set<std::tuple<char32_t, conformance::int128>>;
  at_nested<conformance::AtBTreeSet>(Keys{{U'a', -5}, {U'\U0001f600', 7}});
#endif
  at_nested<conformance::AtHashMap>(
      std::map<std::string, std::optional<double>>{{"a", 0.5}, {"b", std::nullopt}});
  using Pairs = std::map<std::uint8_t, std::vector<std::tuple<Spot, bool>>>;
  at_nested<conformance::AtBTreeMap>(Pairs{{1, {}}, {255, {{Spot(1, -2), true}}}});
  using Point = std::array<double, 3>;
  at_value<conformance::AtFixed, Point>({1, -2, 0.5});
  at_value<conformance::AtGrid, std::array<std::array<std::uint8_t, 2>, 3>>(
      {{{1, 2}, {3, 4}, {5, 255}}});
  at_value<conformance::AtFlags, std::array<bool, 2>>({true, false});
  at_value<conformance::AtSizes, std::array<std::size_t, 2>>({~std::size_t(0), 1});
  at_nested<conformance::AtTexts>(std::array<std::string, 2>{"a", "größer"});
  at_nested<conformance::AtFixedValues>(std::array<Spot, 2>{Spot(1, 2), Spot(-3, 4)});
  at_array<conformance::AtRows, Point>({{1, 2, 3}, {-4, 5, 6}});
  at_array<conformance::AtValueRows, std::array<Spot, 2>>({{Spot(1, 2), Spot(3, 4)}});
  at_value<conformance::AtComplex32, std::complex<float>>({1, -2});
  at_value<conformance::AtComplex64, std::complex<double>>({0.5, -2});
  at_array<conformance::AtComplexes, std::complex<double>>({{1, -2}, {0.5, 0}});
  at_value<conformance::AtComplexPair, std::array<std::complex<float>, 2>>({{{1, 2}, {3, -4}}});
  using std::chrono::nanoseconds;
  using Time = std::chrono::system_clock::time_point;
  const auto at_nanoseconds = [](std::int64_t count) {
    return Time(std::chrono::duration_cast<Time::duration>(nanoseconds(count)));
  };
  at_value<conformance::AtDuration>(nanoseconds(1'000'000'001));
  for (const std::int64_t count : {0LL, 1'500'000'000LL, -1LL, -1'500'000'000LL}) {
    at_value<conformance::AtSystemTime>(at_nanoseconds(count));
  }
  at_nested<conformance::AtDurations>(std::vector<nanoseconds>{nanoseconds(0), nanoseconds(7)});
  using Times = std::map<std::string, std::tuple<Time, std::optional<nanoseconds>>>;
  at_nested<conformance::AtTimes>(
      Times{{"a", {at_nanoseconds(-5), nanoseconds(3)}}, {"b", {at_nanoseconds(9), std::nullopt}}});
  using conformance::Figure;
  using Figures = std::vector<Figure>;
  const Figure rect = Figure::Rect{1.5, -2};
  const Figures figures = {rect, Figure::Labelled{"gr\303\266\303\237er", Colour::Green}};
  at_nested<conformance::AtTagged>(rect);
  at<conformance::AtTaggeds, conformance::packed_list<Figure>>(figures);
  at<conformance::AtBoxedTaggeds, conformance::packed_list<Figure>>(figures);
  at_nested<conformance::AtNestedTaggeds>(
      std::map<std::string, std::optional<Figure>>{{"a", rect}, {"b", std::nullopt}});
}
