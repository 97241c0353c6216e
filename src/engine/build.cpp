#include "engine/build.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/build.h"
#include "cargo/package.h"
#include "cargo/toolchain.h"
#include "emit/emitter.h"
#include "engine/installation.h"
#include "model/library.h"
#include "model/library_reader.h"
#include "util/descriptor.h"
#include "util/file.h"
#include "util/lock.h"
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

/// One build, step by step; each step leaves in the members what later ones need.
class Build {
 public:
  Build(const Context& context, const BuildOptions& options)
      : context_(context), options_(options) {}

  Result<void> prepare();
  Result<std::vector<model::Record>> compile();
  Result<BuildReport> write(const model::Library& library) const;

  const cargo::Package& package() const { return package_; }

 private:
  Result<void> find_crate();
  Result<void> choose_names();
  Result<void> check_output() const;
  Result<void> lock();
  std::string rebuild_command() const;
  void say(std::string_view line) const {
    if (context_.on_message) context_.on_message(line);
  }

  const Context& context_;
  const BuildOptions& options_;
  std::unique_ptr<const emit::Emitter> emitter_;
  cargo::Cargo cargo_;
  cargo::Package package_;
  std::string module_;
  fs::path module_file_;        ///< absolute
  fs::path library_directory_;  ///< absolute
  fs::path built_library_;      ///< in cargo's target directory
  std::optional<FileLock> lock_;
};

Result<void> Build::prepare() {
  PREBIND_TRY(emitter, emit::find_emitter(options_.language));
  emitter_ = std::move(emitter);
  PREBIND_CHECK(find_crate());
  PREBIND_CHECK(choose_names());
  PREBIND_CHECK(check_output());
  return lock();
}

Result<void> Build::find_crate() {
  PREBIND_TRY(manifest, cargo::find_manifest(options_.crate));
  PREBIND_TRY(program, cargo::find_cargo(context_.environment));
  cargo_ = {.program = program,
            .color = context_.color,
            .on_message = context_.on_message,
            .interrupt = context_.interrupt};
  const fs::path macro_crate =
      find_macro_crate(context_.program).value_or("path/to/prebind/rust/prebind");
  PREBIND_TRY(package, cargo::find_package(cargo_, manifest, macro_crate));
  package_ = std::move(package);
  return {};
}

Result<void> Build::choose_names() {
  module_ = options_.module.empty() ? emitter_->module_name_for(package_.name) : options_.module;
  std::error_code error;
  module_file_ = absolute_path(options_.output);
  if (options_.output.empty() || fs::is_directory(module_file_, error)) {
    module_file_ /= module_ + std::string(emitter_->file_extension());
  }
  library_directory_ = options_.library_directory.empty()
                           ? module_file_.parent_path()
                           : absolute_path(options_.library_directory);
  return {};
}

/// What is wrong with the places to write to is found before cargo has worked for a minute.
Result<void> Build::check_output() const {
  std::error_code error;
  if (fs::exists(module_file_, error) && !is_generated(module_file_)) {
    return fail(fmt::format("`{}` was not written by Prebind", module_file_.string()), "",
                "it is not overwritten: remove it, or name another file with `-o`");
  }
  PREBIND_CHECK(make_directories(module_file_.parent_path()));
  PREBIND_CHECK(make_directories(library_directory_));
  PREBIND_CHECK(StagedFile::with_content(module_file_, ""));
  PREBIND_CHECK(StagedFile::with_content(library_directory_ / package_.library, ""));
  return {};
}

/// Between cargo's end and the copy of the library nobody else may build the crate anew, perhaps
/// with other features: bindings and library would not belong together.
Result<void> Build::lock() {
  const fs::path directory = cargo::build_directory(package_);
  PREBIND_CHECK(make_directories(directory));
  const fs::path path = directory / ".prebind-lock";
  PREBIND_TRY(lock, FileLock::try_lock(path));
  if (lock) {
    lock_ = std::move(lock);
    return {};
  }
  say(fmt::format("waiting for another build of `{}` to end", package_.name));
  PREBIND_TRY(waited, FileLock::wait(path, LockMode::exclusive, context_.interrupt));
  lock_ = std::move(waited);
  return {};
}

Result<std::vector<model::Record>> Build::compile() {
  PREBIND_TRY(library, cargo::build_library(cargo_, package_,
                                            {.release = options_.release,
                                             .features = options_.features,
                                             .target = options_.target,
                                             .locked = options_.locked,
                                             .offline = options_.offline,
                                             .engine = context_.program,
                                             .engine_id = engine_id(context_.program)}));
  built_library_ = std::move(library);
  PREBIND_TRY(records, model::read_records(built_library_.string()));
  if (records.empty()) {
    return fail(fmt::format("package `{}` exports nothing", package_.name),
                package_.manifest.string(),
                fmt::format("write `use {}::julia;` in its sources and `#[julia]` above functions, "
                            "structs and impl blocks; an item that a feature switches on needs "
                            "`--features`",
                            cargo::crate_name(package_.dependency)));
  }
  return records;
}

/// The command that makes the same files, for the folder of the module: so it holds no path of this
/// machine, and is the same wherever it was called.
std::string Build::rebuild_command() const {
  const fs::path folder = module_file_.parent_path();
  Command command = {.program = "prebind",
                     .arguments = {"build", relative_path(package_.manifest.parent_path(), folder),
                                   "-o", module_file_.filename().string()}};
  const auto add = [&](const char* option, const std::string& value) {
    command.arguments.insert(command.arguments.end(), {option, value});
  };
  if (options_.language != "julia") add("--lang", options_.language);
  if (!options_.module.empty()) add("--module", options_.module);
  if (library_directory_ != folder) add("--lib-dir", relative_path(library_directory_, folder));
  if (!options_.release) command.arguments.push_back("--debug");
  if (!options_.features.empty()) {
    add("--features", fmt::format("{}", fmt::join(options_.features, ",")));
  }
  if (!options_.target.empty()) add("--target", options_.target);
  return to_shell(command);
}

Result<BuildReport> Build::write(const model::Library& library) const {
  const fs::path folder = module_file_.parent_path();
  PREBIND_TRY(
      text, emitter_->emit(library, {.module_name = module_,
                                     .library_stem = package_.library,
                                     .library_directory = relative_path(library_directory_, folder),
                                     .rebuild_command = rebuild_command()}));
  const fs::path library_file = library_directory_ / built_library_.filename();
  PREBIND_TRY(staged_library, StagedFile::copy_of(built_library_, library_file));
  PREBIND_TRY(staged_module, StagedFile::with_content(module_file_, text));
  if (is_readable(context_.interrupt)) return fail("interrupted");
  PREBIND_TRY(library_changed, staged_library.commit());
  PREBIND_TRY(module_changed, staged_module.commit());

  BuildReport report = {.package = package_.name,
                        .version = package_.version,
                        .language = options_.language,
                        .module = module_,
                        .module_file = {module_file_, module_changed},
                        .library_file = {library_file, library_changed},
                        .objects = library.objects.size(),
                        .functions = library.functions.size()};
  for (const model::LibraryObject& object : library.objects) {
    report.functions += object.functions.size();
  }
  return report;
}

}  // namespace

tl::expected<BuildReport, Failure> build(const Context& context, const BuildOptions& options) {
  const auto failed = [](Error error) { return tl::make_unexpected(failure_of(std::move(error))); };
  Build build(context, options);
  if (auto prepared = build.prepare(); !prepared) return failed(std::move(prepared).error());
  auto records = build.compile();
  if (!records) return failed(std::move(records).error());
  auto library = model::resolve(std::move(*records));
  if (!library) {
    return tl::make_unexpected(Failure{
        .errors = std::move(library).error(),
        .sources = build.package().workspace,
        .summary = fmt::format("could not make the bindings of `{}`", build.package().name)});
  }
  auto report = build.write(*library);
  if (!report) return failed(std::move(report).error());
  return std::move(*report);
}

}  // namespace prebind::engine
