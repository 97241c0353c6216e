#include "engine/build/build.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/build.h"
#include "cargo/package.h"
#include "cargo/toolchain.h"
#include "engine/build/cargo_build.h"
#include "engine/build/compiler_record.h"
#include "engine/build/last_build.h"
#include "engine/build/reuse.h"
#include "engine/cache/cache_place.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "engine/packages/portability.h"
#include "fingerprint/hasher.h"
#include "fingerprint/key.h"
#include "fingerprint/snapshot.h"
#include "hosts/host.h"
#include "model/library.h"
#include "model/library_reader.h"
#include "model/remarks.h"
#include "store/store.h"
#include "util/descriptor.h"
#include "util/file.h"
#include "util/lines.h"
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

/// What a build makes its files from.
struct Made {
  std::vector<model::Record> records;
  fs::path library;                        ///< where it lies; empty: in the store
  std::optional<StoredBuild> stored = {};  ///< or the result that it comes from
  std::optional<CargoBuilt> built = {};
};

/// One build, step by step; each step leaves in the members what later ones need.
class Build {
 public:
  Build(const Context& context, const BuildOptions& options, LastBuild last,
        std::vector<fingerprint::Change> changes)
      : context_(context),
        options_(options),
        last_(std::move(last)),
        changes_(std::move(changes)),
        store_(store_options(context)) {}

  Result<void> prepare();
  Result<Made> make();
  /// Nothing if the library turned out damaged in the store: then `make` makes it.
  Result<std::optional<BuildReport>> write(const model::Library& library, const Made& made);

  const cargo::Package& package() const { return package_; }

 private:
  Result<void> find_crate();
  Result<void> find_compiler();
  Result<void> choose_names();
  Result<void> check_output() const;
  Result<void> lock();
  std::optional<Made> find();
  Result<Made> compile();
  std::string rebuild_command() const;
  void remark_on(const model::Library& library) const;
  Result<hosts::Rendered> render(const model::Library& library, const fs::path& library_name) const;
  Result<std::optional<bool>> put_library(const Made& made, const fs::path& place) const;
  void remember(const Made& made, const hosts::Rendered& rendered, const BuildReport& report);
  bool publish(const Made& made, const fingerprint::Digest& key) const;
  fingerprint::Input output(const fs::path& path, const fingerprint::Digest& digest) const;
  bool has_changed_only_in_sources() const;
  fingerprint::Trust trust() const { return {.paranoid = options_.paranoid}; }
  void say(std::string_view line) const {
    if (context_.on_message) context_.on_message(line);
  }

  const Context& context_;
  const BuildOptions& options_;
  LastBuild last_;
  const std::vector<fingerprint::Change> changes_;  ///< since then
  const store::Store store_;
  std::unique_ptr<const hosts::Host> host_;
  cargo::Cargo cargo_;
  cargo::Package package_;
  Compiler compiler_;
  std::string module_;
  fs::path module_file_;                   ///< absolute
  fs::path library_directory_;             ///< absolute
  std::vector<fs::path> companion_files_;  ///< absolute
  std::unique_ptr<BuildScene> scene_;
  std::optional<FileLock> lock_;
  bool has_damaged_store_ = false;
};

Result<void> Build::prepare() {
  PREBIND_TRY(host, hosts::find_host(options_.language));
  host_ = std::move(host);
  PREBIND_CHECK(find_crate());
  PREBIND_CHECK(choose_names());
  PREBIND_CHECK(check_output());
  PREBIND_CHECK(find_compiler());
  scene_ = std::make_unique<BuildScene>(context_, options_, package_, compiler_);
  recall_compiler(context_.environment, *scene_, last_.record, trust());
  std::set<fs::path> written = files_of(last_.report);
  written.insert({module_file_, library_directory_ / ("lib" + package_.library + ".so")});
  written.insert(companion_files_.begin(), companion_files_.end());
  scene_->leave_out(std::move(written));
  return {};
}

/// Then cargo and rustc are what they were, and say of the package what they said.
bool Build::has_changed_only_in_sources() const {
  const std::set<fs::path> written = files_of(last_.report);
  return last_.is_known && std::ranges::all_of(changes_, [&](const fingerprint::Change& change) {
           return change.name.role == kSourceRole || written.contains(change.name.path);
         });
}

Result<void> Build::find_crate() {
  PREBIND_TRY(manifest, cargo::find_manifest(options_.crate));
  PREBIND_TRY(cargo, find_cargo(context_));
  cargo_ = std::move(cargo);
  if (has_changed_only_in_sources()) {
    package_ = last_.package;
    return {};
  }
  PREBIND_TRY(package, find_package(context_, cargo_, manifest));
  package_ = std::move(package);
  return {};
}

Result<void> Build::find_compiler() {
  if (has_changed_only_in_sources()) {
    compiler_ = last_.compiler;
    return {};
  }
  PREBIND_TRY(compiler, engine::find_compiler(context_, package_.manifest));
  compiler_ = std::move(compiler);
  return {};
}

Result<void> Build::choose_names() {
  module_ = options_.module.empty() ? host_->module_name_for(package_.name) : options_.module;
  PREBIND_CHECK(host_->check_module_name(module_));
  std::error_code error;
  fs::path output = options_.output;
  if (output.empty() || !output.has_filename() || fs::is_directory(output, error)) {
    output /= module_ + std::string(host_->file_extension());
  }
  // The real folders: the way from one to the other is written into the module.
  module_file_ = real_path(output.parent_path()) / output.filename();
  library_directory_ = options_.library_directory.empty() ? module_file_.parent_path()
                                                          : real_path(options_.library_directory);
  for (const std::string& path : host_->companions(module_)) {
    companion_files_.push_back(library_directory_ / path);
  }
  return {};
}

/// What is wrong with the places to write to is found before cargo has worked for a minute.
Result<void> Build::check_output() const {
  std::error_code error;
  const auto check = [&](const fs::path& file, std::string_view option) -> Result<void> {
    PREBIND_CHECK(check_target(file));
    if (fs::exists(file, error) && !is_generated(file)) {
      return fail(
          fmt::format("`{}` was not written by Prebind", file.string()), "",
          fmt::format("Prebind does not overwrite it: remove it, or name another {}", option));
    }
    PREBIND_CHECK(make_directories(file.parent_path()));
    PREBIND_CHECK(StagedFile::with_content(file, ""));
    return {};
  };
  PREBIND_CHECK(check(module_file_, "file with `-o`"));
  PREBIND_CHECK(make_directories(library_directory_));
  for (const fs::path& file : companion_files_) {
    PREBIND_CHECK(check(file, "folder with `--lib-dir`"));
  }
  // Under a name that nothing has to have yet.
  PREBIND_CHECK(TemporaryFile::in(library_directory_, 0600, library_directory_ / package_.library));
  return {};
}

/// Between cargo's end and the copy of the library nobody else may build the crate, perhaps
/// with other features: bindings and library would not belong together.
Result<void> Build::lock() {
  PREBIND_TRY(lock,
              lock_target(context_, package_, ".prebind-lock",
                          fmt::format("waiting for another build of `{}` to end", package_.name)));
  lock_ = std::move(lock);
  return {};
}

/// The result from the store, if it is there and whole.
std::optional<Made> Build::find() {
  if (has_damaged_store_ || options_.force) return std::nullopt;
  auto stored = find_stored(store_, *scene_, last_.record, trust());
  if (!stored) {
    store_.count_miss(stored.error());
    return std::nullopt;
  }
  const store::Output* interface = stored->entry.action().output(kInterfaceOutput);
  const store::Output* library = stored->entry.action().output(kLibraryOutput);
  if (interface == nullptr || library == nullptr) return std::nullopt;
  const auto bytes = stored->entry.read(*interface);
  if (!bytes) return std::nullopt;
  auto records = decode_interface(*bytes);
  if (!records) return std::nullopt;
  return Made{.records = std::move(*records), .library = {}, .stored = std::move(*stored)};
}

Result<Made> Build::make() {
  if (auto found = find()) return std::move(*found);
  // Equal crates are built one after the other, wherever they lie; others side by side.
  std::vector<fingerprint::InputName> names = scene_->fixed_names();
  const std::vector<fingerprint::InputName> probable = scene_->probable_names();
  names.insert(names.end(), probable.begin(), probable.end());
  const fingerprint::Snapshot present(scene_->surroundings(), names, last_.record, trust());
  const auto key = fingerprint::key_of("prebind lock 1", present.inputs());
  if (!key) return compile();
  const auto held =
      store_.lock(*key, [this](const std::string& line) { say(line); }, context_.interrupt);
  if (!held) return fail(held.error());
  if (auto found = find()) return std::move(*found);
  PREBIND_TRY(made, compile());
  // Published before others may go on.
  if (const auto result = build_key(made.built->sealed.inputs);
      result && made.built->sealed.changes.empty() && publish(made, *result)) {
    last_.key = result->hex();
  } else {
    last_.key.clear();
  }
  return made;
}

Result<Made> Build::compile() {
  PREBIND_CHECK(lock());
  PREBIND_TRY(built, run_cargo(cargo_, package_,
                               {.release = options_.release,
                                .features = options_.features,
                                .target = options_.target,
                                .locked = options_.locked,
                                .offline = options_.offline,
                                .looks_beside = options_.looks_beside,
                                .engine = context_.program,
                                .engine_id = engine_id(context_.program)},
                               *scene_, last_, changes_, trust()));
  PREBIND_TRY(records, model::read_records(built.library.string()));
  if (records.empty()) {
    return fail(fmt::format("package `{}` exports nothing", package_.name),
                package_.manifest.string(),
                fmt::format("write `use {}::julia;` in its sources and `#[julia]` above functions, "
                            "structs and impl blocks; an item that a feature switches on needs "
                            "`--features`",
                            cargo::crate_name(package_.dependency)));
  }
  Made made = {.records = std::move(records), .library = built.library};
  made.built = std::move(built);
  return made;
}

bool Build::publish(const Made& made, const fingerprint::Digest& key) const {
  fingerprint::Record inputs = {.inputs = made.built->sealed.inputs};
  for (fingerprint::Input& input : inputs.inputs) {
    input.stat.reset();
    // Values of variables may be secret; their digests tell enough.
    if (input.name.kind == fingerprint::Kind::environment) input.content.text.clear();
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const store::InputList list = {.request = scene_->request(),
                                 .names = fingerprint::encode_names(made.built->names)};
  return store_.publish(
      key,
      {.crate = package_.name,
       .version = package_.version,
       .profile = options_.release ? "release" : "debug",
       .target = options_.target,
       .engine = std::string(version()),
       .created = std::chrono::duration_cast<std::chrono::seconds>(now).count(),
       .seconds = made.built->seconds},
      {{.name = kLibraryOutput,
        .file = made.library.filename().string(),
        .path = made.library,
        .is_executable = true},
       {.name = kInterfaceOutput, .file = "interface", .content = encode_interface(made.records)},
       {.name = kInputsOutput, .file = "inputs", .content = fingerprint::encode(inputs)}},
      &list);
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

/// From where it was made. True if the file is another one now, nothing if it was damaged.
Result<std::optional<bool>> Build::put_library(const Made& made, const fs::path& place) const {
  if (!made.stored) {
    PREBIND_TRY(staged, StagedFile::copy_of(made.library, place));
    if (is_readable(context_.interrupt)) return fail("interrupted");
    PREBIND_TRY(is_changed, staged.commit());
    return is_changed;
  }
  const auto before = scene_->surroundings().files.stat(place.string());
  const store::Entry& entry = made.stored->entry;
  PREBIND_TRY(is_whole, entry.copy(*entry.action().output(kLibraryOutput), place));
  if (!is_whole) return std::nullopt;
  const auto after = scene_->surroundings().files.stat(place.string());
  return !before || !after || *before != *after;
}

fingerprint::Input Build::output(const fs::path& path, const fingerprint::Digest& digest) const {
  fingerprint::Input input = {.name = scene_->output_name(path),
                              .content = {fingerprint::State::present, digest, {}}};
  fingerprint::Observer observer(scene_->surroundings());
  // Somebody may have written to it already.
  const fingerprint::Observation present = observer.observe(input.name);
  if (present.content.is_same(input.content)) input.stat = present.stat;
  return input;
}

/// For the next build.
void Build::remember(const Made& made, const hosts::Rendered& rendered, const BuildReport& report) {
  if (made.stored) {
    last_.record.inputs = made.stored->inputs;
    last_.key = made.stored->key.hex();
    // Cargo's own results are from another build, which the record knows nothing of any more.
    const bool is_missed =
        !last_.is_known || std::ranges::any_of(changes_, [&](const fingerprint::Change& change) {
          return is_missed_by_cargo(*scene_, last_, change);
        });
    if (is_missed) last_.generation.clear();
  } else {
    last_.record.inputs = made.built->sealed.inputs;
    last_.generation = made.built->generation;
    last_.ended = made.built->ended;
  }
  const auto hashed_library =
      made.stored ? std::nullopt
                  : fingerprint::hash_file(scene_->surroundings().files, made.library.string())
                        .value_or(std::nullopt);
  const fingerprint::Digest library =
      made.stored      ? made.stored->entry.action().output(kLibraryOutput)->digest
      : hashed_library ? hashed_library->digest
                       : fingerprint::Digest();
  last_.record.inputs.push_back(output(report.library_file.path, library));
  last_.record.inputs.push_back(
      output(report.module_file.path, fingerprint::Digest::of(rendered.module)));
  for (std::size_t i = 0; i < report.companions.size(); ++i) {
    last_.record.inputs.push_back(
        output(report.companions[i].path, fingerprint::Digest::of(rendered.companions.at(i).text)));
  }
  if (made.built && !made.built->sealed.changes.empty()) {
    say(fmt::format("an input changed while the crate was built, so the next build looks again: {}",
                    fingerprint::describe(made.built->sealed.changes.front())));
    // A listing that changed is not unknown in the inputs.
    last_.record.inputs.push_back(
        {.name = made.built->sealed.changes.front().name,
         .content = {fingerprint::State::unknown, {}, "it changed while the crate was built"}});
  }
  last_.package = package_;
  last_.compiler = compiler_;
  last_.report = report;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  last_.finished = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  save_last_build(last_);
}

void Build::remark_on(const model::Library& library) const {
  for (const Error& remark : model::remarks_on(library)) {
    const std::string text = render_warning(remark, context_.color, package_.workspace);
    for (const std::string_view line : lines_of(text)) say(line);
  }
}

Result<hosts::Rendered> Build::render(const model::Library& library,
                                      const fs::path& library_name) const {
  const fs::path folder = module_file_.parent_path();
  return host_->render(library, {.module_name = module_,
                                 .library_stem = package_.library,
                                 .library_directory = relative_path(library_directory_, folder),
                                 .library_file = library_name.string(),
                                 .version = package_.version,
                                 .module_file = module_file_.filename().string(),
                                 .module_directory = relative_path(folder, library_directory_),
                                 .rebuild_command = rebuild_command()});
}

Result<std::optional<BuildReport>> Build::write(const model::Library& library, const Made& made) {
  const fs::path name = made.stored
                            ? fs::path(made.stored->entry.action().output(kLibraryOutput)->file)
                            : made.library.filename();
  const fs::path library_file = library_directory_ / name;
  PREBIND_TRY(rendered, render(library, name));
  PREBIND_TRY(staged_module, StagedFile::with_content(module_file_, rendered.module));
  std::vector<StagedFile> staged_companions;
  for (const hosts::Companion& each : rendered.companions) {
    PREBIND_TRY(staged, StagedFile::with_content(library_directory_ / each.path, each.text));
    staged_companions.push_back(std::move(staged));
  }
  PREBIND_TRY(library_changed, put_library(made, library_file));
  if (!library_changed) {
    has_damaged_store_ = true;
    return std::nullopt;
  }
  PREBIND_TRY(module_changed, staged_module.commit());
  std::vector<WrittenFile> companions;
  for (std::size_t i = 0; i < staged_companions.size(); ++i) {
    PREBIND_TRY(changed, staged_companions[i].commit());
    companions.push_back({library_directory_ / rendered.companions[i].path, changed});
  }

  BuildReport report = {
      .package = package_.name,
      .version = package_.version,
      .language = options_.language,
      .module = module_,
      .module_file = {module_file_, module_changed},
      .library_file = {library_file, *library_changed},
      .companions = std::move(companions),
      .objects = library.types.size(),
      .functions = library.functions.size(),
      .origin = made.stored ? Origin::restored : Origin::built,
      .seconds = made.stored ? made.stored->entry.action().seconds : made.built->seconds};
  for (const model::LibraryType& object : library.types) {
    report.functions += object.functions.size();
  }
  if (made.stored) store_.count_hit(made.stored->entry.action());
  // What looks beside itself is made to be shipped, and looked at then.
  if (const auto left = left_behind(library_file, cargo::build_directory(package_),
                                    {cargo::build_directory(package_), package_.workspace})) {
    if (!options_.looks_beside) {
      for (const std::string& note : notes_of(*left, library_file)) say(note);
    }
  }
  remember(made, rendered, report);
  remark_on(library);
  return report;
}

}  // namespace

std::set<fs::path> files_of(const BuildReport& report) {
  std::set<fs::path> files = {report.module_file.path, report.library_file.path};
  for (const WrittenFile& each : report.companions) files.insert(each.path);
  return files;
}

std::string usage_of(const BuildReport& report, const std::string& module_file) {
  const auto host = hosts::find_host(report.language);
  return host ? (*host)->usage(report.module, module_file) : "";
}

namespace {

/// What is built into the cache is loaded from there: nobody else may have put it there.
std::optional<Error> distrust_output(const Context& context, const BuildOptions& options) {
  const fs::path named = cache_directory(context.environment);
  if (named.empty()) return std::nullopt;
  const fs::path cache = real_path(named);
  std::error_code error;
  fs::path place = real_path(options.output);
  if (!fs::is_directory(place, error)) place = place.parent_path();
  const fs::path below = place.lexically_relative(cache);
  if (below.empty() || *below.begin() == "..") return std::nullopt;
  auto why = distrust_cache_folder(cache, below);
  if (!why) return std::nullopt;
  return Error{std::move(*why), "", "or set PREBIND_CACHE_DIR to a folder of your own"};
}

/// Of a cache folder that is not used as a whole, the store tells.
void tell_of_distrust(const Context& context) {
  const fs::path cache = cache_directory(context.environment);
  if (cache.empty() || distrust(cache) || !context.on_message) return;
  for (const fs::path folder : {kLastBuilds, kCompilerRecords}) {
    if (const auto why = distrust(cache / folder)) {
      context.on_message(fmt::format("files of earlier builds are not used: {}", *why));
    }
  }
}

}  // namespace

tl::expected<BuildReport, Failure> build(const Context& context, const BuildOptions& options) {
  if (auto problem = distrust_output(context, options)) return failed(std::move(*problem));
  LastBuild last = load_last_build(context.environment, options);
  std::vector<fingerprint::Change> changes;
  if (last.is_known) changes = changes_since(context, last, /*all=*/true);
  if (last.is_known && changes.empty() && !options.force) {
    BuildReport report = last.report;
    report.origin = Origin::fresh;
    return report;
  }
  tell_of_distrust(context);
  Build build(context, options, std::move(last), std::move(changes));
  if (auto prepared = build.prepare(); !prepared) return failed(std::move(prepared).error());
  while (true) {
    auto made = build.make();
    if (!made) return failed(std::move(made).error());
    auto library = model::resolve(made->records);
    if (!library) {
      return tl::make_unexpected(Failure{
          .errors = std::move(library).error(),
          .sources = build.package().workspace,
          .summary = fmt::format("could not make the bindings of `{}`", build.package().name)});
    }
    auto report = build.write(*library, *made);
    if (!report) return failed(std::move(report).error());
    if (*report) return std::move(**report);
  }
}

}  // namespace prebind::engine
