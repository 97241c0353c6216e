#include <sstream>

#include "check.hpp"

namespace generic_structs_tests {

template <typename Smoother, typename Number>
void smooths() {
  Smoother smoother(Number(0.5));
  CHECK(smoother.weight() == Number(0.5));
  smoother.set_weight(2);
  CHECK(!smoother.smooth_last());
  CHECK(smoother.smooth(3) == 9 && smoother.smooth_last() == Number(9));
  CHECK(smoother.clone() == smoother);
  std::ostringstream shown;
  shown << smoother;
  CHECK(shown.str() == "smoother of 2");
  CHECK((smoother * Number(2)).weight() == 4);
  CHECK((smoother + smoother).weight() == 4);
  CHECK(conformance::weight_of(smoother) == 2);
  CHECK(std::move(smoother).into_weight() == 2);
}

template <typename Couple, typename First, typename Second>
void couples(const Second& second) {
  Couple couple(First(1), second);
  couple.set_first(2);
  couple.set_second(second);
  CHECK(couple.first() == 2 && couple.second() == second);
  CHECK(std::get<0>(std::move(couple).divorce()) == 2);
}

void piles() {
  conformance::Pile_char letters;
  letters.lay(U'x');
  CHECK(letters.len() == 1 && letters.lift() == U'x' && !letters.lift());
  CHECK(conformance::Pile_char::pile_of(U'y').lift() == U'y');
  conformance::Pile_Label labels;
  labels.lay(conformance::Label("a"));
  CHECK(labels.len() == 1);
  auto label = labels.lift();
  CHECK(label && label->text() == "a");
  label->set_text("b");
  CHECK(conformance::Pile_Label::pile_of(std::move(*label)).lift()->text() == "b");
}

}  // namespace generic_structs_tests

void generic_structs() {
  using namespace generic_structs_tests;
  smooths<conformance::Smoother_f32, float>();
  smooths<conformance::Smoother_f64, double>();
  CHECK(conformance::Smoother_f64(0.5).precise_weight() == 0.5);
  CHECK(conformance::short_weight(conformance::Smoother_f32(0.5F)) == 0.5F);
  CHECK(!conformance::smoother_of(-1));
  couples<conformance::Couple_u8_bool, std::uint8_t>(true);
  couples<conformance::Couple_i64_bool, std::int64_t>(false);
  couples<conformance::Couple_u8_String, std::uint8_t>(std::string("a"));
  couples<conformance::Couple_i64_String, std::int64_t>(std::string("b"));
  CHECK(conformance::Couple_u8_bool(1, false).first_or(7) == 7);
  CHECK(conformance::Couple_i64_bool(1, true).first_or(7) == 1);
  piles();
}
