#include <HOLE_crate.hpp>
#include <iostream>

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "not so: " << what << '\n';
  ++failures;
}

void functions() {
  check(HOLE_crate::greet("C++") == "Hello, C++!", "greet");
  check(HOLE_crate::mean({1.0, 2.0, 6.0}) == 3.0, "the mean of numbers");
  check(!HOLE_crate::mean({}), "the mean of none");
}

void a_counter() {
  HOLE_crate::HOLE_counter counter(40, 42);
  check(counter.advance(2) == 42 && counter.value() == 42, "advance");
  check(!counter.try_advance(1), "the limit");
  counter.set_limit(50);
  check(counter.advance(1) == 43, "another limit");
}

}  // namespace

int main() {
  functions();
  a_counter();
  return failures == 0 ? 0 : 1;
}
