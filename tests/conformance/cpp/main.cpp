#include <cstdio>

#include "check.hpp"

int main() {
#if defined(CONFORMANCE_LOAD_AT_RUN_TIME)
  conformance::load(CONFORMANCE_LIBRARY);
#endif
  numbers();
  texts();
  arrays();
  tuples();
  positions();
  definitions();
  objects();
  errors();
  callbacks();
  traits();
  names();
  threads();
  if (failures == 0) std::puts("all as it should be");
  return failures == 0 ? 0 : 1;
}
