#include "hosts/cpp/types.h"

#include <gmock/gmock.h>

#include "abi/layout.h"
#include "hosts/test_library.h"
#include "model/strided.h"

namespace prebind::hosts::cpp {
namespace {

using ::testing::ElementsAre;

const TypeNames kNames = {{"Point", "Point", model::Shape::handle, 1}};

Type of(TypeKind kind, std::vector<Type> arguments, Passing passing = Passing::value) {
  return {.kind = kind, .arguments = std::move(arguments), .passing = passing};
}

Lowered lowered(const Type& type) {
  auto made = lower(type, "x", "x", kNames);
  EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
  return made.value_or(Lowered{});
}

TEST(CppTypes, EachParameterOfTheAbiGetsAValue) {
  const Type point = named("Point");
  const Type slice = of(TypeKind::slice, {plain(TypeKind::f64)}, Passing::mutable_reference);
  const Type texts = of(TypeKind::vector, {plain(TypeKind::string)});
  const Type call =
      of(TypeKind::function, {plain(TypeKind::f64), plain(TypeKind::i32)}, Passing::reference);
  const Type pair = of(TypeKind::tuple, {option(point), slice, plain(TypeKind::i128)});
  Type fixed = of(TypeKind::fixed_array, {plain(TypeKind::complex64)});
  fixed.length = 3;
  EXPECT_EQ(lowered(fixed).parameter, "const std::array<std::complex<double>, 3> &");
  for (const Type& type :
       {fixed, option(fixed), option(plain(TypeKind::complex32)), plain(TypeKind::unit),
        plain(TypeKind::character), plain(TypeKind::u128), plain(TypeKind::c_str), point, slice,
        texts, call, pair, option(pair), option(texts), option(plain(TypeKind::str)),
        option(plain(TypeKind::boolean)), plain(TypeKind::duration),
        option(plain(TypeKind::system_time))}) {
    const Lowered made = lowered(type);
    const std::size_t count = abi::parameters_of(type).size();
    EXPECT_EQ(made.values.size(), count) << model::to_string(type);
    EXPECT_EQ(made.c_types.size(), count) << model::to_string(type);
  }
}

TEST(CppTypes, ViewsAreOfConstOrNot) {
  Type view = of(TypeKind::slice, {plain(TypeKind::f64)}, Passing::reference);
  view.is_view = true;
  EXPECT_EQ(lift(option(view), kNames)->type, "std::optional<View<const double>>");
  view.passing = Passing::mutable_reference;
  EXPECT_EQ(lift(view, kNames)->type, "View<double>");
}

TEST(CppTypes, TimesAreThoseOfChronoAndDaysAreNone) {
  EXPECT_EQ(lowered(plain(TypeKind::duration)).parameter, "std::chrono::nanoseconds");
  EXPECT_EQ(lift(plain(TypeKind::chrono_utc), kNames)->type,
            "std::chrono::system_clock::time_point");
  const Type days = of(TypeKind::vector, {plain(TypeKind::jiff_date)});
  EXPECT_EQ(lower(days, "x", "x", kNames).error().message,
            "`Vec<jiff::civil::Date>` cannot be an argument in C++");
  EXPECT_EQ(lift(option(plain(TypeKind::chrono_date_time)), kNames).error().message,
            "`Option<NaiveDateTime>` cannot be a return value in C++");
}

TEST(CppTypes, WhatRustTakesStaysWithTheCallerIfItIsRefused) {
  EXPECT_EQ(lowered(named("Point")).parameter, "Point &&");
  EXPECT_EQ(lowered(option(named("Point"))).parameter, "taken<Point>");
  EXPECT_EQ(lowered(option(named("Point", Passing::reference))).parameter, "const Point *");
  EXPECT_THAT(lowered(named("Point")).emptied, ElementsAre("x"));
}

TEST(CppTypes, WhatIsNestedIsOfTheStandardLibrary) {
  const Type pair = of(TypeKind::tuple, {plain(TypeKind::str), option(named("Point"))});
  const Type map = of(TypeKind::hash_map, {plain(TypeKind::i16), of(TypeKind::vector, {pair})});
  const std::string nested =
      "std::map<std::int16_t, std::vector<std::tuple<std::string, std::optional<Point>>>>";
  EXPECT_EQ(lift(map, kNames)->type, nested);
  const Lowered made = lowered(option(of(TypeKind::deque, {plain(TypeKind::u8)})));
  EXPECT_EQ(made.parameter, "const std::optional<packed<std::deque<std::uint8_t>>> &");
  EXPECT_THAT(made.values, ElementsAre("detail::address(x)", "detail::length(x)", "x.has_value()"));
}

TEST(CppTypes, ArraysOfNdarrayAreRefused) {
  const Type view = model::strided_type("ArrayView2", plain(TypeKind::f64)).value();
  EXPECT_EQ(
      lower(view, "x", "x", kNames).error(),
      (Error{.message = "`ArrayView2<f64>` cannot be an argument in C++",
             .help = "change the signature, or leave the item out with `#[export(hosts = …)]` or "
                     "`--skip-unsupported`"}));
  EXPECT_EQ(lower(option(view), "x", "x", kNames).error().message,
            "`Option<ArrayView2<f64>>` cannot be an argument in C++");
  EXPECT_FALSE(lower(of(TypeKind::tuple, {view}), "x", "x", kNames));
  const Type owned = model::strided_type("ArrayD", plain(TypeKind::f64)).value();
  EXPECT_EQ(lift(option(owned), kNames).error().message,
            "`ArrayD<f64>` cannot be a return value in C++");
}

TEST(CppTypes, KeysHaveAnOrder) {
  const Error wanted{
      .message =
          "`HashSet<(u8, Point)>` cannot cross to C++: the keys of a map or a set need an "
          "order there, which values and handles do not have",
      .help =
          "change the signature, or leave the item out with `#[export(hosts = …)]` or "
          "`--skip-unsupported`"};
  const Type keys =
      of(TypeKind::hash_set, {of(TypeKind::tuple, {plain(TypeKind::u8), named("Point")})});
  EXPECT_EQ(lower(keys, "x", "x", kNames).error(), wanted);
  EXPECT_EQ(lower(option(keys), "x", "x", kNames).error(), wanted);
  EXPECT_EQ(lift(keys, kNames).error(), wanted);
}

}  // namespace
}  // namespace prebind::hosts::cpp
