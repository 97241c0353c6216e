#include "engine/expand.h"

#include "expand/serve.h"

namespace prebind::engine {

Result<void> serve_macros(int input, int output) {
  return expand::serve(input, output);
}

}  // namespace prebind::engine
