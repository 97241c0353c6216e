#include "engine/archives/archive.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/options.h"

namespace prebind::cli {
namespace {

struct ArchiveArguments {
  engine::CrateChoice crate;
  engine::ArchiveOptions options;
  bool json = false;
};

std::string table(const engine::ArchiveReport& report) {
  std::size_t name = 4, variant = 7;
  for (const engine::ArchiveRow& row : report.archives) {
    name = std::max(name, row.name.size());
    variant = std::max(variant, row.variant.size());
  }
  std::string text = fmt::format("{:<{}}  {:<{}}  {:>9}  {:>9}\n", "NAME", name, "VARIANT", variant,
                                 "SIZE", "TIME");
  for (const engine::ArchiveRow& row : report.archives) {
    text += fmt::format("{:<{}}  {:<{}}  {:>7} B  {:>6.2f} ms\n", row.name, name, row.variant,
                        variant, row.size, static_cast<double>(row.time.count()) / 1000);
  }
  return text;
}

std::string changes(const engine::ArchiveReport& report) {
  std::string text;
  const auto list = [&](const char* what, const std::vector<std::string>& files) {
    for (const std::string& file : files) text += fmt::format("  {:<9} {}\n", what, file);
  };
  list("added", report.missing);
  list("changed", report.different);
  list("removed", report.unwanted);
  return text.empty() ? "  all files are unchanged\n" : text;
}

std::string counted(const engine::ArchiveReport& report) {
  const std::size_t number = report.archives.size();
  return fmt::format("{} archive{} of {} {}", number, number == 1 ? "" : "s", report.package,
                     report.version);
}

nlohmann::ordered_json to_json(const engine::ArchiveReport& report) {
  nlohmann::ordered_json archives = nlohmann::ordered_json::array();
  for (const engine::ArchiveRow& row : report.archives) {
    archives.push_back({{"name", row.name},
                        {"variant", row.variant},
                        {"size", row.size},
                        {"microseconds", row.time.count()}});
  }
  return {{"package", report.package},  {"version", report.version},
          {"fresh", report.is_fresh()}, {"archives", std::move(archives)},
          {"missing", report.missing},  {"different", report.different},
          {"unwanted", report.unwanted}};
}

/// The errors of a check, one for each file.
engine::Failure stale(const engine::ArchiveReport& report, const std::filesystem::path& crate) {
  engine::Failure failure;
  const auto add = [&](const char* what, const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      failure.errors.push_back({.message = fmt::format("`{}` {}", file, what)});
    }
  };
  add("is missing", report.missing);
  for (const std::string& file : report.different) {
    const auto damage = report.damaged.find(file);
    add(damage == report.damaged.end() ? "differs from what its assembly produces"
                                       : damage->second.c_str(),
        {file});
  }
  add("belongs to no archive that the crate asks for", report.unwanted);
  failure.errors.back().help =
      fmt::format("run `prebind archive {}`, and commit the archives", crate.string());
  return failure;
}

ExitStatus run(Session& session, const ArchiveArguments& arguments) {
  const auto crate = chosen_crate(session, arguments.crate, arguments.json);
  if (!crate) return crate.error();
  engine::ArchiveOptions options = arguments.options;
  options.crate = crate->path;
  const auto report = run_interruptible(
      session, arguments.json,
      [&](const engine::Context& context) { return engine::archive(context, options); });
  if (!report) return report.error();
  if (arguments.json) session.print(to_line(to_json(*report)));
  if (!options.check) {
    if (!arguments.json) {
      session.report(table(*report) + counted(*report) + "\n" + changes(*report));
    }
    return ExitStatus::done;
  }
  if (report->is_fresh()) {
    if (!arguments.json) session.report(fmt::format("{}: fresh\n", counted(*report)));
    return ExitStatus::done;
  }
  session.fail(stale(*report, options.crate));
  return ExitStatus::stale;
}

}  // namespace

void add_archive(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<ArchiveArguments>();
  engine::ArchiveOptions& options = arguments->options;
  CLI::App* command =
      program.add_subcommand("archive", "Make the archives of a crate's assembly, or check them");
  add_crate(*command, arguments->crate);
  command
      ->add_option("--variant", options.variants,
                   "Make only the archives of this variant; may be repeated")
      ->allow_extra_args(false)
      ->type_name("VARIANT");
  command->add_flag("--check", options.check,
                    "Write nothing; exit status 3 if a file differs from what would be made");
  add_features(
      *command, options.features,
      "Make only the archives of these features (default: the sets in the manifest, or all)");
  add_cargo_flags(*command, options.locked, options.offline);
  add_json(*command, arguments->json);
  command->footer("Example:\n  prebind archive crates/console");
  command->callback([arguments, &action] {
    action = [arguments](Session& session) { return run(session, *arguments); };
  });
}

}  // namespace prebind::cli
