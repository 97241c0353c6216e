#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/interrupts.h"
#include "engine/cache/team_cache.h"

namespace prebind::cli {
namespace {

struct CacheTeamArguments {
  std::string file, key;
  bool json = false;
};
using Work = std::function<ExitStatus(Session&, const CacheTeamArguments&)>;

ExitStatus push(Session& session, const CacheTeamArguments& arguments) {
  const auto pushed =
      run_interruptible(session, arguments.json, [](const engine::Context& context) {
        return engine::push_cache(context).map_error(
            [](Error error) { return engine::failure_of(std::move(error)); });
      });
  if (!pushed) return pushed.error();
  if (arguments.json) {
    session.print(
        to_line({{"results", pushed->results}, {"bytes", pushed->bytes}, {"gone", pushed->gone}}));
  } else {
    session.report(fmt::format("{} results are on the server now, {:.1f} MB were sent\n",
                               pushed->results, static_cast<double>(pushed->bytes) / 1e6));
  }
  return ExitStatus::done;
}

/// Of the person's own file, unless another one is named.
ExitStatus with_key_file(Session& session, const CacheTeamArguments& arguments,
                         Result<engine::CacheKey> (*work)(const engine::Context&,
                                                          const std::filesystem::path&)) {
  const engine::Context context = session.context();
  const auto file = arguments.file.empty()
                        ? engine::own_key_file(context)
                        : Result<std::filesystem::path>(std::filesystem::absolute(arguments.file));
  if (!file) return session.fail(engine::failure_of(file.error()), arguments.json);
  const auto key = work(context, *file);
  if (!key) return session.fail(engine::failure_of(key.error()), arguments.json);
  if (arguments.json) {
    session.print(to_line({{"file", key->file.string()}, {"public", key->public_key}}));
  } else {
    session.print_for_scripts(key->public_key + "\n");
  }
  return ExitStatus::done;
}

ExitStatus trust(Session& session, const CacheTeamArguments& arguments) {
  const auto is_new = engine::trust_cache_key(session.context(), arguments.key);
  if (!is_new) return session.fail(engine::failure_of(is_new.error()), arguments.json);
  if (arguments.json) {
    session.print(to_line({{"public", arguments.key}, {"new", *is_new}}));
  } else {
    session.report(fmt::format("results signed by {} are taken {}\n", arguments.key,
                               *is_new ? "from now on" : "already"));
  }
  return ExitStatus::done;
}

}  // namespace

void add_team_cache(CLI::App& cache, Action& action) {
  const auto arguments = std::make_shared<CacheTeamArguments>();
  const auto add = [&](CLI::App& parent, const char* name, const char* description, Work work) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->add_flag("--json", arguments->json, "Print it as one JSON object");
    command->callback([arguments, &action, work = std::move(work)] {
      action = [arguments, work](Session& session) { return work(session, *arguments); };
    });
    return command;
  };
  add(cache, "push", "Send what was built to the team's cache, and wait for it", push);
  CLI::App* key =
      cache.add_subcommand("key", "Make, show and trust the keys that sign a team's results");
  key->require_subcommand(0, 1);
  CLI::App* made = add(*key, "new", "Make a key, and show its public half",
                       [](Session& session, const CacheTeamArguments& given) {
                         return with_key_file(session, given, engine::new_cache_key);
                       });
  CLI::App* shown = add(*key, "show", "Show the public half of a key",
                        [](Session& session, const CacheTeamArguments& given) {
                          return with_key_file(session, given, engine::show_cache_key);
                        });
  for (CLI::App* command : {made, shown}) {
    command
        ->add_option("file", arguments->file,
                     "The file of the key (default: PREBIND_REMOTE_KEY_FILE, or cache-key.pem "
                     "among your settings)")
        ->type_name("FILE");
  }
  CLI::App* trusted = add(*key, "trust", "Take results that this key signed from now on", trust);
  trusted->add_option("key", arguments->key, "The public half of a key, as `key show` prints it")
      ->type_name("KEY")
      ->required();
}

}  // namespace prebind::cli
