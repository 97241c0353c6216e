#include "engine/build/left_out.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"
#include "util/process.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

using Files = std::vector<std::string>;

// Of file names in one command line.
constexpr std::size_t kMostAtOnce = 1000;

std::string counted(const Files& files) {
  return files.size() == 1 ? fmt::format("`{}`", files.front())
                           : fmt::format("{} files, such as `{}`", files.size(), files.front());
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

bool is_in_repository(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", error)) return true;
    if (at == at.root_path()) return false;
  }
  return false;
}

struct Rule {
  std::string file, line, pattern;
  std::string ignored;  ///< what it is about
};

/// A line of git's: `.gitignore:3:*.a<tab>path`.
std::optional<Rule> rule_in(std::string_view line) {
  const auto tab = line.rfind('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  const std::string_view rule = line.substr(0, tab);
  for (auto begin = rule.find(':'); begin != rule.npos; begin = rule.find(':', begin + 1)) {
    const auto end = rule.find_first_not_of("0123456789", begin + 1);
    if (end == rule.npos || end == begin + 1 || rule[end] != ':') continue;
    return Rule{std::string(rule.substr(0, begin)),
                std::string(rule.substr(begin + 1, end - begin - 1)),
                std::string(rule.substr(end + 1)), std::string(line.substr(tab + 1))};
  }
  return std::nullopt;
}

/// Files by the rule for which git ignores them. Those that are committed it does not ignore.
Result<std::map<std::string, Files>> ignored_by_git(const fs::path& git, const fs::path& folder,
                                                    const Files& files) {
  std::map<std::string, Files> ignored;
  for (std::size_t at = 0; at < files.size(); at += kMostAtOnce) {
    Command command = {.program = git,
                       .arguments = {"check-ignore", "--verbose", "--"},
                       .environment = {{"GIT_OPTIONAL_LOCKS", "0"}},
                       .directory = folder,
                       .output = Output::capture,
                       .errors = Output::capture};
    const auto end = files.begin() + std::min(files.size(), at + kMostAtOnce);
    command.arguments.insert(command.arguments.end(), files.begin() + at, end);
    PREBIND_TRY(finished, run(command));
    // 1: it ignores none.
    if (finished.signal != 0 || finished.status > 1) return fail(first_line(finished.errors));
    for (const std::string_view line : lines_of(finished.output)) {
      const auto rule = rule_in(line);
      if (!rule || rule->pattern.starts_with('!')) continue;  // one that keeps the file
      ignored[fmt::format("`{}` in {}, line {}", rule->pattern, rule->file, rule->line)].push_back(
          rule->ignored);
    }
  }
  return ignored;
}

void ask_git(const Context& context, const fs::path& folder, const Files& files,
             std::vector<std::string>& found) {
  if (!is_in_repository(folder)) return;
  const auto git = find_program("git", context.environment.get("PATH").value_or(""));
  if (!git) {
    found.emplace_back("note: did not check whether git ignores archives: git is not on PATH");
    return;
  }
  const auto ignored = ignored_by_git(*git, folder, files);
  if (!ignored) {
    found.push_back(fmt::format("note: did not check whether git ignores archives: {}",
                                ignored.error().message));
    return;
  }
  for (const auto& [rule, theirs] : *ignored) {
    found.push_back(
        fmt::format("warning: git ignores {}: {}\nhelp: change that rule, or add the files with "
                    "`git add --force`: people who clone the repository need them",
                    counted(theirs), rule));
  }
}

bool has_rules(const fs::path& manifest) {
  const auto text = read_file(manifest);
  return text && (text->find("include") != text->npos || text->find("exclude") != text->npos);
}

void ask_cargo(const cargo::Cargo& cargo, const fs::path& folder, const Files& files,
               std::vector<std::string>& found) {
  const fs::path manifest = folder / "Cargo.toml";
  if (!has_rules(manifest)) return;
  const Command command = {.program = cargo.program,
                           .arguments = {"package", "--list", "--allow-dirty", "--offline",
                                         "--color", "never", "--manifest-path", manifest.string()},
                           .directory = folder,
                           .output = Output::capture,
                           .errors = Output::capture,
                           .interrupt = cargo.interrupt};
  const auto finished = run(command);
  if (!finished || finished->interrupted) return;
  if (!finished->succeeded()) {
    found.push_back(fmt::format("note: did not check whether cargo packs archives: {}",
                                first_line(finished->errors)));
    return;
  }
  const auto list = lines_of(finished->output);
  const std::set<std::string_view> packed(list.begin(), list.end());
  Files missing;
  std::ranges::copy_if(files, std::back_inserter(missing), [&](const std::string& file) {
    return !packed.contains(file) && fs::exists(folder / file);
  });
  if (missing.empty()) return;
  found.push_back(
      fmt::format("warning: cargo does not pack {}\nhelp: see `include` and `exclude` in {}: "
                  "people who depend on the published crate need the folder `archives`",
                  counted(missing), manifest.string()));
}

}  // namespace

std::vector<std::string> left_out(const Context& context, const cargo::Cargo& cargo,
                                  const fs::path& folder, const Files& files) {
  std::vector<std::string> found;
  if (files.empty()) return found;
  ask_git(context, folder, files, found);
  // Cargo packs nothing that git ignores; then that has been said.
  if (found.empty()) ask_cargo(cargo, folder, files, found);
  return found;
}

}  // namespace prebind::engine
