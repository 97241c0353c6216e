#include <cstdint>
#include <string>
#include <vector>

#include "check.hpp"

namespace forms_tests {

using conformance::Bits;
using conformance::Force;
using conformance::Sheet;
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

void operators() {
  const Force one(1, 2), two(3, 5);
  CHECK(one + two == Force(4, 7) && two - one == Force(2, 3) && -one == Force(-1, -2));
  CHECK(one * 2.0 == Force(2, 4) && 2.0 * one == Force(2, 4) && one * two == 13);
  CHECK(two / 2 == Force(1.5, 2.5) && two % 2 == Force(1, 1) && !(two % 0));
  CHECK_THROWS(conformance::RustError, "a pair cannot be divided by zero", two / 0);
  CHECK(!Force() && !(!one));
  CHECK(one.try_add(two).value() == Force(4, 7) && !one.try_div(0));
  CHECK(one == Force(1, 2) && two == Force(3, 5));
  CHECK(Force(Span{1, 2}) == Force(1, 2) && Force(2.0) == Force(2, 2));
  CHECK(Force(std::vector<double>{1, 2}) == Force(1, 2));
  CHECK_THROWS(conformance::RustError, "a pair has 2 numbers, not 1",
               Force(std::vector<double>{1}));
  CHECK(Force::from_str("1, 2.5") == Force(1, 2.5));
  CHECK_THROWS(conformance::RustError, "invalid float literal", Force::from_str("x"));
  CHECK(one.clone() == one);
  Force changed(1, 2);
  changed.set_x(changed.y());
  changed.set_y(3);
  CHECK(changed.x() == 2 && changed == Force(2, 3));
  Bits a, b;
  a.bits = 0b1100;
  b.bits = 0b1010;
  CHECK((a & b).bits == 0b1000 && (a | b).bits == 0b1110 && (a ^ b).bits == 0b0110);
  CHECK((a << 2).bits == 0b110000 && (a >> 2).bits == 0b11 && (~a).bits == 0b11110011);
  CHECK(Bits(std::uint8_t{3}).bits == 0b111);
  CHECK(conformance::Side_try_from(1) == Side::Right);
}

void indices() {
  Track track(std::vector<double>{1, 2, 3});
  CHECK(track[0] == 1 && track[2] == 3);
  track.set_at(7, 1);
  CHECK(track[1] == 7 && !track.try_at(3));
  // Indices are those of Rust, whatever they are in Julia.
  Sheet sheet(std::vector<std::string>{"a1", "a2", "a3", "b1", "b2", "b3"});
  CHECK(sheet.rows() == 2 && sheet[0] == "a1" && sheet.at(1, 2) == "b3");
  sheet.set_at("changed", 1, 2);
  CHECK(sheet.at(1, 2) == "changed" && sheet["ch"] == "changed");
}

void defaults() {
  CHECK(conformance::default_in_all_hosts(1.5, std::nullopt, "b") == "1.5 32 b");
  CHECK(conformance::default_in_all_hosts(1.5, 2, "b") == "1.5 2 b");
}

}  // namespace forms_tests

void forms() {
  forms_tests::methods_of_base();
  forms_tests::operators();
  forms_tests::indices();
  forms_tests::defaults();
}
