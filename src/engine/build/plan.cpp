#include "engine/build/plan.h"

#include <algorithm>
#include <cctype>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/build/build_scene.h"
#include "engine/crate.h"
#include "util/file.h"
#include "util/path.h"
#include "util/process.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// Whether the file says in its first lines that it was made by us.
bool is_generated(const fs::path& path) {
  constexpr std::string_view mark = "prebind";
  const auto text = read_file(path);
  if (!text) return false;
  const std::string_view head = std::string_view(*text).substr(0, 512);
  return std::search(head.begin(), head.end(), mark.begin(), mark.end(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == b;
         }) != head.end();
}

class Planning {
 public:
  Planning(const Context& context, const BuildOptions& options, const LastBuild& last,
           const std::vector<fingerprint::Change>& changes)
      : context_(context), options_(options), last_(last), changes_(changes) {}

  Result<BuildPlan> run();

 private:
  bool has_changed_only_in_sources() const;
  Result<void> find_crate();
  Result<void> find_compiler();
  Result<void> check_extension(const fs::path& output) const;
  Result<void> choose_names();
  Result<void> check_output() const;
  std::string rebuild_command() const;

  const Context& context_;
  const BuildOptions& options_;
  const LastBuild& last_;
  const std::vector<fingerprint::Change>& changes_;
  BuildPlan plan_;
};

Result<BuildPlan> Planning::run() {
  PREBIND_TRY(host, hosts::find_host(options_.language));
  plan_.host = std::move(host);
  PREBIND_TRY(precompile, hosts::find_precompile(options_.precompile));
  plan_.precompile = precompile;
  if (!options_.precompile.empty() && !plan_.host->can_precompile()) {
    return fail(fmt::format("`--precompile` does not apply to `--lang {}`", options_.language), "",
                "leave it out: only modules of Julia are precompiled");
  }
  PREBIND_CHECK(find_crate());
  PREBIND_CHECK(choose_names());
  PREBIND_CHECK(check_output());
  PREBIND_CHECK(find_compiler());
  PREBIND_TRY(linking, find_linking(context_, options_, plan_.package, plan_.compiler));
  plan_.package.variant = variant_of(linking);
  plan_.rebuild_command = rebuild_command();
  return std::move(plan_);
}

/// Then cargo and rustc are what they were, and say of the package what they said.
bool Planning::has_changed_only_in_sources() const {
  const std::set<fs::path> written = files_of(last_.report);
  return last_.is_known && std::ranges::all_of(changes_, [&](const fingerprint::Change& change) {
           return change.name.role == kSourceRole || written.contains(change.name.path);
         });
}

Result<void> Planning::find_crate() {
  PREBIND_TRY(manifest, cargo::find_manifest(options_.crate));
  PREBIND_TRY(cargo, find_cargo(context_));
  plan_.cargo = std::move(cargo);
  if (has_changed_only_in_sources()) {
    plan_.package = last_.package;
    return {};
  }
  PREBIND_TRY(package, find_package(context_, plan_.cargo, manifest));
  plan_.package = std::move(package);
  return {};
}

Result<void> Planning::find_compiler() {
  if (has_changed_only_in_sources()) {
    plan_.compiler = last_.compiler;
    return {};
  }
  PREBIND_TRY(compiler, engine::find_compiler(context_, plan_.package.manifest));
  plan_.compiler = std::move(compiler);
  return {};
}

/// A file that is named as another host's modules are is a forgotten `--lang`.
Result<void> Planning::check_extension(const fs::path& output) const {
  for (const std::string_view name : hosts::host_names()) {
    PREBIND_TRY(other, hosts::find_host(name));
    if (name == plan_.host->name() || output.extension() != other->file_extension()) continue;
    return fail(fmt::format("`{}` has the name of a module for {}, and the build is for {}",
                            output.filename().string(), name, plan_.host->name()),
                "",
                fmt::format("add `--lang {}`, or name a file that ends with `{}`", name,
                            plan_.host->file_extension()));
  }
  return {};
}

Result<void> Planning::choose_names() {
  plan_.module =
      options_.module.empty() ? plan_.host->module_name_for(plan_.package.name) : options_.module;
  PREBIND_CHECK(plan_.host->check_module_name(plan_.module));
  std::error_code error;
  fs::path output = options_.output;
  if (output.empty() || !output.has_filename() || fs::is_directory(output, error)) {
    output /= plan_.module + std::string(plan_.host->file_extension());
  }
  PREBIND_CHECK(check_extension(output));
  // The real folders: the way from one to the other is written into the module.
  plan_.module_file = real_path(output.parent_path()) / output.filename();
  plan_.library_directory = options_.library_directory.empty()
                                ? plan_.module_file.parent_path()
                                : real_path(options_.library_directory);
  for (const std::string& path : plan_.host->companions(plan_.module)) {
    plan_.companion_files.push_back(plan_.library_directory / path);
  }
  return {};
}

/// What is wrong with the places to write to is found before cargo has worked for a minute.
Result<void> Planning::check_output() const {
  std::error_code error;
  const auto check = [&](const fs::path& file, std::string_view option) -> Result<void> {
    PREBIND_CHECK(check_target(file));
    if (fs::exists(file, error) && !is_generated(file)) {
      return fail(
          fmt::format("`{}` was not written by Prebind", file.string()), "",
          fmt::format("Prebind does not overwrite it: remove it, or name another {}", option));
    }
    PREBIND_CHECK(make_directories(file.parent_path()));
    PREBIND_CHECK(StagedFile::with_content(file, ""));
    return {};
  };
  PREBIND_CHECK(check(plan_.module_file, "file with `-o`"));
  PREBIND_CHECK(make_directories(plan_.library_directory));
  for (const fs::path& file : plan_.companion_files) {
    PREBIND_CHECK(check(file, "folder with `--lib-dir`"));
  }
  // Under a name that nothing has to have yet.
  PREBIND_CHECK(TemporaryFile::in(plan_.library_directory, 0600,
                                  plan_.library_directory / plan_.package.library));
  return {};
}

std::string Planning::rebuild_command() const {
  const fs::path folder = plan_.module_file.parent_path();
  Command command = {
      .program = "prebind",
      .arguments = {"build", relative_path(plan_.package.manifest.parent_path(), folder), "-o",
                    plan_.module_file.filename().string()}};
  const auto add = [&](const char* option, const std::string& value) {
    command.arguments.insert(command.arguments.end(), {option, value});
  };
  if (options_.language != BuildOptions().language) add("--lang", options_.language);
  if (!options_.module.empty()) add("--module", options_.module);
  if (plan_.library_directory != folder)
    add("--lib-dir", relative_path(plan_.library_directory, folder));
  if (!options_.release) command.arguments.push_back("--debug");
  if (!options_.features.empty()) {
    add("--features", fmt::format("{}", fmt::join(options_.features, ",")));
  }
  if (!options_.target.empty()) add("--target", options_.target);
  if (!options_.precompile.empty()) add("--precompile", options_.precompile);
  if (options_.skip_unsupported) command.arguments.emplace_back("--skip-unsupported");
  return to_shell(command);
}

}  // namespace

Result<BuildPlan> plan_build(const Context& context, const BuildOptions& options,
                             const LastBuild& last,
                             const std::vector<fingerprint::Change>& changes) {
  return Planning(context, options, last, changes).run();
}

}  // namespace prebind::engine
