#include "engine/archives/archive.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/make.h"
#include "archive/set.h"
#include "assembler/diagnostic.h"
#include "cargo/package.h"
#include "engine/archives/declared_archives.h"
#include "engine/archives/gather.h"
#include "engine/archives/macro_archive.h"
#include "engine/archives/stored_assembler.h"
#include "engine/build/left_out.h"
#include "engine/cache/cache_place.h"
#include "engine/crate.h"
#include "util/descriptor.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

/// One archive to make.
struct Job {
  const Gathering* gathering;  ///< that has found it
  GatheredArchive archive;
  assembler::Variant variant;
  fs::path root;
  tl::expected<archive::Made, archive::Refusal> made = {};
  std::chrono::microseconds time = {};
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
  Result<void> gather();
  void assemble();
  Result<void> let_rustc_show_errors();
  std::vector<Error> errors() const;
  void show_warnings() const;
  Result<ArchiveReport> finish();
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
  std::vector<Job> jobs_;
};

tl::expected<ArchiveReport, Failure> Archiving::run() {
  if (auto done = find_crate(); !done) return failed(std::move(done).error());
  if (auto done = choose_variants(); !done) return failed(std::move(done).error());

  // Two of them at once would gather into one target directory, and swap one folder twice.
  const auto lock = lock_target(
      context_, package_, ".prebind-archive-lock",
      fmt::format("waiting for another `prebind archive` of `{}` to end", package_.name));
  if (!lock) return failed(lock.error());

  if (auto done = gather(); !done) return failed(std::move(done).error());
  assemble();
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

Result<void> Archiving::gather() {
  std::vector<assembler::Variant> variants;
  for (const ArchiveHome& home : homes_) {
    variants.insert(variants.end(), home.variants.begin(), home.variants.end());
  }
  PREBIND_TRY(installed, installed_targets_.get());
  PREBIND_TRY(gatherings, plan_gatherings(variants, installed));
  gatherings_ = std::move(gatherings);
  for (const Gathering& gathering : gatherings_) {
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
    PREBIND_TRY(found, gather_archives(context_, cargo_, package_, options_, builds_, gathering,
                                       Texts::kept));
    for (const ArchiveHome& home : homes_) {
      for (const assembler::Variant& variant : gathering.variants) {
        if (std::ranges::find(home.variants, variant) == home.variants.end()) continue;
        for (const GatheredArchive& archive : found) {
          jobs_.push_back({&gathering, archive, variant, home.root});
        }
      }
    }
  }
  if (jobs_.empty()) {
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

void Archiving::assemble() {
  const store::Store store(store_options(context_));
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    StoredAssembler assembler(context_, store);
    // A check proves what the archives are made from, so it believes no store.
    const archive::Assemble assemble = options_.check
                                           ? assembler.without_store()
                                           : assembler.for_owner({package_.name, package_.version});
    for (std::size_t i = next++; i < jobs_.size(); i = next++) {
      Job& job = jobs_[i];
      const auto start = std::chrono::steady_clock::now();
      job.made = archive::make(assemble, job.archive.name.name, job.archive.text, job.variant);
      job.time = std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now() - start);
    }
  };
  const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < std::min(most, jobs_.size()); ++i) threads.emplace_back(work);
  work();
}

/// The macros were asked for their texts only, which are assembled sooner side by side. For what is
/// wrong with one they are asked again, since rustc knows where it stands in the sources.
Result<void> Archiving::let_rustc_show_errors() {
  std::set<const Gathering*> shown;
  for (const Job& job : jobs_) {
    if (job.made || !shown.insert(job.gathering).second) continue;
    PREBIND_CHECK(gather_archives(context_, cargo_, package_, options_, builds_, *job.gathering,
                                  Texts::assembled));
  }
  return {};
}

/// Those that rustc had nothing to say about, such as a want of memory.
std::vector<Error> Archiving::errors() const {
  std::vector<Error> found;
  for (const Job& job : jobs_) {
    if (job.made) continue;
    const std::string variant = job.variant.name();
    if (const auto* error = std::get_if<Error>(&job.made.error())) {
      found.push_back(
          {fmt::format("archive `{}` for `{}`: {}", job.archive.name.name, variant, error->message),
           error->where, error->help});
      continue;
    }
    for (const auto& diagnostic : std::get<assembler::Diagnostics>(job.made.error())) {
      found.push_back({in_words(diagnostic, job.archive.name.name, variant), "", diagnostic.help});
    }
  }
  return found;
}

void Archiving::show_warnings() const {
  for (const Job& job : jobs_) {
    for (const assembler::Diagnostic& warning : job.made->warnings) {
      say(fmt::format("warning: {}: {}", package_.name,
                      in_words(warning, job.archive.name.name, job.variant.name())));
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
  for (Job& job : jobs_) {
    report.archives.push_back(
        {job.archive.name.name, job.variant.name(), job.made->bytes.size(), job.time});
    auto& files = sets[job.root].variants[job.variant.name()];
    files[job.archive.name.source_file()] = std::move(job.archive.text);
    files[job.archive.name.library_file()] = std::move(job.made->bytes);
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
