#include "engine/packages/package.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <system_error>
#include <utility>

#include "cargo/build.h"
#include "cargo/package.h"
#include "engine/build/build_scene.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "engine/packages/portability.h"
#include "hosts/julia/artifacts_toml.h"
#include "hosts/julia/tarball.h"
#include "util/file.h"
#include "util/json_text.h"
#include "util/path.h"
#include "util/sha256.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// The line of `rustc -vV` that says what it builds for by itself.
std::string host_of(const std::string& version) {
  constexpr std::string_view kLabel = "\nhost: ";
  const std::size_t at = version.find(kLabel);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + kLabel.size();
  return version.substr(begin, version.find('\n', begin) - begin);
}

/// The Julia package that the crate is part of: the nearest folder above it with a Project.toml.
Result<fs::path> find_artifacts(const fs::path& crate) {
  std::error_code error;
  for (fs::path folder = crate; folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "Project.toml", error)) return folder / "Artifacts.toml";
  }
  return fail("the crate is not in a Julia package: no folder above it has a Project.toml",
              crate.string(), "name the file with `--artifacts path/to/Artifacts.toml`");
}

/// What is known of the library without reading it, for people and tools.
std::string metadata(const BuildReport& report, const std::string& target,
                     const std::string& library, std::string_view bytes) {
  const nlohmann::ordered_json json = {{"format", 1},
                                       {"package", report.package},
                                       {"version", report.version},
                                       {"target", target},
                                       {"engine", version()},
                                       {"library", "lib/" + library},
                                       {"sha256", sha256_hex(bytes)}};
  return json_text(json, 2) + "\n";
}

class Packing {
 public:
  Packing(const Context& context, const PackageOptions& options)
      : context_(context), options_(options) {}

  tl::expected<PackageReport, Failure> run();

 private:
  Result<void> prepare();
  tl::expected<void, Failure> build_one(const std::string& target);
  tl::expected<Companions, Failure> find_companions(const fs::path& library) const;
  Result<void> pack(const std::string& target, const BuildReport& report, Companions companions);
  Result<PackageReport> write();

  struct Packed {
    Tarball tarball;
    std::string content;
  };

  const Context& context_;
  const PackageOptions& options_;
  cargo::Package package_;
  fs::path artifacts_, output_;
  std::string artifacts_text_;
  std::vector<std::string> targets_;
  std::vector<Packed> packed_;
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
  targets_ = options_.targets;
  if (targets_.empty()) {
    PREBIND_TRY(compiler, find_compiler(context_, manifest));
    targets_ = {host_of(compiler.version)};
  }
  for (const std::string& target : targets_) {
    if (hosts::julia::platform_of(target)) continue;
    return fail(fmt::format("Julia does not run on `{}`", target), "",
                "remove this target; `rustc --print target-list` shows the names of others");
  }
  return {};
}

tl::expected<void, Failure> Packing::build_one(const std::string& target) {
  // The module is of no use here, but with it this is a build like any other: fresh, or from the
  // cache, or made.
  const fs::path folder = cargo::build_directory(package_) / "package" / target;
  if (auto made = make_directories(folder); !made) return failed(made.error());
  const bool is_named = !options_.targets.empty();
  const auto report = build(context_, {.crate = package_.manifest,
                                       .output = folder / "Bindings.jl",
                                       .module = "Bindings",
                                       .features = options_.features,
                                       .target = is_named ? target : std::string(),
                                       .locked = options_.locked,
                                       .offline = options_.offline,
                                       .looks_beside = options_.with_libraries,
                                       .skip_unsupported = true});
  if (!report) return tl::make_unexpected(report.error());
  auto companions = find_companions(report->library_file.path);
  if (!companions) return tl::make_unexpected(std::move(companions).error());
  if (auto packed = pack(target, *report, std::move(*companions)); !packed)
    return failed(packed.error());
  return {};
}

/// What is shipped has to find all that it needs wherever it comes to. The libraries to ship too.
tl::expected<Companions, Failure> Packing::find_companions(const fs::path& library) const {
  const fs::path build = cargo::build_directory(package_);
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

Result<void> Packing::pack(const std::string& target, const BuildReport& report,
                           Companions companions) {
  const std::string library = report.library_file.path.filename().string();
  PREBIND_TRY(bytes, read_file(report.library_file.path));
  const std::string described = metadata(report, target, library, bytes);
  hosts::julia::TarFiles files = {
      {"lib/" + library, std::move(bytes)},
      {fmt::format("share/prebind/{}.json", package_.library), described}};
  for (auto& [name, content] : companions) files.emplace("lib/" + name, std::move(content));
  Packed packed;
  packed.tarball.target = target;
  packed.tarball.origin = report.origin;
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
                          .artifacts = {.path = artifacts_}};
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

tl::expected<PackageReport, Failure> Packing::run() {
  if (auto prepared = prepare(); !prepared) return failed(prepared.error());
  for (const std::string& target : targets_) {
    if (auto built = build_one(target); !built) return tl::make_unexpected(built.error());
  }
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
