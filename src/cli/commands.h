#pragma once

#include <functional>

#include "cli/cli11.h"
#include "cli/session.h"

namespace prebind::cli {

/// What the command line asks for.
using Action = std::function<ExitStatus(Session&)>;

/// Each adds one command to the program. If the command line names it, `action` is what it does.
void add_archive(CLI::App& program, Action& action);
void add_asm(CLI::App& program, Action& action);
void add_build(CLI::App& program, Action& action);
void add_cache(CLI::App& program, Action& action);
/// The commands of `cache` that are about a team's cache.
void add_team_cache(CLI::App& cache, Action& action);
void add_check(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_add(CLI::App& program, Action& action);
void add_header(CLI::App& program, Action& action);
void add_inspect(CLI::App& program, Action& action);
void add_doctor(CLI::App& program, Action& action);
void add_new(CLI::App& program, Action& action);
void add_package(CLI::App& program, Action& action);
void add_watch(CLI::App& program, Action& action);
void add_expand(CLI::App& program, Action& action);
void add_help(CLI::App& program, Action& action);
void add_completions(CLI::App& program, Action& action);
void add_manual(CLI::App& program, Action& action);

}  // namespace prebind::cli
