#include "engine/build/as_before.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/build/last_build.h"

namespace prebind::engine {

Result<BuildOptions> as_before(const Context& context, BuildOptions options) {
  PREBIND_TRY(known, load_last_builds(context.environment, options.crate));
  std::erase_if(known, [&](const LastBuild& build) {
    std::error_code error;
    return build.options.language != options.language || !build.options.target.empty() ||
           is_for_packaging(build) ||
           !std::filesystem::exists(build.report.module_file.path, error);
  });
  if (known.empty()) {
    return fail(fmt::format("`{}` was not built here before", options.crate.string()), "",
                "name the module to write, as `-o src/generated/Bindings.jl`, or run the "
                "package's `deps/build.jl`");
  }
  if (known.size() > 1) {
    std::vector<std::string> modules;
    for (const LastBuild& build : known) modules.push_back(build.report.module_file.path.string());
    return fail(fmt::format("`{}` was built into several modules", options.crate.string()), "",
                fmt::format("name one of them with `-o`, and with `--module` and `--lib-dir` "
                            "as before: `{}`",
                            fmt::join(modules, "`, `")));
  }
  BuildOptions& before = known.front().options;
  options.output = known.front().report.module_file.path;
  options.library_directory = std::move(before.library_directory);
  if (options.module.empty()) options.module = std::move(before.module);
  if (options.features.empty()) options.features = std::move(before.features);
  return options;
}

}  // namespace prebind::engine
