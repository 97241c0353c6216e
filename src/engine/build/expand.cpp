#include "engine/build/expand.h"

#include "engine/archives/macro_archive.h"
#include "engine/cache/cache_place.h"
#include "expand/serve.h"

namespace prebind::engine {

Result<void> serve_macros(const Context& context, int input, int output) {
  const store::Store store(store_options(context));
  StoredAssembler assembler(context, store);
  return expand::serve(input, output,
                       [&](const expand::CrateName& crate, const expand::ArchiveRequest& request) {
                         return make_macro_archive(context, assembler, crate, request);
                       });
}

}  // namespace prebind::engine
