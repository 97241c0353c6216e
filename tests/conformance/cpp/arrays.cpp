#include <array>
#include <cmath>
#include <memory>

#include "check.hpp"

#define ECHOES(suffix, type, ...)                                                      \
  {                                                                                    \
    const std::array<type, 3> values = {__VA_ARGS__};                                  \
    const conformance::span<const type> none;                                          \
    CHECK(same(conformance::slice_##suffix(values), values));                          \
    CHECK(conformance::slice_##suffix(none).empty());                                  \
    CHECK(same(conformance::vector_##suffix(values), values));                         \
    CHECK(same(conformance::boxed_##suffix(values), values));                          \
    CHECK(same(*conformance::option_slice_##suffix(1, values, 2.5, none), values));    \
    CHECK(same(*conformance::option_slice_##suffix(0, none, 2.5, values), values));    \
    CHECK(!conformance::option_slice_##suffix(1, std::nullopt, 2.5, values));          \
    CHECK(same(*conformance::both_vector_##suffix(values, true), values));             \
    CHECK(!conformance::both_vector_##suffix(std::nullopt, true));                     \
    CHECK_THROWS(conformance::RustError, "not true",                                   \
                 conformance::both_vector_##suffix(values, false));                    \
    std::array<type, 3> turned = values;                                               \
    conformance::reverse_##suffix(turned);                                             \
    CHECK(turned[0] == values[2] && turned[1] == values[1] && turned[2] == values[0]); \
  }

#define INTEGERS(suffix, type) \
  ECHOES(suffix, type, std::numeric_limits<type>::min(), 0, std::numeric_limits<type>::max())

namespace arrays_tests {

constexpr const char* kOverlap =
    "`to` and `from` share memory, and Rust writes into it: pass a copy of one of them";

void echoes() {
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
  ECHOES(f32, float, -0.5F, 0, 1)
  ECHOES(f64, double, -0.5, 0, 1)
  ECHOES(bool, bool, true, false, false)
}

void borrowed() {
  std::vector<double> values = {1, 2, 3};
  CHECK(conformance::slice_address(values) == reinterpret_cast<std::size_t>(values.data()));
  const std::vector<std::size_t> counts = {1, SIZE_MAX};
  CHECK(conformance::address_of_counts(counts) == reinterpret_cast<std::size_t>(counts.data()));
  CHECK(conformance::slice_sum(values) == 6 && conformance::slice_sum({}) == 0);
  CHECK(conformance::slice_sum({1, 2}) == 3);
  double plain[] = {1, 2};
  CHECK(conformance::slice_sum(plain) == 3);
  const std::unique_ptr<double[]> owned(new double[2]{1, 1});
  CHECK(conformance::slice_sum({owned.get(), 2}) == 2);
  conformance::slice_scale(values, 2);
  CHECK(values[2] == 6);
  CHECK(conformance::slice_scale_maybe(values, 0.5) == 3U && values[2] == 3);
  CHECK(!conformance::slice_scale_maybe(std::nullopt, 0.5));
  CHECK(same(conformance::slice_tail(values, 1), std::vector<double>{2, 3}));
  CHECK(same(*conformance::slice_maybe_tail({1, 2}, 1), std::vector<std::uint8_t>{2}));
  CHECK(!conformance::slice_maybe_tail({1, 2}, 3));
  CHECK_THROWS(conformance::RustError, "from the start", conformance::slice_maybe_tail({1}, 0));
}

void refused() {
  std::vector<double> values = {1, 2, 3};
  const conformance::span<double> all = values;
  std::vector<double> others(3);
  conformance::slice_copy(values, others);
  CHECK(others == values);
  CHECK_THROWS(std::invalid_argument, kOverlap, conformance::slice_copy(values, values));
  conformance::slice_copy({all.data(), 1}, {all.data() + 1, 1});
  CHECK(values[1] == 1);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(values.data());
  CHECK_THROWS(
      std::invalid_argument, kOverlap,
      conformance::slice_copy_bytes(conformance::span<const std::uint8_t>(bytes, 24), values));
  CHECK(conformance::slice_copy_bytes(std::nullopt, values) == 0);
  CHECK(conformance::slice_copy_bytes(conformance::span<const std::uint8_t>(bytes, 0), values) ==
        0);
  const double* odd = reinterpret_cast<const double*>(bytes + 1);
  CHECK_THROWS(std::invalid_argument,
               "the elements of `values` do not lie at an address where their type may lie",
               conformance::slice_sum({odd, 1}));
  CHECK(conformance::slice_sum({odd, 0}) == 0);
  CHECK(!conformance::try_slice_sum({nullptr, 1}));
  const std::uint8_t no_bool = 2;
  CHECK(!conformance::try_slice_bool(
      conformance::span<const bool>(reinterpret_cast<const bool*>(&no_bool), 1)));
}

void owned() {
  conformance::Vector<double> made = conformance::vector_made(3, 1000);
  CHECK(reinterpret_cast<std::size_t>(made.data()) == conformance::vector_last_address());
  CHECK(made.size() == 3 && made[2] == 2);
  made[0] = 5;
  const conformance::Vector<double> moved = std::move(made);
  CHECK(moved[0] == 5 && conformance::slice_sum(moved) == 8);
  double sum = 0;
  for (const double each : moved) sum += each;
  CHECK(sum == 8);
  CHECK(moved == moved && moved != conformance::vector_made(3, 0));
  made = conformance::vector_made(1, 0);
  CHECK(made.size() == 1);
  CHECK(conformance::vector_made(0, 5).empty() && conformance::vector_made(0, 0).empty());
}

void cows() {
  const std::vector<double> values = {1, 2};
  CHECK(conformance::cow_sum(values) ==
        std::make_tuple(3.0, true, reinterpret_cast<std::size_t>(values.data())));
  CHECK(same(conformance::cow_without_zeros({1, 2}), std::vector<std::int32_t>{1, 2}));
  CHECK(same(conformance::cow_without_zeros({0, 2}), std::vector<std::int32_t>{2}));
  const bool flags[] = {true};
  const conformance::span<const bool> flag(flags);
  const auto made =
      conformance::cow_maybe(conformance::span<const std::uint8_t>({1, 2}), {flag, 3});
  CHECK(same(*std::get<0>(made), std::vector<std::uint8_t>{3, 6}) && std::get<1>(made) == 1);
  CHECK(!std::get<0>(conformance::cow_maybe(std::nullopt, {flag, 3})));
  const std::vector<std::vector<std::uint8_t>> nested = {{1}};
  CHECK(conformance::cow_longest({"a", "bc"}, nested) == std::vector<std::string>{"a"});
  CHECK(conformance::cow_lasts(values));
}

void fields() {
  conformance::Series series({1, 2, 3});
  CHECK(same(series.values(), std::vector<double>{1, 2, 3}));
  series.set_values({4, 5});
  CHECK(same(series.as_slice(), std::vector<double>{4, 5}));
  CHECK(!series.flags());
  const bool flags[] = {true};
  series.set_flags(conformance::span<const bool>(flags));
  CHECK(same(*series.flags(), flags));
  series.set_bytes({1, 2});
  CHECK(same(series.bytes(), std::vector<std::uint8_t>{1, 2}));
  CHECK(same(series.units(), std::vector<std::uint16_t>{1, 10, 100}));
  std::array<double, 2> to = {1, 1};
  series.add_all(to);
  CHECK(to[0] == 5 && to[1] == 6);
  const bool chosen[] = {false, true};
  CHECK(same(std::move(series).into_chosen(chosen), std::vector<double>{5}));
}

}  // namespace arrays_tests

void arrays() {
  using namespace arrays_tests;  // NOLINT(google-build-using-namespace)
  echoes();
  borrowed();
  refused();
  owned();
  cows();
  fields();
}

#undef ECHOES
#undef INTEGERS
