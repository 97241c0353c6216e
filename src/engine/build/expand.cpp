#include "engine/build/expand.h"

#include "engine/archives/macro_archive.h"
#include "engine/cache/team_cache.h"
#include "expand/serve.h"
#include "util/file.h"

namespace prebind::engine {

Result<void> serve_macros(const Context& context, int input, int output) {
  const auto crate = context.environment.get_nonempty("CARGO_MANIFEST_DIR");
  const store::Store store(shared_store_options(context, crate.value_or("")));
  StoredAssembler assembler(context, store);
  std::optional<expand::Meanings> meanings;
  if (const auto file = context.environment.get_nonempty("PREBIND_MEANINGS")) {
    meanings.emplace(read_file(*file).value_or(""));
  }
  return expand::serve(
      input, output,
      [&](const expand::CrateName& crate, const expand::ArchiveRequest& request) {
        return make_macro_archive(context, assembler, crate, request);
      },
      meanings);
}

}  // namespace prebind::engine
