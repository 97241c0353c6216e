#include "engine/packages/package.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "cargo/build.h"
#include "cargo/linking.h"
#include "cargo/package.h"
#include "engine/build/build_scene.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "engine/json.h"
#include "engine/packages/portability.h"
#include "engine/packages/preflight.h"
#include "hosts/julia/artifacts_toml.h"
#include "hosts/julia/tarball.h"
#include "util/descriptor.h"
#include "util/file.h"
#include "util/json_text.h"
#include "util/lines.h"
#include "util/path.h"
#include "util/sha256.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// The Julia package that the crate is part of: the nearest folder above it with a Project.toml.
Result<fs::path> find_artifacts(const fs::path& crate) {
  std::error_code error;
  for (fs::path folder = crate; folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "Project.toml", error)) return folder / "Artifacts.toml";
  }
  return fail("the crate is not in a Julia package: no folder above it has a Project.toml",
              crate.string(), "name the file with `--artifacts path/to/Artifacts.toml`");
}

/// In the first of Julia's depots; an empty one stands for the user's.
fs::path artifact_folder(const Environment& environment) {
  const std::string depots = environment.get("JULIA_DEPOT_PATH").value_or("");
  const std::string first = depots.substr(0, depots.find(':'));
  if (!first.empty()) return absolute_path(first) / "artifacts";
  const auto home = environment.get_nonempty("HOME");
  return home ? fs::path(*home) / ".julia" / "artifacts" : fs::path();
}

/// What is known of the library without reading it, for people and tools.
std::string metadata(const BuildReport& report, const std::string& target,
                     const std::string& library, std::string_view bytes,
                     const model::LibraryNeeds& needs) {
  const nlohmann::ordered_json json = {{"format", 1},
                                       {"package", report.package},
                                       {"version", report.version},
                                       {"target", target},
                                       {"engine", version()},
                                       {"library", "lib/" + library},
                                       {"sha256", sha256_hex(bytes)},
                                       {"needs", to_json(needs)}};
  return json_text(json, 2) + "\n";
}

struct Packed {
  Tarball tarball;
  std::string content;
};

class Packing {
 public:
  Packing(const Context& context, const PackageOptions& options)
      : context_(context), options_(options) {}

  tl::expected<PackageReport, Failure> run();

 private:
  Result<void> prepare();
  Result<void> choose_targets();
  BuildOptions build_options(const std::string& target) const;
  tl::expected<void, Failure> check_tools() const;
  tl::expected<void, Failure> build_one(const std::string& target);
  tl::expected<Companions, Failure> find_companions(const fs::path& library,
                                                    const fs::path& build) const;
  Result<void> pack(const std::string& target, const BuildReport& report, Companions companions);
  Result<model::LibraryNeeds> needs_of_all(const BuildReport& report,
                                           const Companions& companions) const;
  void warn_of_glibc(const std::string& target, const Tarball& tarball) const;
  Result<PackageReport> write();
  Failure failure_of_all() const;

  const Context& context_;
  const PackageOptions& options_;
  cargo::Package package_;
  Compiler compiler_;
  fs::path artifacts_, output_;
  std::string artifacts_text_;
  std::vector<std::string> targets_;
  std::vector<Packed> packed_;
  std::vector<FailedTarget> failed_;
};

Result<void> Packing::prepare() {
  PREBIND_TRY(manifest, cargo::find_manifest(options_.crate));
  PREBIND_TRY(cargo, find_cargo(context_));
  PREBIND_TRY(package, find_package(context_, cargo, manifest));
  package_ = std::move(package);

  artifacts_ = absolute_path(options_.artifacts);
  if (options_.artifacts.empty()) {
    PREBIND_TRY(found, find_artifacts(manifest.parent_path()));
    artifacts_ = std::move(found);
  }
  output_ =
      options_.output.empty() ? artifacts_.parent_path() / "dist" : absolute_path(options_.output);
  std::error_code error;
  PREBIND_CHECK(check_target(artifacts_));
  if (fs::exists(output_, error) && !fs::is_directory(output_, error)) {
    return fail(fmt::format("`{}` is not a folder", output_.string()), "",
                "name a folder for the tarballs with `-o`");
  }
  if (fs::exists(artifacts_, error)) {
    PREBIND_TRY(text, read_file(artifacts_));
    artifacts_text_ = std::move(text);
  }
  // Whether there is a place for the entries.
  hosts::julia::ArtifactEntry entry;
  entry.name = package_.library;
  if (const auto text = hosts::julia::with_entry(artifacts_text_, entry); !text) {
    return fail(text.error().message, artifacts_.string(), text.error().help);
  }
  PREBIND_TRY(compiler, find_compiler(context_, manifest));
  compiler_ = std::move(compiler);
  return choose_targets();
}

Result<void> Packing::choose_targets() {
  targets_ = options_.targets;
  if (targets_.empty()) targets_ = {cargo::host_in(compiler_.version)};
  std::map<std::string, std::string> triplets;
  for (const std::string& target : targets_) {
    const auto platform = hosts::julia::platform_of(target);
    if (!platform) {
      return fail(fmt::format("Julia does not run on `{}`", target), "",
                  "remove this target; `rustc --print target-list` shows the names of others");
    }
    const auto [same, is_new] = triplets.emplace(hosts::julia::triplet_of(*platform), target);
    if (is_new) continue;
    return fail(same->second == target ? fmt::format("the target `{}` is there twice", target)
                                       : fmt::format("`{}` and `{}` are one platform for Julia: {}",
                                                     same->second, target, same->first),
                "", "remove one of them");
  }
  if (!options_.glibc.empty() && std::ranges::none_of(targets_, cargo::has_glibc)) {
    return fail(fmt::format("`--glibc {}` applies to none of the targets", options_.glibc), "",
                "leave it out: only Linux has glibc");
  }
  return {};
}

BuildOptions Packing::build_options(const std::string& target) const {
  const bool is_named = !options_.targets.empty();
  const fs::path folder = package_.target_directory / "prebind" / "package" / target;
  // The module is of no use here, but with it this is a build like any other: fresh, or from the
  // cache, or made.
  return {.crate = package_.manifest,
          .output = folder / "Bindings.jl",
          .module = "Bindings",
          .features = options_.features,
          .target = is_named ? target : std::string(),
          .glibc = cargo::has_glibc(target) ? options_.glibc : std::string(),
          .locked = options_.locked,
          .offline = options_.offline,
          .looks_beside = options_.with_libraries,
          .skip_unsupported = true};
}

tl::expected<void, Failure> Packing::check_tools() const {
  std::vector<BuildOptions> builds;
  for (const std::string& target : targets_) builds.push_back(build_options(target));
  std::vector<Error> errors = missing_tools(context_, package_, compiler_, builds);
  if (errors.empty()) return {};
  return tl::make_unexpected(Failure{.errors = std::move(errors), .summary = "nothing was built"});
}

tl::expected<void, Failure> Packing::build_one(const std::string& target) {
  const BuildOptions options = build_options(target);
  if (auto made = make_directories(options.output.parent_path()); !made) {
    return failed(made.error());
  }
  const auto report = build(context_, options);
  if (!report) return tl::make_unexpected(report.error());
  cargo::Package package = package_;
  if (auto linking = find_linking(context_, options, package_, compiler_)) {
    package.variant = variant_of(*linking);
  }
  auto companions = find_companions(report->library_file.path, cargo::build_directory(package));
  if (!companions) return tl::make_unexpected(std::move(companions).error());
  if (auto packed = pack(target, *report, std::move(*companions)); !packed)
    return failed(packed.error());
  return {};
}

/// What is shipped has to find all that it needs wherever it comes to. The libraries to ship too.
tl::expected<Companions, Failure> Packing::find_companions(const fs::path& library,
                                                           const fs::path& build) const {
  const std::vector<fs::path> places = {build, package_.workspace, artifacts_.parent_path(),
                                        context_.environment.get("HOME").value_or("")};
  std::vector<Error> errors;
  if (options_.with_libraries) {
    auto companions = companions_of(library, build, places);
    if (companions) return std::move(*companions);
    errors = std::move(companions).error();
  } else {
    const auto left = left_behind(library, build, places);
    if (!left) return failed(left.error());
    errors = errors_of(*left, library);
    if (errors.empty()) return Companions();
  }
  return tl::make_unexpected(
      Failure{.errors = std::move(errors),
              .summary = fmt::format("could not package `{}`", package_.name)});
}

/// What the library and those that go along with it need of others.
Result<model::LibraryNeeds> Packing::needs_of_all(const BuildReport& report,
                                                  const Companions& companions) const {
  model::LibraryNeeds all = report.needs;
  for (const auto& [name, content] : companions) {
    PREBIND_TRY(needs, model::read_needs_in(content, name));
    const std::string glibc = model::glibc_of(needs);
    if (!options_.glibc.empty() && model::is_newer_glibc(glibc, options_.glibc)) {
      return fail(
          fmt::format("`{}` needs glibc {}, in spite of `--glibc {}`", name, glibc, options_.glibc),
          "", "build it for that glibc too, or link it statically");
    }
    all.libraries.insert(all.libraries.end(), needs.libraries.begin(), needs.libraries.end());
    for (auto& [library, versions] : needs.versions) {
      std::vector<std::string>& known = all.versions[library];
      known.insert(known.end(), versions.begin(), versions.end());
    }
  }
  std::erase_if(all.libraries, [&](const std::string& library) {
    return companions.contains(fs::path(library).filename().string());
  });
  const auto tidy = [](std::vector<std::string>& names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
  };
  tidy(all.libraries);
  for (auto& [library, versions] : all.versions) tidy(versions);
  return all;
}

/// Julia's own programs run with the oldest, and so do most that people have.
void Packing::warn_of_glibc(const std::string& target, const Tarball& tarball) const {
  const std::string oldest = cargo::oldest_glibc(target);
  const std::string glibc = model::glibc_of(tarball.needs);
  if (!options_.glibc.empty() || !model::is_newer_glibc(glibc, oldest)) return;
  if (!context_.on_message) return;
  const bool has_zig = cargo::find_zig(context_.environment).has_value();
  const std::string text = render_warning(
      {.message = fmt::format("the library for `{}` needs glibc {}; older systems cannot load it",
                              target, glibc),
       .help = fmt::format("make it for all that Julia runs on: `--glibc {}`{}", oldest,
                           has_zig ? "" : "; for that, " + cargo::how_to_install_zig())},
      context_.color);
  for (const std::string_view line : lines_of(text)) context_.on_message(line);
}

Result<void> Packing::pack(const std::string& target, const BuildReport& report,
                           Companions companions) {
  const std::string library = report.library_file.path.filename().string();
  PREBIND_TRY(bytes, read_file(report.library_file.path));
  PREBIND_TRY(needs, needs_of_all(report, companions));
  const std::string described = metadata(report, target, library, bytes, needs);
  hosts::julia::TarFiles files = {
      {"lib/" + library, std::move(bytes)},
      {fmt::format("share/prebind/{}.json", package_.library), described}};
  for (auto& [name, content] : companions) files.emplace("lib/" + name, std::move(content));
  Packed packed;
  packed.tarball.target = target;
  packed.tarball.origin = report.origin;
  packed.tarball.needs = std::move(needs);
  packed.tarball.is_for_host = target == cargo::host_in(compiler_.version);
  warn_of_glibc(target, packed.tarball);
  packed.content = hosts::julia::gzipped_tar(files);
  const hosts::julia::JuliaPlatform platform = *hosts::julia::platform_of(target);
  const std::string name = fmt::format("{}.v{}.{}.tar.gz", package_.library, report.version,
                                       hosts::julia::triplet_of(platform));
  packed.tarball.file.path = output_ / name;
  packed.tarball.tree_hash = hosts::julia::git_tree_hash(files);
  packed.tarball.sha256 = sha256_hex(packed.content);
  packed.tarball.size = packed.content.size();

  const std::string slash = options_.url.ends_with('/') ? "" : "/";
  auto text = hosts::julia::with_entry(artifacts_text_, {.name = package_.library,
                                                         .platform = platform,
                                                         .tree_hash = packed.tarball.tree_hash,
                                                         .url = options_.url + slash + name,
                                                         .sha256 = packed.tarball.sha256});
  if (!text) {
    return fail(text.error().message, artifacts_.string(), text.error().help);
  }
  artifacts_text_ = std::move(*text);
  packed_.push_back(std::move(packed));
  return {};
}

Result<PackageReport> Packing::write() {
  PackageReport report = {.package = package_.name,
                          .version = package_.version,
                          .tarballs = {},
                          .failed_targets = std::move(failed_),
                          .artifacts = {.path = artifacts_},
                          .artifact_folder = artifact_folder(context_.environment)};
  std::error_code error;
  if (fs::exists(artifacts_.parent_path() / "Project.toml", error)) {
    report.julia_package = artifacts_.parent_path();
  }
  PREBIND_CHECK(make_directories(output_));
  std::vector<StagedFile> staged;
  for (const Packed& packed : packed_) {
    PREBIND_TRY(file, StagedFile::with_content(packed.tarball.file.path, packed.content));
    staged.push_back(std::move(file));
  }
  PREBIND_TRY(artifacts, StagedFile::with_content(artifacts_, artifacts_text_));
  for (std::size_t i = 0; i < staged.size(); ++i) {
    PREBIND_TRY(is_changed, staged[i].commit());
    packed_[i].tarball.file.changed = is_changed;
    report.tarballs.push_back(std::move(packed_[i].tarball));
  }
  PREBIND_TRY(is_changed, artifacts.commit());
  report.artifacts.changed = is_changed;
  return report;
}

/// If nothing could be built.
Failure Packing::failure_of_all() const {
  if (failed_.size() == 1) return failed_.front().failure;
  Failure all = {.errors = {}, .summary = fmt::format("could not package `{}`", package_.name)};
  for (const FailedTarget& each : failed_) {
    all.errors.insert(all.errors.end(), each.failure.errors.begin(), each.failure.errors.end());
  }
  return all;
}

tl::expected<PackageReport, Failure> Packing::run() {
  if (auto prepared = prepare(); !prepared) return failed(prepared.error());
  if (auto checked = check_tools(); !checked) return tl::make_unexpected(checked.error());
  for (const std::string& target : targets_) {
    auto built = build_one(target);
    if (built) continue;
    if (is_readable(context_.interrupt)) return tl::make_unexpected(built.error());
    failed_.push_back({target, std::move(built).error()});
  }
  if (packed_.empty()) return tl::make_unexpected(failure_of_all());
  auto report = write();
  if (!report) return failed(report.error());
  return std::move(*report);
}

}  // namespace

tl::expected<PackageReport, Failure> package(const Context& context,
                                             const PackageOptions& options) {
  return Packing(context, options).run();
}

}  // namespace prebind::engine
