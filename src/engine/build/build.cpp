#include "engine/build/build.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "cargo/build.h"
#include "cargo/package.h"
#include "engine/build/compiler_record.h"
#include "engine/build/plan.h"
#include "engine/build/product.h"
#include "engine/cache/cache_place.h"
#include "engine/cache/team_cache.h"
#include "engine/packages/portability.h"
#include "expand/crate_docs.h"
#include "fingerprint/hasher.h"
#include "hosts/host.h"
#include "model/library.h"
#include "model/remarks.h"
#include "store/store.h"
#include "util/descriptor.h"
#include "util/file.h"
#include "util/lines.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

std::vector<UnmarkedMethods> unmarked_methods(const model::Library& library) {
  std::vector<UnmarkedMethods> unmarked;
  for (const model::LibraryType& named : library.types) {
    UnmarkedMethods own = {named.type.name, {}};
    for (const model::Function& function : named.functions) {
      own.names.insert(own.names.end(), function.unmarked.begin(), function.unmarked.end());
    }
    if (!own.names.empty()) unmarked.push_back(std::move(own));
  }
  return unmarked;
}

Origin origin_of(const Product& product) {
  if (!product.stored) return Origin::built;
  return product.stored->is_received ? Origin::received : Origin::restored;
}

/// One build: what is to be done, doing it, and remembering it for the next one.
class Build {
 public:
  Build(const Context& context, const BuildOptions& options, LastBuild last,
        std::vector<fingerprint::Change> changes)
      : context_(context),
        options_(options),
        last_(std::move(last)),
        changes_(std::move(changes)),
        store_(shared_store_options(context, options.crate)) {}

  Result<void> prepare();
  Result<Product> make() { return source_->get(); }
  Failure no_bindings(std::vector<Error> errors) const;
  /// As the host has it.
  tl::expected<hosts::Selected, Failure> show(model::Library library);
  /// Nothing if the library turned out damaged in the store: then `make` makes it.
  Result<std::optional<BuildReport>> write(const hosts::Selected& shown, const Product& product);

  const cargo::Package& package() const { return plan_.package; }

 private:
  void say_remarks() const;
  Result<hosts::Rendered> render(const model::Library& library, const fs::path& library_name) const;
  Result<std::optional<bool>> put_library(const Product& product, const fs::path& place) const;
  void remember(const Product& product, const hosts::Rendered& rendered, const BuildReport& report);
  fingerprint::Input output(const fs::path& path, const fingerprint::Digest& digest) const;
  void say(std::string_view line) const {
    if (context_.on_message) context_.on_message(line);
  }

  const Context& context_;
  const BuildOptions& options_;
  LastBuild last_;
  const std::vector<fingerprint::Change> changes_;  ///< since then
  const store::Store store_;
  BuildPlan plan_;
  std::unique_ptr<BuildScene> scene_;
  std::unique_ptr<ProductSource> source_;
  std::vector<UnmarkedMethods> unmarked_ = {};  ///< of the whole library
  std::vector<Error> remarks_ = {};  ///< of the whole library, whatever the host leaves out
};

Result<void> Build::prepare() {
  PREBIND_TRY(plan, plan_build(context_, options_, last_, changes_));
  plan_ = std::move(plan);
  scene_ = std::make_unique<BuildScene>(context_, options_, plan_.package, plan_.compiler);
  recall_compiler(context_.environment, *scene_, last_.record, {.paranoid = options_.paranoid});
  std::set<fs::path> written = files_of(last_.report);
  written.insert(plan_.module_file);
  // Whatever system the library is for.
  const std::string& library = plan_.package.library;
  for (const std::string& file :
       {"lib" + library + ".so", "lib" + library + ".dylib", library + ".dll"}) {
    written.insert(plan_.library_directory / file);
  }
  written.insert(plan_.companion_files.begin(), plan_.companion_files.end());
  scene_->leave_out(std::move(written));
  source_ = std::make_unique<ProductSource>(context_, options_, plan_, *scene_, last_, store_);
  return {};
}

/// From where it was product. True if the file is another one now, nothing if it was damaged.
Result<std::optional<bool>> Build::put_library(const Product& product,
                                               const fs::path& place) const {
  if (!product.stored) {
    PREBIND_TRY(staged, StagedFile::copy_of(product.library, place));
    if (is_readable(context_.interrupt)) return fail("interrupted");
    PREBIND_TRY(is_changed, staged.commit());
    return is_changed;
  }
  const auto before = scene_->surroundings().files.stat(place.string());
  const store::Entry& entry = product.stored->entry;
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
void Build::remember(const Product& product, const hosts::Rendered& rendered,
                     const BuildReport& report) {
  if (product.stored) {
    last_.record.inputs = product.stored->inputs;
    last_.key = product.stored->key.hex();
  } else {
    last_.record.inputs = product.built->sealed.inputs;
  }
  const auto hashed_library = product.stored ? std::nullopt
                                             : fingerprint::hash_file(scene_->surroundings().files,
                                                                      product.library.string())
                                                   .value_or(std::nullopt);
  const fingerprint::Digest library =
      product.stored   ? product.stored->entry.action().output(kLibraryOutput)->digest
      : hashed_library ? hashed_library->digest
                       : fingerprint::Digest();
  last_.record.inputs.push_back(output(report.library_file.path, library));
  last_.record.inputs.push_back(
      output(report.module_file.path, fingerprint::Digest::of(rendered.module)));
  for (std::size_t i = 0; i < report.companions.size(); ++i) {
    last_.record.inputs.push_back(
        output(report.companions[i].path, fingerprint::Digest::of(rendered.companions.at(i).text)));
  }
  if (product.built && !product.built->sealed.changes.empty()) {
    say(fmt::format("an input changed while the crate was built, so the next build looks again: {}",
                    fingerprint::describe(product.built->sealed.changes.front())));
    // A listing that changed is not unknown in the inputs.
    last_.record.inputs.push_back(
        {.name = product.built->sealed.changes.front().name,
         .content = {fingerprint::State::unknown, {}, "it changed while the crate was built"}});
  }
  last_.package = plan_.package;
  last_.compiler = plan_.compiler;
  last_.report = report;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  last_.finished = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  save_last_build(last_);
}

void Build::say_remarks() const {
  for (const Error& remark : remarks_) {
    const std::string text = render_warning(remark, context_.color, plan_.package.workspace);
    for (const std::string_view line : lines_of(text)) say(line);
  }
}

Failure Build::no_bindings(std::vector<Error> errors) const {
  return {.errors = std::move(errors),
          .sources = plan_.package.workspace,
          .summary = fmt::format("could not make the bindings of `{}`", plan_.package.name)};
}

tl::expected<hosts::Selected, Failure> Build::show(model::Library library) {
  remarks_ = model::remarks_on(library);
  unmarked_ = unmarked_methods(library);
  const auto support_of = [this](const model::Library& named) {
    return plan_.host->support_of(named, plan_.module);
  };
  return hosts::show(std::move(library), plan_.host->conventions(), support_of,
                     options_.skip_unsupported)
      .map_error([this](std::vector<Error> errors) { return no_bindings(std::move(errors)); });
}

Result<hosts::Rendered> Build::render(const model::Library& library,
                                      const fs::path& library_name) const {
  const fs::path folder = plan_.module_file.parent_path();
  return plan_.host->render(library,
                            {.module_name = plan_.module,
                             .library_stem = plan_.package.library,
                             .library_directory = relative_path(plan_.library_directory, folder),
                             .library_file = library_name.string(),
                             .version = plan_.package.version,
                             .docs = expand::crate_docs(plan_.package.source),
                             .module_file = plan_.module_file.filename().string(),
                             .module_directory = relative_path(folder, plan_.library_directory),
                             .rebuild_command = plan_.rebuild_command,
                             .precompile = plan_.precompile});
}

Result<std::optional<BuildReport>> Build::write(const hosts::Selected& shown,
                                                const Product& product) {
  const model::Library& library = shown.library;
  const fs::path name = product.stored
                            ? fs::path(product.stored->entry.action().output(kLibraryOutput)->file)
                            : product.library.filename();
  const fs::path library_file = plan_.library_directory / name;
  PREBIND_TRY(rendered, render(library, name));
  PREBIND_TRY(staged_module, StagedFile::with_content(plan_.module_file, rendered.module));
  std::vector<StagedFile> staged_companions;
  for (const hosts::Companion& each : rendered.companions) {
    PREBIND_TRY(staged, StagedFile::with_content(plan_.library_directory / each.path, each.text));
    staged_companions.push_back(std::move(staged));
  }
  PREBIND_TRY(library_changed, put_library(product, library_file));
  if (!library_changed) {
    source_->distrust_store();
    return std::nullopt;
  }
  PREBIND_TRY(module_changed, staged_module.commit());
  std::vector<WrittenFile> companions;
  for (std::size_t i = 0; i < staged_companions.size(); ++i) {
    PREBIND_TRY(changed, staged_companions[i].commit());
    companions.push_back({plan_.library_directory / rendered.companions[i].path, changed});
  }

  BuildReport report = {
      .package = plan_.package.name,
      .version = plan_.package.version,
      .language = options_.language,
      .module = plan_.module,
      .module_file = {plan_.module_file, module_changed},
      .library_file = {library_file, *library_changed},
      .companions = std::move(companions),
      .objects = library.types.size(),
      .functions = static_cast<std::size_t>(
          std::ranges::count(library.functions, false, &model::Function::is_logger)),
      .unmarked = unmarked_,
      .qualified = rendered.qualified,
      .origin = origin_of(product),
      .seconds = product.stored ? product.stored->entry.action().seconds : product.built->seconds};
  for (const model::LibraryType& object : library.types) {
    report.functions += object.functions.size();
  }
  for (const hosts::LeftOut& each : shown.left_out) {
    report.left_out.push_back({each.item, to_string(each.place), each.reason, each.is_chosen});
  }
  if (product.stored) store_.count_hit(product.stored->entry.action());
  // What looks beside itself is product to be shipped, and looked at then.
  PREBIND_TRY(needs, model::read_needs(library_file.string()));
  report.needs = {.libraries = std::move(needs.libraries),
                  .folders = {},
                  .versions = std::move(needs.versions)};
  if (const auto left =
          left_behind(library_file, cargo::build_directory(plan_.package),
                      {cargo::build_directory(plan_.package), plan_.package.workspace})) {
    if (!options_.looks_beside) {
      for (const std::string& note : notes_of(*left, library_file)) say(note);
    }
  }
  remember(product, rendered, report);
  say_remarks();
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
    if (!library) return tl::make_unexpected(build.no_bindings(std::move(library).error()));
    auto shown = build.show(std::move(*library));
    if (!shown) return tl::make_unexpected(std::move(shown).error());
    auto report = build.write(*shown, *made);
    if (!report) return failed(std::move(report).error());
    if (*report) return std::move(**report);
  }
}

}  // namespace prebind::engine
