#include "engine/packages/jll.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>

#include "cargo/package.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "engine/packages/jll/templates.h"
#include "util/environment.h"
#include "util/file.h"
#include "util/path.h"
#include "util/process.h"
#include "util/quote.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

std::string without_blank_ends(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

/// A git repository, as far as it is checked out.
class Repository {
 public:
  static Result<Repository> around(const Context& context, const fs::path& directory) {
    const auto program = find_program("git", context.environment.get("PATH").value_or(""));
    if (!program) {
      return fail("there is no `git` on PATH", "", "install git: the file names a commit");
    }
    Repository repository(*program, context.interrupt, directory);
    PREBIND_TRY(top, repository.git({"rev-parse", "--show-toplevel"}));
    if (!top.succeeded()) {
      return fail("the crate is in no git repository", directory.string(),
                  "Yggdrasil builds a commit of a repository: commit the crate");
    }
    repository.directory_ = without_blank_ends(top.output);
    return repository;
  }

  const fs::path& directory() const { return directory_; }

  /// The commit that is checked out, if there is nothing else but what is in `output`.
  Result<std::string> commit(const fs::path& output) const {
    PREBIND_TRY(head, git({"rev-parse", "--verify", "--quiet", "HEAD"}));
    std::vector<std::string> arguments = {"status", "--porcelain", "--", "."};
    if (contains(output)) {
      arguments.push_back(":(exclude,literal)" + relative_path(output, directory_));
    }
    PREBIND_TRY(status, git(std::move(arguments)));
    if (!head.succeeded() || !status.succeeded() || !status.output.empty()) {
      const std::string line = status.output.substr(0, status.output.find('\n'));
      return fail(
          "the repository has changes that are not committed" + (line.empty() ? "" : ": " + line),
          directory_.string(), "commit and push them: Yggdrasil builds what others can fetch");
    }
    return without_blank_ends(head.output);
  }

  bool contains(const fs::path& path) const {
    return !relative_path(path, directory_).starts_with("..");
  }

  bool tracks(const fs::path& file) const {
    const auto found = git({"ls-files", "--error-unmatch", "--", file.string()});
    return found && found->succeeded();
  }

 private:
  Repository(fs::path program, int interrupt, fs::path directory)
      : program_(std::move(program)), interrupt_(interrupt), directory_(std::move(directory)) {}

  Result<Finished> git(std::vector<std::string> arguments) const {
    return run({.program = program_,
                .arguments = std::move(arguments),
                .directory = directory_,
                .output = Output::capture,
                .errors = Output::discard,
                .interrupt = interrupt_});
  }

  fs::path program_;
  int interrupt_;
  fs::path directory_;
};

/// A path within the repository, for a shell that stands in it.
Result<std::string> path_in(const Repository& repository, const fs::path& path) {
  const std::string relative = relative_path(path, repository.directory());
  if (relative.find_first_of("\"\\\n") == std::string::npos) return quote::shell(relative);
  return fail("a name of a folder cannot stand in the file", path.string(),
              "rename it: it has a quotation mark, a backslash or a line end");
}

bool is_licence(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
  return name.starts_with("LICENSE") || name.starts_with("LICENCE") || name.starts_with("COPYING");
}

/// The licences of the crate, else those at the top of the repository.
Result<std::string> licences(const Repository& repository, const fs::path& crate) {
  for (const fs::path& folder : {crate, repository.directory()}) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (is_licence(entry.path().filename().string()) && repository.tracks(entry.path())) {
        found.push_back(entry.path());
      }
    }
    std::ranges::sort(found);
    std::string words;
    for (const fs::path& file : found) {
      PREBIND_TRY(word, path_in(repository, file));
      words += (words.empty() ? "" : " ") + word;
    }
    if (!words.empty()) return words;
  }
  return fail("the crate has no licence file", crate.string(),
              "Yggdrasil builds nothing without one: commit a file `LICENSE`");
}

/// What cargo compiles has to come from the repository or a registry.
Result<void> check_dependencies(const Repository& repository, const cargo::Package& package) {
  for (const cargo::PathDependency& dependency : package.path_dependencies) {
    if (repository.contains(dependency.directory)) continue;
    return fail(fmt::format("the dependency `{}` is not in the repository", dependency.name),
                dependency.directory.string(),
                "copy it into the repository, and name the copy in Cargo.toml");
  }
  return {};
}

Result<fs::path> output_of(const JllOptions& options, const fs::path& crate) {
  if (!options.output.empty()) return absolute_path(options.output);
  std::error_code error;
  for (fs::path folder = crate; folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "Project.toml", error)) return folder / "dist";
  }
  return fail("the crate is not in a Julia package: no folder above it has a Project.toml",
              crate.string(), "name the folder for build_tarballs.jl with `-o`");
}

std::string options_text(const JllOptions& options, bool is_locked) {
  std::string text;
  for (const std::string& feature : options.features) {
    text += " --features " + quote::shell(feature);
  }
  return text + (is_locked ? " --locked" : "");
}

Result<std::string> recipe(const cargo::Package& package, const Repository& repository,
                           const std::string& commit, const JllOptions& options) {
  const fs::path crate = package.manifest.parent_path();
  PREBIND_TRY(crate_path, path_in(repository, crate));
  PREBIND_TRY(licence_files, licences(repository, crate));
  const std::string initial(
      1, static_cast<char>(std::toupper(static_cast<unsigned char>(package.library.front()))));
  const bool is_locked = repository.tracks(package.workspace / "Cargo.lock");
  const std::string engine =
      fmt::format("{0}/releases/download/v{1}/prebind-{1}-x86_64-linux-gnu.tar.gz",
                  PREBIND_HOMEPAGE, version());
  return templates::BuildTarballs{.commit_literal = quote::julia(commit),
                                  .crate = quote::comment(package.name),
                                  .crate_path = crate_path,
                                  .engine_sha256_literal = quote::julia(options.engine_sha256),
                                  .engine_url_literal = quote::julia(engine),
                                  .folder = initial + "/" + package.library,
                                  .jll = package.library + "_jll",
                                  .library_literal = quote::julia("lib" + package.library),
                                  .library_on_windows_literal = quote::julia(package.library),
                                  .licences = licence_files,
                                  .name_literal = quote::julia(package.library),
                                  .options = options_text(options, is_locked),
                                  .product = "lib" + package.library,
                                  .url_literal = quote::julia(options.url),
                                  .version_literal = quote::julia(package.version)}
      .text();
}

}  // namespace

Result<JllReport> write_jll(const Context& context, const JllOptions& options) {
  const bool is_sha256 =
      options.engine_sha256.size() == 64 &&
      options.engine_sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_sha256) {
    return fail(fmt::format("`{}` is no SHA-256", options.engine_sha256), "",
                fmt::format("copy that of prebind-{}-x86_64-linux-gnu.tar.gz from SHA256SUMS of "
                            "the release: 64 digits, lowercase",
                            version()));
  }
  PREBIND_TRY(manifest, cargo::find_manifest(options.crate));
  PREBIND_TRY(cargo, find_cargo(context));
  PREBIND_TRY(package, find_package(context, cargo, manifest));
  PREBIND_TRY(repository, Repository::around(context, manifest.parent_path()));
  PREBIND_CHECK(check_dependencies(repository, package));
  PREBIND_TRY(output, output_of(options, manifest.parent_path()));
  PREBIND_TRY(commit, repository.commit(output));
  PREBIND_TRY(text, recipe(package, repository, commit, options));
  PREBIND_CHECK(make_directories(output));
  JllReport report = {.package = package.name,
                      .version = package.version,
                      .name = package.library,
                      .commit = commit,
                      .recipe = {.path = output / "build_tarballs.jl"}};
  PREBIND_TRY(file, StagedFile::with_content(report.recipe.path, text));
  PREBIND_TRY(is_changed, file.commit());
  report.recipe.changed = is_changed;
  return report;
}

}  // namespace prebind::engine
