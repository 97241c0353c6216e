#include "engine/build/as_before.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/build/last_build.h"
#include "util/quote.h"

namespace prebind::engine {

namespace {

/// The options that name a module.
std::string naming(const LastBuild& build) {
  const BuildOptions& options = build.options;
  std::string text = "-o " + quote::shell(build.report.module_file.path.string());
  if (!options.module.empty()) text += " --module " + quote::shell(options.module);
  if (!options.library_directory.empty()) {
    text += " --lib-dir " + quote::shell(options.library_directory.string());
  }
  return text;
}

}  // namespace

Result<BuildOptions> as_before(const Context& context, BuildOptions options) {
  PREBIND_TRY(known, load_last_builds(context.environment, options.crate));
  std::erase_if(known, [&](const LastBuild& build) {
    return build.options.language != options.language || !build.options.target.empty() ||
           build.options.for_session || is_for_packaging(build) || is_gone(build);
  });
  if (known.empty()) {
    return fail(fmt::format("`{}` was not built here before", options.crate.string()), "",
                "name the module to write, as `-o src/generated/Bindings.jl`, or run the "
                "package's `deps/build.jl`");
  }
  if (known.size() > 1) {
    std::string modules;
    for (const LastBuild& build : known) modules += "\n" + naming(build);
    return fail(fmt::format("`{}` was built into several modules", options.crate.string()), "",
                "name one of them:" + modules);
  }
  BuildOptions& before = known.front().options;
  options.output = known.front().report.module_file.path;
  options.library_directory = std::move(before.library_directory);
  if (options.module.empty()) options.module = std::move(before.module);
  if (options.glibc.empty()) options.glibc = std::move(before.glibc);
  if (options.features.empty()) options.features = std::move(before.features);
  return options;
}

}  // namespace prebind::engine
