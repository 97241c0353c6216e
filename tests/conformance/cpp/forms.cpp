#include <vector>

#include "check.hpp"

namespace forms_tests {

using conformance::Side;
using conformance::Span;
using conformance::Track;

// What is a method of Julia's Base has its own name here.
void methods_of_base() {
  Track track(std::vector<double>{1, 2, 3});
  CHECK(track.len() == 3 && !track.is_empty() && track.first() == 1);
  track.push(4);
  CHECK(track.pop() == 4.0 && track.len() == 3);
  CHECK(Track::silence().is_empty() && Track::filled(2.5, 3).first() == 2.5);
  CHECK(Track(std::vector<double>{2, 3}).has(track));
  CHECK_THROWS(conformance::RustError, "the track is empty", Track::silence().first());
  CHECK(conformance::mapped([](double x) { return x + 0.5; }, track).first() == 1.5);
  CHECK(conformance::raised(2, Track::filled(3, 1)).first() == 8);
  CHECK(conformance::trimmed(Track::filled(5, 1), 3).first() == 2);
  conformance::refill(track, 7.5);
  CHECK(track.first() == 7.5);
  conformance::refill(track, 3);
  CHECK(track.first() == 3);
  CHECK(conformance::other(Side::Left) == Side::Right);
  const Span span{2, 5};
  CHECK(span.len() == 3 && span.with(Span{0, 1}).from == 0 && span.with(Span{0, 1}).to == 5);
}

}  // namespace forms_tests

void forms() {
  forms_tests::methods_of_base();
}
