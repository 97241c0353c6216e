#include "engine/cache/cache.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "engine/cache/cache_place.h"
#include "engine/json.h"

namespace prebind::cli {
namespace {

struct CacheArguments {
  std::string max_age, max_size;
  bool json = false;
};

std::string size_text(std::uint64_t bytes) {
  constexpr std::string_view kUnits = "KMGT";
  auto number = static_cast<double>(bytes);
  std::size_t unit = 0;
  if (bytes < 1024) return fmt::format("{} B", bytes);
  for (number /= 1024; number >= 1024 && unit + 1 < kUnits.size(); number /= 1024) ++unit;
  return fmt::format("{:.1f} {}B", number, kUnits[unit]);
}

std::string age_text(std::int64_t then) {
  const std::int64_t seconds = std::max<std::int64_t>(0, std::time(nullptr) - then);
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", seconds / 60);
  if (seconds < 86'400) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} d", seconds / 86'400);
}

std::string describe(const std::vector<engine::CachedBuild>& builds) {
  std::vector<std::vector<std::string>> rows = {
      {"CRATE", "VERSION", "PROFILE", "TARGET", "AGE", "SIZE", "LAST USE", "FROM", "KEY"}};
  for (const engine::CachedBuild& build : builds) {
    rows.push_back({build.crate, build.version, build.profile,
                    build.target.empty() ? "this machine" : build.target, age_text(build.created),
                    size_text(build.size), age_text(build.last_used),
                    build.is_remote ? "remote" : "local", build.key.substr(0, 12)});
  }
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      text += fmt::format("{:<{}}  ", row[i], widths[i]);
    }
    text += row.back() + "\n";
  }
  return text;
}

std::string describe(const engine::CacheSize& size) {
  return fmt::format("{} in {} results ({}, cleans itself beyond {})\n", size_text(size.bytes),
                     size.results, size.directory.string(),
                     size.limit == 0 ? "no limit" : size_text(size.limit));
}

std::string describe(const engine::CacheVerification& verification) {
  return fmt::format(
      "checked {} results and {} files: {} damaged files set aside, {} incomplete results "
      "removed\n",
      verification.results, verification.files, verification.damaged, verification.incomplete);
}

std::string describe(const engine::CacheStatistics& statistics) {
  std::uint64_t misses = 0;
  for (const auto& [reason, count] : statistics.misses) misses += count;
  std::string text = fmt::format("hits       {}\nmisses     {}\n", statistics.hits, misses);
  for (const auto& [reason, count] : statistics.misses) {
    text += fmt::format("  {:<24} {}\n", reason, count);
  }
  text += fmt::format(
      "saved      {:.1f} s of building\npublished  {}\nremoved    {}\nset aside  {}\n",
      statistics.seconds_saved, statistics.published, statistics.removed, statistics.set_aside);
  if (!statistics.remote.empty()) text += "the team's cache\n";
  for (const auto& [what, count] : statistics.remote) {
    text += fmt::format("  {:<24} {}\n", what, count);
  }
  if (statistics.remote_seconds_saved > 0) {
    text += fmt::format("  {:<24} {:.1f}\n", "seconds saved", statistics.remote_seconds_saved);
  }
  return text;
}

std::string describe(const engine::CacheCleaning& cleaning) {
  return fmt::format("{} results removed, {} freed, {} left{}\n", cleaning.removed,
                     size_text(cleaning.freed), size_text(cleaning.remaining),
                     cleaning.in_use == 0
                         ? ""
                         : fmt::format(" ({} results are in use and stayed)", cleaning.in_use));
}

/// Shows an answer of the engine, for a person or as JSON.
template <typename T>
ExitStatus show(Session& session, const Result<T>& answer, bool json) {
  if (!answer) return session.fail(engine::failure_of(answer.error()), json);
  session.print(json ? to_line(engine::to_json(*answer)) : describe(*answer));
  return ExitStatus::done;
}

ExitStatus clean(Session& session, const CacheArguments& arguments) {
  engine::CacheCleanOptions options;
  const auto wrong = [&](const Error& error) {
    session.fail(error);
    return ExitStatus::usage;
  };
  if (!arguments.max_age.empty()) {
    const auto age = engine::parse_age(arguments.max_age);
    if (!age) return wrong(age.error());
    options.max_age = *age;
  }
  if (!arguments.max_size.empty()) {
    const auto size = engine::parse_size(arguments.max_size);
    if (!size) return wrong(size.error());
    options.max_size = *size;
  }
  if (!options.max_age && !options.max_size) {
    return wrong({.message = "`prebind cache clean` needs to know what to keep",
                  .help = "name `--max-age 30d`, `--max-size 5G` or both; `prebind cache clear` "
                          "removes everything"});
  }
  return show(session, engine::clean_cache(session.context(), options), arguments.json);
}

ExitStatus show_directory(Session& session, bool json) {
  const auto directory = engine::directory_of_cache(session.context());
  if (!directory) return session.fail(engine::failure_of(directory.error()), json);
  if (json) {
    session.print(to_line({{"directory", directory->string()}}));
  } else {
    session.print_for_scripts(directory->string() + "\n");
  }
  return ExitStatus::done;
}

}  // namespace

void add_cache(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<CacheArguments>();
  CLI::App* cache =
      program.add_subcommand("cache", "Show, check and clean the results that builds share");
  cache->require_subcommand(0, 1);
  using Work = std::function<ExitStatus(Session&, const CacheArguments&)>;
  const auto add = [&](const char* name, const char* description, Work work) {
    CLI::App* command = cache->add_subcommand(name, description);
    command->add_flag("--json", arguments->json, "Print it as one JSON object");
    command->callback([arguments, &action, work = std::move(work)] {
      action = [arguments, work](Session& session) { return work(session, *arguments); };
    });
    return command;
  };
  add("dir", "Show its folder", [](Session& session, const CacheArguments& arguments) {
    return show_directory(session, arguments.json);
  });
  add("size", "Show its size", [](Session& session, const CacheArguments& arguments) {
    return show(session, engine::size_of_cache(session.context()), arguments.json);
  });
  add("list", "List its results", [](Session& session, const CacheArguments& arguments) {
    return show(session, engine::list_cache(session.context()), arguments.json);
  });
  add("verify", "Read all of it, and set damaged files aside",
      [](Session& session, const CacheArguments& arguments) {
        return show(session, engine::verify_cache(session.context()), arguments.json);
      });
  add("stats", "Show how often it was used", [](Session& session, const CacheArguments& arguments) {
    return show(session, engine::statistics_of_cache(session.context()), arguments.json);
  });
  add("clear", "Remove everything", [](Session& session, const CacheArguments& arguments) {
    return show(session, engine::clear_cache(session.context()), arguments.json);
  });
  CLI::App* clean_command = add("clean", "Remove results that were not used for long", clean);
  clean_command
      ->add_option("--max-age", arguments->max_age, "Keep what was used in this time, as 30d")
      ->type_name("AGE");
  clean_command->add_option("--max-size", arguments->max_size, "Keep no more than this, as 5G")
      ->type_name("SIZE");
  add_team_cache(*cache, action);
}

}  // namespace prebind::cli
