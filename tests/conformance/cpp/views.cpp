#include <complex>
#include <string>
#include <utility>

#include "check.hpp"

namespace views_tests {

const char* const kInUse = "argument `self` is in use by a call that has not returned yet";

void of_elements() {
  conformance::Recording signal({1, 2, 3});
  {
    const conformance::View<const double> view = signal.samples();
    CHECK(view.data() == signal.samples_address() && view.size() == 3 && view[1] == 2);
    CHECK(!view.empty() && view.end() - view.begin() == 3);
    CHECK(signal.sample_count() == 3);
    CHECK_THROWS(conformance::BorrowError, kInUse, signal.push_sample(4));
    CHECK_THROWS(conformance::BorrowError, kInUse, signal.samples_mut());
    CHECK(conformance::sum_of_samples(view) == 6);
    CHECK(conformance::address_of_samples(view) == signal.samples_address());
    CHECK(signal.with_added(view)[2] == 6);
    CHECK(conformance::fold_samples(view, [](double a, double b) { return a + b; }) == 6);
  }
  signal.push_sample(4);
  conformance::View<double> changed = signal.samples_mut();
  CHECK_THROWS(conformance::BorrowError, kInUse, signal.sample_count());
  changed[0] = 10;
  conformance::double_samples(changed);
  conformance::View<double> moved = std::move(changed);
  CHECK(changed.empty() && moved[0] == 20);
  moved.close();
  moved.close();
  CHECK(moved.empty() && signal.samples()[0] == 20);
  CHECK(signal.spectrum()[1] == std::complex<double>(2, -2));
  signal.spectrum_mut()[0] = 1;
  CHECK(signal.sample_spots()[2].y == 6);
  CHECK(signal.without_first().size() == 3);
  CHECK(std::move(signal).into_sum() == 18);
  CHECK(conformance::signals_alive() == 0);
}

void of_options_and_results() {
  conformance::Recording signal({1, 2, 3});
  const conformance::Recording other(std::vector<double>{1});
  CHECK(signal.samples_from(1)->size() == 2);
  CHECK(!signal.samples_from(4));
  CHECK(signal.samples_named("first").size() == 1);
  CHECK_THROWS(conformance::RustError, "there is no part \"last\"", signal.samples_named("last"));
  CHECK(signal.samples_beside(other, 2)->size() == 1);
  CHECK(!other.samples_beside(signal, 2));
}

void of_kinds() {
  conformance::Kinds kinds;
  CHECK(kinds.kind_counts()[0] == 1 && kinds.kind_flags()[0] && !kinds.kind_flags()[1]);
  CHECK(kinds.kind_colours()[1] == conformance::Colour::Red);
  CHECK(kinds.kind_corners()[1][2] == 6.0F);
  kinds.kind_corners_mut()[1][2] = 7.0F;
  CHECK(kinds.kind_corners()[1][2] == 7.0F);
  conformance::LocalRecording local({1, 2});
  CHECK(local.local_samples()[1] == 2 && local.local_reads() == 1);
  local.set_local_reads(0);
  conformance::SharedRecording shared({1, 2});
  shared.shared_samples_mut()[0] = 3;
  CHECK(shared.shared_samples()[0] == 3);
  const conformance::Weights weights{{1, 2, 3}};
  CHECK(weights.weights()[2] == 3);
}

}  // namespace views_tests

void views() {
  views_tests::of_elements();
  views_tests::of_options_and_results();
  views_tests::of_kinds();
}
