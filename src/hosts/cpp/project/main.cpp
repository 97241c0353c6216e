#include <HOLE_crate.hpp>
#include <iostream>

int main() {
  std::cout << HOLE_crate::greet("C++") << '\n';
  HOLE_crate::HOLE_counter counter(40, 42);
  std::cout << "counted to " << counter.advance(2) << '\n';
  return 0;
}
