#include "engine/packages/package.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/build_options.h"
#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/options.h"
#include "engine/json.h"
#include "engine/packages/jll.h"
#include "util/process.h"

namespace prebind::cli {
namespace {

struct PackageArguments {
  engine::CrateChoice crate;
  engine::PackageOptions options;
  bool is_jll = false;
  std::string engine_sha256;
  bool json = false;
};

/// Until the tarballs are uploaded, Pkg finds nothing at the address that it is told.
std::string how_to_test(const engine::PackageReport& report) {
  const auto own = std::ranges::find_if(report.tarballs, &engine::Tarball::is_for_host);
  if (own == report.tarballs.end() || report.julia_package.empty() ||
      report.artifact_folder.empty()) {
    return "Until they are there, Pkg cannot install or test the package.\n";
  }
  const std::string folder = (report.artifact_folder / own->tree_hash).string();
  const std::string tarball = shown_path(own->file.path);
  const Command make = {.program = "mkdir", .arguments = {"-p", folder}};
  const Command unpack = {.program = "tar", .arguments = {"-xzf", tarball, "-C", folder}};
  const Command test = {.program = "julia",
                        .arguments = {"--project=" + shown_path(report.julia_package), "-e",
                                      "using Pkg; Pkg.test()"}};
  return fmt::format(
      "Until they are there, Pkg cannot install or test the package. To test it before that, put\n"
      "the library where Pkg would:\n\n  {}\n  {}\n  {}\n",
      to_shell(make), to_shell(unpack), to_shell(test));
}

std::string describe(const engine::PackageReport& report) {
  std::string text = fmt::format("{} {}: {} tarball{}\n", report.package, report.version,
                                 report.tarballs.size(), report.tarballs.size() == 1 ? "" : "s");
  bool is_changed = report.artifacts.changed;
  for (const engine::Tarball& tarball : report.tarballs) {
    text += describe_file(tarball.file) + describe_needs(tarball.needs);
    is_changed = is_changed || tarball.file.changed;
  }
  for (const engine::FailedTarget& each : report.failed_targets) {
    text += fmt::format("  failed    {}\n", each.target);
  }
  text += describe_file(report.artifacts);
  if (!is_changed) return text;
  return text + "Upload the tarballs to the address in `--url`, then commit Artifacts.toml.\n" +
         how_to_test(report);
}

nlohmann::ordered_json to_json(const engine::PackageReport& report) {
  nlohmann::ordered_json tarballs = nlohmann::ordered_json::array();
  for (const engine::Tarball& tarball : report.tarballs) {
    tarballs.push_back({{"target", tarball.target},
                        {"path", tarball.file.path.string()},
                        {"changed", tarball.file.changed},
                        {"size", tarball.size},
                        {"sha256", tarball.sha256},
                        {"git_tree_sha1", tarball.tree_hash},
                        {"needs", engine::to_json(tarball.needs)}});
  }
  nlohmann::ordered_json failed = nlohmann::ordered_json::array();
  for (const engine::FailedTarget& each : report.failed_targets) {
    failed.push_back(
        {{"target", each.target}, {"errors", engine::to_json(each.failure)["errors"]}});
  }
  return {{"package", report.package},
          {"version", report.version},
          {"tarballs", std::move(tarballs)},
          {"failed", std::move(failed)},
          {"artifacts",
           {{"path", report.artifacts.path.string()}, {"changed", report.artifacts.changed}}}};
}

/// `--jll`: a file for Yggdrasil, instead of tarballs.
ExitStatus run_jll(Session& session, const PackageArguments& arguments,
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
                             report->name, describe_file(report->recipe)));
  if (report->recipe.changed) {
    session.report("Push the commit, then propose the file to Yggdrasil.\n");
  }
  return ExitStatus::done;
}

/// The errors of targets that failed, each with the target in its last line.
ExitStatus fail_targets(Session& session, const engine::PackageReport& report) {
  for (const engine::FailedTarget& each : report.failed_targets) {
    engine::Failure failure = each.failure;
    failure.summary = fmt::format("no tarball for `{}`", each.target);
    session.fail(failure);
    if (failure.errors.size() > 1) continue;
    session.fail(Error{.message = failure.summary + " because of the error above",
                       .help = "the others are there, and Artifacts.toml has what it had for this "
                               "target: repair it and run the same command again"});
  }
  return report.failed_targets.empty() ? ExitStatus::done : ExitStatus::failed;
}

ExitStatus run(Session& session, const PackageArguments& arguments) {
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
  return fail_targets(session, *report);
}

}  // namespace

void add_package(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<PackageArguments>();
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
  add_glibc(*command, options.glibc);
  command->add_flag("--with-libraries", options.with_libraries,
                    "Also ship the libraries that it needs and systems do not have");
  add_cargo_flags(*command, options.locked, options.offline);
  CLI::Option* jll = command->add_flag(
      "--jll", arguments->is_jll, "Instead, write build_tarballs.jl, from which Yggdrasil builds");
  for (const char* name :
       {"--target", "--artifacts", "--glibc", "--with-libraries", "--locked", "--offline"}) {
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
