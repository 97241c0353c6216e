#include <array>
#include <cmath>
#include <limits>

#include "check.hpp"

// Alone, in an option, in a result, in both, and between others.
#define ECHOES(suffix, type, ...)                                             \
  for (const type value : std::vector<type>{__VA_ARGS__}) {                   \
    const std::optional<type> some = value, none;                             \
    CHECK(conformance::echo_##suffix(value) == value);                        \
    CHECK(conformance::try_echo_##suffix(value).value() == value);            \
    CHECK(conformance::option_##suffix(some) == some);                        \
    CHECK(conformance::option_##suffix(none) == none);                        \
    CHECK(conformance::result_##suffix(value, true) == value);                \
    CHECK(conformance::both_##suffix(some, true) == some);                    \
    CHECK(conformance::both_##suffix(none, true) == none);                    \
    CHECK(!conformance::try_both_##suffix(some, false));                      \
    CHECK(conformance::mixed_##suffix(1, value, 2.5F, some, 3, 4.5) == some); \
    CHECK(conformance::mixed_##suffix(1, value, 2.5F, none, 3, 4.5) == none); \
  }

#define RESULTS(suffix, type, ...)                                              \
  for (const type value : std::vector<type>{__VA_ARGS__}) {                     \
    try {                                                                       \
      (void)conformance::result_##suffix(value, false);                         \
      CHECK(false);                                                             \
    } catch (const conformance::RustErrorOf<type>& error) {                     \
      CHECK(error.value() == value);                                            \
    }                                                                           \
    const auto failed = conformance::try_result_##suffix(value, false);         \
    CHECK(!failed && failed.error().kind() == conformance::FailureKind::error); \
    CHECK(failed.error().value<type>() != nullptr);                             \
    CHECK(*failed.error().value<type>() == value);                              \
    CHECK(failed.error().value<char*>() == nullptr);                            \
  }

#define INTEGERS(suffix, type)                                     \
  ECHOES(suffix, type, std::numeric_limits<type>::min(), 0, 1, 77, \
         std::numeric_limits<type>::max())                         \
  RESULTS(suffix, type, std::numeric_limits<type>::min(), std::numeric_limits<type>::max())

namespace numbers_tests {

void integers() {
  INTEGERS(i8, std::int8_t)
  INTEGERS(i16, std::int16_t)
  INTEGERS(i32, std::int32_t)
  INTEGERS(i64, std::int64_t)
  INTEGERS(isize, std::intptr_t)
  INTEGERS(u8, std::uint8_t)
  INTEGERS(u16, std::uint16_t)
  INTEGERS(u32, std::uint32_t)
  INTEGERS(u64, std::uint64_t)
  INTEGERS(usize, std::size_t)
}

void others() {
  using Limits = std::numeric_limits<double>;
  ECHOES(f32, float, -0.0F, 0.1F, std::numeric_limits<float>::infinity())
  RESULTS(f32, float, 0.1F)
  ECHOES(f64, double, -0.0, 0.1, Limits::infinity(), Limits::denorm_min())
  RESULTS(f64, double, 0.1)
  ECHOES(bool, bool, false, true)
  RESULTS(bool, bool, false, true)
  ECHOES(char, char32_t, U'\0', U'a', U'\u00df', U'\U0001f600', U'\U0010ffff')
  RESULTS(char, char32_t, U'\U0001f600')
  CHECK(std::isnan(conformance::echo_f64(Limits::quiet_NaN())));
  CHECK(std::signbit(conformance::echo_f64(-0.0)));
  // What is no character, Rust does not see.
  CHECK(conformance::try_echo_char(static_cast<char32_t>(0xd800)).error().kind() ==
        conformance::FailureKind::refused);
}

void wide() {
#if defined(__SIZEOF_INT128__)
  using conformance::int128;
  using conformance::uint128;
  const auto lowest = static_cast<int128>(static_cast<uint128>(1) << 127);
  ECHOES(i128, int128, lowest, -1, 0, 1, ~lowest)
  ECHOES(u128, uint128, 0, 1, static_cast<uint128>(1) << 64, ~static_cast<uint128>(0))
  CHECK_THROWS(conformance::RustError, "-1", conformance::result_i128(-1, false));
  CHECK_THROWS(conformance::RustError, "1", conformance::result_u128(1, false));
#endif
}

void more() {
  conformance::echo_unit();
  conformance::result_unit(true);
  CHECK(*conformance::try_result_unit(false).error().value<std::int8_t>() == -1);
  CHECK(conformance::no_arguments() == 42);
  CHECK(conformance::many_arguments(1, 2, 3, 4, 5, true, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17) ==
        148);
  CHECK(conformance::add(1, 2) == 3);
  CHECK(conformance::halved(3) == 1.5);
  CHECK(conformance::doubled(1.5F) == 3);
  conformance::undocumented();
  CHECK(conformance::only_without_extra());
  CHECK(conformance::from_a_nested_module() == "conformance::outer::inner");
}

void pointers() {
  const double numbers[] = {1, 2, 3.5};
  CHECK(conformance::sum_at(numbers, 3) == 6.5);
  CHECK(conformance::sum_at(nullptr, 0) == 0);
  std::int16_t doubled[] = {1, -2};
  conformance::double_at(doubled, 2);
  CHECK(doubled[0] == 2 && doubled[1] == -4);
  float number = 1;
  CHECK(conformance::echo_pointer(&number) == &number);
  CHECK(conformance::echo_pointer(nullptr) == nullptr);
  const std::uint8_t byte = 7;
  CHECK(conformance::option_pointer(&byte) == &byte);
  CHECK(!conformance::option_pointer(std::nullopt));
  CHECK(conformance::result_pointer(&byte, true) == &byte);
  CHECK(*conformance::try_result_pointer(&byte, false).error().value<std::uint8_t>() == 9);
  const std::int32_t seven = 7;
  const std::int32_t* const first = &seven;
  CHECK(conformance::first_of(&first) == 7);
  CHECK(conformance::opaque_take(conformance::opaque_new(5)) == 5);
  CHECK(conformance::is_null(nullptr) && !conformance::is_null(&byte));
  const bool flags[] = {true, false, true};
  CHECK(conformance::count_true(flags, 3) == 2);
  char32_t letter = U'a';
  conformance::raise_case(&letter);
  CHECK(letter == U'A');
  const std::int64_t eight = 8;
  CHECK(conformance::dereference(&eight) == 8);
}

void generics() {
  CHECK(conformance::square_sum(std::vector<double>{1, 2}) == 5);
  CHECK(conformance::square_sum(std::vector<float>{3}) == 9);
  CHECK(conformance::square_sum(std::array<std::int32_t, 2>{3, 4}) == 25);
  CHECK(conformance::twice(std::uint8_t(4)) == 8);
  CHECK(conformance::twice(std::int64_t(1) << 40) == std::int64_t(1) << 41);
  CHECK(conformance::twice(0.5) == 1);
  CHECK(conformance::power(2.0, 3, "note") == 8);
  CHECK(conformance::power(2.0F, 0, "note") == std::nullopt);
  CHECK(conformance::pair(true, std::int16_t(5), std::int16_t(1)) == "true 5");
  CHECK(conformance::pair(true, std::optional<std::string_view>("b"), "c") == "true b");
  CHECK(conformance::pair(U'a', std::optional<std::int16_t>(), std::int16_t(7)) == "a 7");
  CHECK(conformance::pair(U'a', std::optional<std::string_view>(), "b") == "a b");
  // A list is of the type of its elements; what is ambiguous has to name the instance.
  CHECK(conformance::square_sum({1.5, 2.0}) == 6.25 && conformance::square_sum({3, 4}) == 25);
  static_assert(std::is_same_v<decltype(conformance::square_sum({1.0F})), float>);
  CHECK(conformance::square_sum<double>({1, 2}) == 5);
  CHECK(conformance::square_sum<float>(std::vector<float>{3}) == 9);
  CHECK(*conformance::try_square_sum<std::int32_t>({}) == 0);
  CHECK(conformance::twice<std::int64_t>(5) == 10 && conformance::twice<double>(5) == 10);
  CHECK((conformance::pair<bool, std::string>(true, std::nullopt, "x") == "true x"));
  CHECK(conformance::number_of<conformance::Holder>(conformance::Holder(1.5)) == 1.5);
  CHECK(conformance::number_of(conformance::Holder(1.5)) == 1.5);
  const auto sealed = conformance::Sealed::other_new(7);
  CHECK(conformance::number_of(sealed) == 7);
  CHECK(sealed.plus<float>(1) == 8 && *sealed.try_plus<std::int8_t>(1) == 8);
  CHECK(sealed.plus(0.5F) == 7.5 && sealed.plus(std::int8_t(1)) == 8);
  conformance::Holder box(2);
  box.set_number(3);
  CHECK(box.number() == 3);
}

}  // namespace numbers_tests

void numbers() {
  using namespace numbers_tests;  // NOLINT(google-build-using-namespace)
  integers();
  others();
  wide();
  more();
  pointers();
  generics();
}

#undef ECHOES
#undef RESULTS
#undef INTEGERS
