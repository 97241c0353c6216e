#include "engine/packages/package.h"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/options.h"
#include "engine/packages/jll.h"

namespace prebind::cli {
namespace {

struct Arguments {
  engine::CrateChoice crate;
  engine::PackageOptions options;
  bool is_jll = false;
  std::string engine_sha256;
  bool json = false;
};

std::string describe(const engine::WrittenFile& file) {
  return fmt::format("  {:<9} {}\n", file.changed ? "wrote" : "unchanged", shown_path(file.path));
}

std::string describe(const engine::PackageReport& report) {
  std::string text = fmt::format("{} {}: {} tarball{}\n", report.package, report.version,
                                 report.tarballs.size(), report.tarballs.size() == 1 ? "" : "s");
  bool is_changed = report.artifacts.changed;
  for (const engine::Tarball& tarball : report.tarballs) {
    text += describe(tarball.file);
    is_changed = is_changed || tarball.file.changed;
  }
  text += describe(report.artifacts);
  if (!is_changed) return text;
  return text + "Upload the tarballs to the address in `--url`, then commit Artifacts.toml.\n";
}

nlohmann::ordered_json to_json(const engine::PackageReport& report) {
  nlohmann::ordered_json tarballs = nlohmann::ordered_json::array();
  for (const engine::Tarball& tarball : report.tarballs) {
    tarballs.push_back({{"target", tarball.target},
                        {"path", tarball.file.path.string()},
                        {"changed", tarball.file.changed},
                        {"size", tarball.size},
                        {"sha256", tarball.sha256},
                        {"git_tree_sha1", tarball.tree_hash}});
  }
  return {{"package", report.package},
          {"version", report.version},
          {"tarballs", std::move(tarballs)},
          {"artifacts",
           {{"path", report.artifacts.path.string()}, {"changed", report.artifacts.changed}}}};
}

/// `--jll`: a file for Yggdrasil, instead of tarballs.
ExitStatus run_jll(Session& session, const Arguments& arguments,
                   const std::filesystem::path& crate) {
  const auto report =
      engine::write_jll(session.context(), {.crate = crate,
                                            .url = arguments.options.url,
                                            .engine_sha256 = arguments.engine_sha256,
                                            .output = arguments.options.output,
                                            .features = arguments.options.features});
  if (!report) return session.fail(engine::failure_of(report.error()), arguments.json);
  if (arguments.json) {
    session.print(
        to_line({{"package", report->package},
                 {"version", report->version},
                 {"name", report->name + "_jll"},
                 {"commit", report->commit},
                 {"recipe",
                  {{"path", report->recipe.path.string()}, {"changed", report->recipe.changed}}}}));
    return ExitStatus::done;
  }
  session.report(fmt::format("{} {}: a recipe for {}_jll\n{}", report->package, report->version,
                             report->name, describe(report->recipe)));
  if (report->recipe.changed) {
    session.report("Push the commit, then propose the file to Yggdrasil.\n");
  }
  return ExitStatus::done;
}

ExitStatus run(Session& session, const Arguments& arguments) {
  const auto crate = chosen_crate(session, arguments.crate, arguments.json);
  if (!crate) return crate.error();
  if (arguments.is_jll) return run_jll(session, arguments, crate->path);
  engine::PackageOptions options = arguments.options;
  options.crate = crate->path;
  const auto report = run_interruptible(
      session, arguments.json,
      [&](const engine::Context& context) { return engine::package(context, options); });
  if (!report) return report.error();
  if (arguments.json) {
    session.print(to_line(to_json(*report)));
  } else {
    session.report(describe(*report));
  }
  return ExitStatus::done;
}

}  // namespace

void add_package(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<Arguments>();
  engine::PackageOptions& options = arguments->options;
  CLI::App* command = program.add_subcommand(
      "package", "Make tarballs of the library for users without Rust, and Artifacts.toml");
  add_crate(*command, arguments->crate);
  command
      ->add_option("--url", options.url,
                   "Address of the folder that the tarballs are uploaded to; with --jll, of the "
                   "git repository")
      ->required()
      ->type_name("URL");
  command
      ->add_option("--target", options.targets,
                   "Kind of machine to build for; may be repeated (default: this one)")
      ->allow_extra_args(false)
      ->type_name("TRIPLE");
  command
      ->add_option("-o,--output", options.output,
                   "Folder for the tarballs (default: dist, beside Artifacts.toml)")
      ->type_name("FOLDER");
  command
      ->add_option("--artifacts", options.artifacts,
                   "Artifacts.toml to update (default: in the Julia package around the crate)")
      ->type_name("FILE");
  add_features(*command, options.features, "Features of the crate to switch on");
  command->add_flag("--with-libraries", options.with_libraries,
                    "Also ship the libraries that it needs and systems do not have");
  add_cargo_flags(*command, options.locked, options.offline);
  CLI::Option* jll = command->add_flag(
      "--jll", arguments->is_jll, "Instead, write build_tarballs.jl, from which Yggdrasil builds");
  for (const char* name :
       {"--target", "--artifacts", "--with-libraries", "--locked", "--offline"}) {
    jll->excludes(name);
  }
  CLI::Option* engine =
      command
          ->add_option("--engine-sha256", arguments->engine_sha256,
                       "With --jll: SHA-256 of the Linux tarball of this version of Prebind")
          ->type_name("SHA256");
  jll->needs(engine);
  engine->needs(jll);
  add_json(*command, arguments->json);
  command->footer(
      "Example:\n"
      "  prebind package deps/geometry --url https://example.org/geometry/v1.0.0");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
