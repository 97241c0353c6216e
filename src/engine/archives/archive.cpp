#include "engine/archives/archive.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/set.h"
#include "assembler/diagnostic.h"
#include "cargo/package.h"
#include "engine/archives/archive_pool.h"
#include "engine/archives/declared_archives.h"
#include "engine/archives/gather.h"
#include "engine/archives/macro_archive.h"
#include "engine/build/left_out.h"
#include "engine/crate.h"
#include "util/descriptor.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

/// One archive of the package.
struct Item {
  const Gathering* gathering;  ///< that has found it
  fs::path root;
  const ArchiveTask* task;
};

std::vector<std::string> files_below_package(const archive::Set& set) {
  std::vector<std::string> files;
  for (const auto& [variant, contents] : set.variants) {
    for (const auto& file : contents) {
      files.push_back(fmt::format("{}/{}/{}", set.root.filename().string(), variant, file.first));
    }
  }
  return files;
}

class Archiving {
 public:
  Archiving(const Context& context, const ArchiveOptions& options)
      : context_(context), options_(options) {}

  tl::expected<ArchiveReport, Failure> run();

 private:
  Result<void> find_crate();
  Result<void> choose_variants();
  void show_substitutes(const Gathering& gathering) const;
  Result<void> gather();
  Result<void> gather(const Gathering& gathering);
  Result<void> let_rustc_show_errors();
  std::vector<Error> errors() const;
  void show_warnings() const;
  Result<ArchiveReport> finish();
  Gatherer gatherer() const { return {context_, cargo_, package_, options_, builds_}; }
  void say(std::string_view line) const {
    if (context_.on_message) context_.on_message(line);
  }

  const Context& context_;
  const ArchiveOptions& options_;
  cargo::Cargo cargo_;
  std::future<Result<std::vector<std::string>>> installed_targets_;
  cargo::Package package_;
  std::vector<ArchiveHome> homes_;
  ArchiveBuilds builds_;
  std::vector<Gathering> gatherings_;
  std::optional<ArchivePool> pool_;
  std::vector<Item> items_;
};

tl::expected<ArchiveReport, Failure> Archiving::run() {
  if (auto done = find_crate(); !done) return failed(std::move(done).error());
  if (auto done = choose_variants(); !done) return failed(std::move(done).error());

  // Two of them at once would gather into one target directory, and swap one folder twice.
  const auto lock = lock_target(
      context_, package_, ".prebind-archive-lock",
      fmt::format("waiting for another `prebind archive` of `{}` to end", package_.name));
  if (!lock) return failed(lock.error());

  // A check proves what the archives are made from, so it believes no store.
  pool_.emplace(context_, AssemblyOwner{package_.name, package_.version},
                package_.manifest.parent_path(), !options_.check);
  if (auto done = gather(); !done) return failed(std::move(done).error());
  if (!pool_->finish()) return failed({"interrupted"});
  if (auto shown = let_rustc_show_errors(); !shown) return failed(std::move(shown).error());
  if (auto found = errors(); !found.empty()) {
    return tl::make_unexpected(
        Failure{.errors = std::move(found),
                .summary = fmt::format("could not make the archives of `{}`", package_.name)});
  }
  show_warnings();
  auto report = finish();
  if (!report) return failed(std::move(report).error());
  return std::move(*report);
}

Result<void> Archiving::find_crate() {
  PREBIND_TRY(manifest, cargo::find_manifest(options_.crate));
  PREBIND_TRY(cargo, find_cargo(context_));
  cargo_ = std::move(cargo);
  PREBIND_TRY(rustc, cargo::find_rustc(context_.environment));
  // Cargo and rustc each take their time, most of it rustup's, so they are asked at once.
  installed_targets_ =
      std::async(std::launch::async, cargo::installed_targets, rustc, manifest.parent_path());
  PREBIND_TRY(metadata, cargo::read_metadata(cargo_, manifest));
  PREBIND_TRY(package, cargo::parse_metadata(metadata, manifest, macro_crate_to_name(context_)));
  package_ = std::move(package);
  PREBIND_TRY(homes, find_archive_homes(cargo_, package_.manifest, metadata));
  homes_ = std::move(homes);
  PREBIND_TRY(builds, read_archive_builds(metadata, package_.manifest));
  builds_ = std::move(builds);
  if (!options_.features.empty()) builds_.feature_sets = {{.names = options_.features}};
  return {};
}

/// Leaves in the homes what is to be made.
Result<void> Archiving::choose_variants() {
  if (options_.variants.empty()) return {};
  std::vector<assembler::Variant> wanted;
  for (const std::string& name : options_.variants) {
    PREBIND_TRY(variant, assembler::Variant::parse(name));
    wanted.push_back(std::move(variant));
  }
  std::vector<std::string> declared;
  for (const ArchiveHome& home : homes_) {
    for (const assembler::Variant& variant : home.variants) declared.push_back(variant.name());
  }
  for (const assembler::Variant& variant : wanted) {
    if (std::ranges::find(declared, variant.name()) == declared.end()) {
      return fail(fmt::format("`{}` declares no variant `{}`", package_.name, variant.name()),
                  package_.manifest.string(),
                  fmt::format("declare it in [package.metadata.prebind], or choose from {}",
                              fmt::join(declared, ", ")));
    }
  }
  for (ArchiveHome& home : homes_) {
    std::erase_if(home.variants, [&](const assembler::Variant& variant) {
      return std::ranges::find(wanted, variant) == wanted.end();
    });
  }
  return {};
}

/// For variants whose own target is not installed.
void Archiving::show_substitutes(const Gathering& gathering) const {
  for (const assembler::Variant& variant : gathering.variants) {
    if (assembler::machine_of_rust_target(gathering.target) == variant.machine()) continue;
    say(
        fmt::format("note: `{}` gets the archives that `{}` asks for on {}: the standard library "
                    "of its own target is not installed, so {} not seen",
                    variant.name(), package_.name, gathering.target,
                    variant.machine() == "wasm64"
                        ? "`cfg(target_arch = \"wasm64\")` and `cfg(target_pointer_width)` are"
                        : "its `cfg` is"));
  }
}

/// Texts are assembled as soon as their macros have run, while rustc still looks for others. What
/// comes of them is in the order of the names all the same.
Result<void> Archiving::gather(const Gathering& gathering) {
  std::map<GatheredArchivePointer, std::vector<const ArchiveTask*>> tasks;
  const auto assemble = [&](const GatheredArchivePointer& archive) {
    for (const assembler::Variant& variant : gathering.variants) {
      tasks[archive].push_back(&pool_->add(archive, variant));
    }
  };
  PREBIND_TRY(archives, gatherer().gather(gathering, assemble));
  for (const ArchiveHome& home : homes_) {
    for (std::size_t i = 0; i < gathering.variants.size(); ++i) {
      if (std::ranges::find(home.variants, gathering.variants[i]) == home.variants.end()) continue;
      for (const GatheredArchivePointer& archive : archives) {
        items_.push_back({&gathering, home.root, tasks.at(archive).at(i)});
      }
    }
  }
  return {};
}

Result<void> Archiving::gather() {
  std::vector<assembler::Variant> variants;
  for (const ArchiveHome& home : homes_) {
    variants.insert(variants.end(), home.variants.begin(), home.variants.end());
  }
  PREBIND_TRY(installed, installed_targets_.get());
  PREBIND_TRY(gatherings, plan_gatherings(variants, installed));
  gatherings_ = std::move(gatherings);
  for (const Gathering& gathering : gatherings_) {
    show_substitutes(gathering);
    PREBIND_CHECK(gather(gathering));
  }
  if (items_.empty()) {
    return fail(
        fmt::format("package `{}` asks for no archives", package_.name), package_.manifest.string(),
        builds_.with_tests
            ? "write `prebind::cached_embed_asm!(name = \"…\", \"…\");` in its sources, or remove "
              "`archives` from [package.metadata.prebind]"
            : "write `prebind::cached_embed_asm!(name = \"…\", \"…\");` in its library or its "
              "programs; if it is in tests, examples or benchmarks, write `archive-tests = "
              "true` "
              "under [package.metadata.prebind]; or remove `archives` from there");
  }
  return {};
}

/// The macros were asked for their texts only. For what is wrong with one they are asked again,
/// since rustc knows where it stands in the sources.
Result<void> Archiving::let_rustc_show_errors() {
  std::set<const Gathering*> shown;
  for (const Item& item : items_) {
    if (item.task->made || !shown.insert(item.gathering).second) continue;
    PREBIND_CHECK(gatherer().show_errors(*item.gathering));
  }
  return {};
}

/// Those that rustc had nothing to say about, such as a want of memory.
std::vector<Error> Archiving::errors() const {
  std::vector<Error> found;
  for (const Item& item : items_) {
    if (item.task->made) continue;
    const std::string variant = item.task->variant.name();
    const std::string& name = item.task->archive->name.name;
    if (const auto* error = std::get_if<Error>(&item.task->made.error())) {
      found.push_back({fmt::format("archive `{}` for `{}`: {}", name, variant, error->message),
                       error->where, error->help});
      continue;
    }
    for (const auto& diagnostic : std::get<assembler::Diagnostics>(item.task->made.error())) {
      found.push_back({in_words(diagnostic, name, variant), "", diagnostic.help});
    }
  }
  return found;
}

void Archiving::show_warnings() const {
  for (const Item& item : items_) {
    for (const assembler::Diagnostic& warning : item.task->made->warnings) {
      say(fmt::format("warning: {}: {}", package_.name,
                      in_words(warning, item.task->archive->name.name, item.task->variant.name())));
    }
  }
}

Result<ArchiveReport> Archiving::finish() {
  ArchiveReport report = {.package = package_.name, .version = package_.version};
  std::map<fs::path, archive::Set> sets;
  for (const ArchiveHome& home : homes_) {
    archive::Set& set = sets[home.root];
    set.root = home.root;
    set.package = package_.name;
    set.version = package_.version;
    set.is_complete = options_.variants.empty() && options_.features.empty();
    set.keeps_others = !options_.features.empty();
    for (const assembler::Variant& variant : home.variants) set.variants[variant.name()];
  }
  for (const Item& item : items_) {
    const ArchiveTask& task = *item.task;
    const archive::Name& name = task.archive->name;
    report.archives.push_back({name.name, task.variant.name(), task.made->bytes.size(), task.time});
    auto& files = sets[item.root].variants[task.variant.name()];
    files[name.source_file()] = task.archive->text;
    files[name.library_file()] = task.made->bytes;
  }
  std::ranges::sort(report.archives, {},
                    [](const ArchiveRow& row) { return std::tie(row.name, row.variant); });
  if (is_readable(context_.interrupt)) return fail("interrupted");
  for (const auto& [root, set] : sets) {
    PREBIND_TRY(difference, archive::compare(set));
    const bool is_own = root == package_.manifest.parent_path() / "archives";
    const std::string prefix = is_own ? "archives/" : root.string() + "/";
    const auto add = [&](std::vector<std::string>& to, const std::vector<std::string>& from) {
      for (const std::string& file : from) to.push_back(prefix + file);
    };
    add(report.missing, difference.missing);
    add(report.different, difference.different);
    add(report.unwanted, difference.unwanted);
    for (const auto& [file, damage] : difference.damaged) report.damaged[prefix + file] = damage;
    if (!options_.check) PREBIND_CHECK(archive::replace(set, difference));
    for (const std::string& line :
         left_out(context_, cargo_, root.parent_path(), files_below_package(set))) {
      say(line);
    }
  }
  return report;
}

}  // namespace

tl::expected<ArchiveReport, Failure> archive(const Context& context,
                                             const ArchiveOptions& options) {
  return Archiving(context, options).run();
}

}  // namespace prebind::engine
