#include "check.hpp"

namespace objects_tests {

using conformance::Counter;

constexpr const char* kEmpty =
    "this Counter is empty: it was moved, or Rust took it in an earlier call";
constexpr const char* kSame =
    "one Counter is two arguments of a call, and Rust takes or changes one of them";

void chained() {
  conformance::Plan plan;
  plan.add_step("cut").add_step("glue").repeat_step(3).add_step("paint");
  CHECK(plan.all_steps() == "cut glue glue glue paint");
  CHECK(&plan.add_step("dry") == &plan);
  CHECK(plan.try_add_step("sell") && plan.try_repeat_step(1));
  CHECK_THROWS(conformance::RustError, "there is no step", conformance::Plan().repeat_step(1));
  try {
    plan.inner();
    CHECK(false);
  } catch (const conformance::RustPanic& panic) {
    CHECK(std::string_view(panic.what()).find("`Plan::inner` returned another object") !=
          std::string_view::npos);
  }
  CHECK(!plan.try_inner());
}

void made() {
  Counter counter(5);
  CHECK(conformance::live_counters() == 1);
  CHECK(counter.value() == 5 && counter.peek() == 5);
  CHECK(counter.increment() == 6);
  counter.add_to(2, 3);
  counter.add_to(1, std::nullopt);
  CHECK(counter.value() == 13 && counter.describe("> ") == "> counter at 13");
  CHECK(Counter::zero_of().value() == 0 && Counter::limit_of(4) == 15);
  CHECK(Counter::try_new(3).value() == 3);
  CHECK_THROWS(conformance::RustError, "-1 is below zero", Counter::try_new(-1));
  // `try_new` is Rust's here, so what does not throw is called otherwise.
  CHECK(Counter::try_new_(3)->value() == 3 && !Counter::try_try_new(-1));
  CHECK(Counter::maybe_new(1)->value() == 1 && !Counter::maybe_new(-1));
  CHECK(Counter::either_new(2)->value() == 2 && !Counter::either_new(0));
  CHECK(*Counter::try_either_new(-7).error().value<std::int64_t>() == -7);
  CHECK(conformance::live_counters() == 1);
}

void fields() {
  Counter counter(1);
  counter.set_value(2);
  counter.set_step(3);
  counter.set_label("label");
  counter.set_note("note");
  counter.set_limit(-4);
  counter.set_ratio(0.25F);
  counter.set_flag(true);
  counter.set_letter(U'\u00df');
  counter.set_type(9);
  CHECK(counter.value() == 2 && counter.step() == 3 && counter.label() == "label");
  CHECK(counter.note() == "note" && counter.limit() == -4 && counter.ratio() == 0.25F);
  CHECK(counter.flag() && counter.letter() == U'\u00df' && counter.type() == 9);
  CHECK(counter.kind() == "plain");
  counter.set_note(std::nullopt);
  counter.set_limit(std::nullopt);
  CHECK(!counter.note() && !counter.limit());
  CHECK(!counter.try_set_label("\377") && counter.try_label().value() == "label");
}

void passed() {
  Counter one(1), two(2);
  CHECK(one.bigger(two).value() == 2 && one.bigger(one).value() == 1);
  one.steal(two);
  CHECK(one.value() == 3 && two.value() == 0);
  CHECK_THROWS(std::invalid_argument, kSame, one.steal(one));
  CHECK(one.peek_maybe(&two) == -3 && !one.peek_maybe(nullptr));
  CHECK(one.bump_maybe(&two) == 1);
  CHECK_THROWS(conformance::RustError, "there is none", one.bump_maybe(nullptr));
  CHECK_THROWS(std::invalid_argument, kSame, one.bump_maybe(&one));
  CHECK(conformance::compare(one, one) && !conformance::compare(one, two));
  conformance::swap_(one, two);
  CHECK(one.value() == 1 && two.value() == 3);
  CHECK_THROWS(std::invalid_argument, kSame, conformance::swap_(one, one));
}

void taken() {
  Counter one(1), two(2), three(3);
  CHECK(one.absorb(std::move(two), 10) == 21 && !two);
  CHECK_THROWS(std::invalid_argument, kEmpty, two.value());
  CHECK_THROWS(std::invalid_argument, kEmpty, one.absorb(std::move(two), 1));
  CHECK(one.absorb_maybe(std::move(three)) && !three && !one.absorb_maybe(std::nullopt));
  std::optional<Counter> maybe(Counter(4));
  CHECK(one.absorb_maybe(std::move(maybe)) && !*maybe && one.value() == 28);
  CHECK_THROWS(std::invalid_argument, kSame, one.absorb(std::move(one), 1));
  CHECK(std::move(one).into_value() == 28 && !one);
  Counter other = Counter(5).into_other("five");
  CHECK(other.label() == "five");
  // Taken, whatever came of it; but not if an argument was refused.
  CHECK(!std::move(other).try_into_other("\377") && other);
  CHECK(!std::move(other).try_into_other("") && !other);
  Counter panics(6);
  CHECK(!std::move(panics).try_into_panic() && !panics);
  CHECK(conformance::take_two(Counter(2), Counter(3)) == 6);
  Counter both(1);
  CHECK_THROWS(std::invalid_argument, kSame,
               conformance::take_two(std::move(both), std::move(both)));
  CHECK(conformance::look_and_take(both, Counter(3)) == -2);
  CHECK(!conformance::try_look_and_take(both, std::move(both)) && both);
  CHECK(conformance::live_counters() == 1);
}

void moved() {
  Counter one(1);
  Counter two = std::move(one);
  CHECK(!one && two.value() == 1);
  one = std::move(two);
  CHECK(one && !two);
  Counter* const alias = &one;
  one = std::move(*alias);
  CHECK(one.value() == 1);
  std::vector<Counter> many;
  for (int i = 0; i < 10; ++i) many.emplace_back(i);
  CHECK(many[9].value() == 9 && conformance::live_counters() == 11);
}

void beside() {
  using conformance::Colour;
  Counter first(1), second(2);
  const Counter seen(4);
  const conformance::Pixel pixel = {true, conformance::Spot(1, 2), Colour::Red, 1, 2};
  const auto take = [&](char32_t letter, std::string_view text, Colour colour) {
    return conformance::try_take_beside(std::move(first), letter, text, "c", {"a"}, {Colour::Red},
                                        {true}, colour, pixel, std::move(second), seen);
  };
  CHECK(!take(static_cast<char32_t>(0xd800), "a", Colour::Red) && first && second);
  CHECK(!take(U'a', "\377", Colour::Red) && first && second);
  CHECK(!take(U'a', "a", static_cast<Colour>(1)) && first && second);
  CHECK(*take(U'a', "a", Colour::Red) == 7 && !first && !second);
}

void others() {
  conformance::Pair pair(Counter(1), Counter(2));
  CHECK(pair.describe("p ") == "p counter at 1" && pair.right()->value() == 2);
  CHECK(!conformance::Pair(Counter(1), std::nullopt).right());
  CHECK_THROWS(conformance::RustError, "the left one is negative",
               conformance::Pair(Counter(-1), std::nullopt));
  CHECK(conformance::spend(conformance::token()) == 1);
  conformance::DropsLoudly loud(3);
  loud.set_value(4);
  CHECK(loud.value() == 4);
}

void shared() {
  using conformance::Account;
  constexpr const char* kShared =
      "argument `self` is in use by a call that has not returned yet, or shared: Rust or another "
      "handle has it";
  {
    Account account = Account::shared("anna");
    CHECK(account.deposit(5) == 5 && conformance::count_of(account) == 2);
    CHECK(account.rename("ben") == "anna");
    account.set_owner("bea");
    CHECK(account.owner() == "bea");
    account.set_owner("ben");
    Account twin = account.again();
    CHECK(twin.deposit(2) == 7 && account.owner() == "ben");
    CHECK_THROWS(conformance::BorrowError, kShared, twin.rename("carla"));
    CHECK_THROWS(conformance::BorrowError, kShared, std::move(twin).close_account());
    conformance::Bank bank = conformance::Bank::empty();
    bank.add_account(account);
    CHECK(bank.has_account(&twin) && !bank.has_account(nullptr));
    CHECK(bank.first_account()->deposit(1) == 8 && bank.account_at(0).deposit(0) == 8);
    CHECK_THROWS(conformance::RustError, "no such account", bank.account_at(1));
    CHECK(conformance::with_clone(twin, [](std::int64_t) {}) == 8);
    CHECK(conformance::live_accounts() == 1);
  }
  CHECK(Account("dora").close_account() == 0 && conformance::live_accounts() == 0);
}

}  // namespace objects_tests

void objects() {
  using namespace objects_tests;  // NOLINT(google-build-using-namespace)
  chained();
  made();
  fields();
  passed();
  taken();
  moved();
  beside();
  others();
  shared();
  CHECK(conformance::live_counters() == 0);
}
