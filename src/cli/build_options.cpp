#include "cli/build_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "cli/session.h"
#include "engine/build/as_before.h"

namespace prebind::cli {
namespace {

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string_view remark(engine::Origin origin) {
  switch (origin) {
    case engine::Origin::fresh:
      return " is up to date";
    case engine::Origin::restored:
      return " (from the cache)";
    case engine::Origin::received:
      return " (from the team's cache)";
    case engine::Origin::built:
      break;
  }
  return "";
}

/// A line for each item, but one line for all that `#[export(hosts = …)]` leaves out.
std::string describe(const std::vector<engine::LeftOutItem>& left_out) {
  std::size_t chosen = 0;
  std::string text;
  for (const engine::LeftOutItem& each : left_out) {
    if (each.is_chosen) {
      ++chosen;
    } else if (each.reason.starts_with(each.item)) {
      text += fmt::format("  left out  {} ({})\n", each.reason, each.place);
    } else {
      text += fmt::format("  left out  {} ({}): {}\n", each.item, each.place, each.reason);
    }
  }
  if (chosen == 0) return text;
  return text + fmt::format("  left out  {} for other hosts (`--json` lists them)\n",
                            counted(chosen, "item"));
}

/// `a, b, c and 7 more`
std::string listed(std::vector<std::string> names) {
  constexpr std::size_t kMost = 6;
  std::string more;
  if (names.size() > kMost + 1) {
    more = fmt::format(" and {} more", names.size() - kMost);
    names.resize(kMost);
  }
  return fmt::format("{}{}", fmt::join(names, ", "), more);
}

std::string describe_names(const engine::BuildReport& report) {
  std::string text;
  for (const engine::UnmarkedMethods& each : report.unmarked) {
    text += fmt::format("  left out  {} of {}: {} (others of the `impl` are marked)\n",
                        counted(each.names.size(), "method"), each.type, listed(each.names));
  }
  if (!report.qualified.empty()) {
    text += fmt::format("  not exported, because Base exports the name: {} (write `{}.{}`)\n",
                        listed(report.qualified), report.module, report.qualified.front());
  }
  return text;
}

}  // namespace

tl::expected<engine::BuildOptions, ExitStatus> BuildArguments::wanted(Session& session) const {
  const auto found = chosen_crate(session, crate, json);
  if (!found) return tl::unexpected(found.error());
  engine::BuildOptions wanted = options;
  wanted.crate = found->path;
  wanted.release = !debug;
  if (found->julia_package.empty() || !options.output.empty()) return wanted;
  auto repeated = engine::as_before(session.context(), wanted);
  if (!repeated) return tl::unexpected(session.fail(engine::failure_of(repeated.error()), json));
  return *repeated;
}

std::string summary(const engine::BuildReport& report) {
  return fmt::format("{} {}{}: {} and {} from {} {}\n", report.language, report.module,
                     remark(report.origin), counted(report.functions, "function"),
                     counted(report.objects, "type"), report.package, report.version);
}

std::string describe_needs(const model::LibraryNeeds& needs) {
  const std::string words = model::needs_in_words(needs);
  return words.empty() ? "" : fmt::format("  needs     {}\n", words);
}

std::string describe_file(const engine::WrittenFile& file) {
  return fmt::format("  {:<9} {}\n", file.changed ? "wrote" : "unchanged", shown_path(file.path));
}

std::string describe_build(const engine::BuildReport& report) {
  std::string companions;
  for (const engine::WrittenFile& each : report.companions) companions += describe_file(each);
  return summary(report) + describe(report.left_out) + describe_names(report) +
         describe_file(report.library_file) + describe_file(report.module_file) + companions +
         describe_needs(report.needs) +
         fmt::format("  to use it {}\n",
                     engine::usage_of(report, shown_path(report.module_file.path)));
}

void add_build_options(CLI::App& command, BuildArguments& arguments) {
  engine::BuildOptions& options = arguments.options;
  add_crate(command, arguments.crate);
  command
      .add_option("-o,--output", options.output,
                  "The module to write (default: named after the crate, in this directory)")
      ->type_name("FILE");
  command.add_option("--lang", options.language, "Language of the module (default: julia)")
      ->type_name("julia|cpp");
  command.add_option("--module", options.module, "Name of the module (default: from the crate's)")
      ->type_name("NAME");
  command
      .add_option("--lib-dir", options.library_directory,
                  "Where to put the library (default: beside the module)")
      ->type_name("FOLDER");
  command.add_flag("--debug", arguments.debug, "Build without optimizations, with debug checks");
  add_features(command, options.features, "Features of the crate to switch on");
  command.add_option("--target", options.target, "Build for another kind of machine")
      ->type_name("TRIPLE");
  add_glibc(command, options.glibc);
  command
      .add_option("--precompile", options.precompile,
                  "Functions that Julia compiles while it precompiles a package with the module; "
                  "used: those that the package calls then (default: all, up to 1,000)")
      ->type_name("all|used|none");
  add_cargo_flags(command, options.locked, options.offline);
  command.add_flag("--skip-unsupported", options.skip_unsupported,
                   "Leave out items that this language does not support, and list them");
  add_paranoid(command, options.paranoid);
  add_json(command, arguments.json);
}

}  // namespace prebind::cli
