// All tests in one piece, so that the header is compiled once.
#include <conformance.hpp>  // before all others: it needs none of them
#include <cstdio>

#include "arrays.cpp"           // NOLINT(bugprone-suspicious-include)
#include "bounds.cpp"           // NOLINT(bugprone-suspicious-include)
#include "callbacks.cpp"        // NOLINT(bugprone-suspicious-include)
#include "definitions.cpp"      // NOLINT(bugprone-suspicious-include)
#include "errors.cpp"           // NOLINT(bugprone-suspicious-include)
#include "fixed.cpp"            // NOLINT(bugprone-suspicious-include)
#include "forms.cpp"            // NOLINT(bugprone-suspicious-include)
#include "futures.cpp"          // NOLINT(bugprone-suspicious-include)
#include "generic_structs.cpp"  // NOLINT(bugprone-suspicious-include)
#include "implementors.cpp"     // NOLINT(bugprone-suspicious-include)
#include "iterators.cpp"        // NOLINT(bugprone-suspicious-include)
#include "kept_calls.cpp"       // NOLINT(bugprone-suspicious-include)
#include "modules.cpp"          // NOLINT(bugprone-suspicious-include)
#include "names.cpp"            // NOLINT(bugprone-suspicious-include)
#include "nested.cpp"           // NOLINT(bugprone-suspicious-include)
#include "numbers.cpp"          // NOLINT(bugprone-suspicious-include)
#include "objects.cpp"          // NOLINT(bugprone-suspicious-include)
#include "positions.cpp"        // NOLINT(bugprone-suspicious-include)
#include "readers.cpp"          // NOLINT(bugprone-suspicious-include)
#include "streams.cpp"          // NOLINT(bugprone-suspicious-include)
#include "tagged.cpp"           // NOLINT(bugprone-suspicious-include)
#include "texts.cpp"            // NOLINT(bugprone-suspicious-include)
#include "threads.cpp"          // NOLINT(bugprone-suspicious-include)
#include "told.cpp"             // NOLINT(bugprone-suspicious-include)
#include "traits.cpp"           // NOLINT(bugprone-suspicious-include)
#include "tuples.cpp"           // NOLINT(bugprone-suspicious-include)
#include "views.cpp"            // NOLINT(bugprone-suspicious-include)

int main() {
#if defined(CONFORMANCE_LOAD_AT_RUN_TIME)
  conformance::load(CONFORMANCE_LIBRARY);
#endif
  numbers();
  generic_structs();
  texts();
  arrays();
  tuples();
  positions();
  readers();
  nested_types();
  fixed_arrays();
  definitions();
  tagged();
  objects();
  errors();
  forms();
  callbacks();
  told();
  kept_calls();
  implementors();
  bounds();
  traits();
  iterators();
  futures();
  streams();
  views();
  modules();
  names();
  threads();
  if (failures == 0) std::puts("all as it should be");
  return failures == 0 ? 0 : 1;
}
