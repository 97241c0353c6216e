#include "engine/expand.h"

#include "engine/macro_archive.h"
#include "expand/serve.h"

namespace prebind::engine {

Result<void> serve_macros(const Context& context, int input, int output) {
  return expand::serve(
      input, output,
      [&context](const expand::CrateName& crate, const expand::ArchiveRequest& request) {
        return make_macro_archive(context, crate, request);
      });
}

}  // namespace prebind::engine
