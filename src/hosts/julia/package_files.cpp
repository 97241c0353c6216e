#include "hosts/julia/package_files.h"

#include "hosts/julia/package/templates.h"
#include "util/quote.h"

namespace prebind::hosts::julia {

std::map<std::string, std::string> package_files(const PackageDescription& package) {
  const std::string& name = package.name;
  return {
      {"Project.toml", templates::Project{.name = name, .uuid = package.uuid}.text()},
      {"README.md", templates::Readme{.crate_code = quote::markdown_code(package.crate_path),
                                      .name = name,
                                      .package_code = quote::markdown_code(package.package_command)}
                        .text()},
      {".gitignore", std::string(templates::kGitignore)},
      {"src/" + name + ".jl", templates::Package{.name = name}.text()},
      {"deps/build.jl", templates::Build{.crate_literal = quote::julia(package.crate_path)}.text()},
      {"test/runtests.jl", templates::Runtests{.name = name, .tests = package.tests}.text()},
      {".github/workflows/CI.yml",
       templates::Workflow{.build_step = quote::workflow_run(package.build_command)}.text()},
  };
}

std::string crate_tests(std::string_view counter) {
  return templates::CrateTests{.counter = counter}.text();
}

}  // namespace prebind::hosts::julia
