#include "cargo/package.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "util/file.h"
#include "util/path.h"
#include "util/process.h"
#include "util/quote.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMostMembersNamed = 12;

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return a == b || fs::equivalent(a, b, error);
}

bool is_macro_dependency(const json& dependency) {
  return dependency.at("name").get<std::string>() == kMacroPackage;
}

/// For a manifest without a package of its own.
tl::unexpected<Error> no_package(const json& metadata, const fs::path& manifest) {
  std::vector<std::string> exporting, others;
  for (const json& package : metadata.at("packages")) {
    const json& dependencies = package.at("dependencies");
    const bool exports = std::any_of(dependencies.begin(), dependencies.end(), is_macro_dependency);
    const fs::path folder = fs::path(package.at("manifest_path").get<std::string>()).parent_path();
    (exports ? exporting : others).push_back(fmt::format("`{}`", folder.string()));
  }
  // Those that could be meant; all of them if none depends on us yet.
  std::vector<std::string>& members = exporting.empty() ? others : exporting;
  if (members.empty()) {
    return fail("the workspace has no packages", manifest.string(),
                "name the folder of a package, or make one with `cargo new --lib`");
  }
  const bool too_many = members.size() > kMostMembersNamed;
  if (too_many) members.resize(kMostMembersNamed);
  return fail("this is the manifest of a workspace, not of a package", manifest.string(),
              fmt::format("name one of its members: {}{}", fmt::join(members, ", "),
                          too_many ? ", …" : ""));
}

tl::unexpected<Error> not_understood(const json::exception& problem, const fs::path& manifest) {
  return fail(fmt::format("cannot read cargo's description of the package: {}", problem.what()),
              manifest.string(),
              "use another version of cargo; `prebind doctor` says which ones work");
}

struct Library {
  std::string name;
  fs::path source;
};

Result<Library> library_of(const json& package, const fs::path& manifest) {
  for (const json& target : package.at("targets")) {
    for (const json& kind : target.at("kind")) {
      const std::string text = kind.get<std::string>();
      if (text == "proc-macro") {
        return fail(fmt::format("package `{}` is a procedural macro, so it has nothing to export",
                                package.at("name").get<std::string>()),
                    manifest.string(), "name a package with an ordinary library");
      }
      if (text == "lib" || text == "rlib" || text == "dylib" || text == "cdylib" ||
          text == "staticlib") {
        return Library{crate_name(target.at("name").get<std::string>()),
                       target.value("src_path", "")};
      }
    }
  }
  return fail(fmt::format("package `{}` has no library", package.at("name").get<std::string>()),
              manifest.string(), "put the items to export into `src/lib.rs`");
}

/// What the package calls `prebind`; cargo knows the dependency's features under that name.
Result<std::string> dependency_of(const json& package, const fs::path& manifest,
                                  const fs::path& macro_crate) {
  bool only_for_tests = false;
  for (const json& dependency : package.at("dependencies")) {
    if (!is_macro_dependency(dependency)) continue;
    if (!dependency.at("kind").is_null()) {  // "dev" or "build"
      only_for_tests = true;
      continue;
    }
    const json& rename = dependency.at("rename");
    return rename.is_null() ? std::string(kMacroPackage) : rename.get<std::string>();
  }
  const std::string name = package.at("name").get<std::string>();
  if (only_for_tests) {
    return fail(fmt::format("package `{}` depends on `{}` for its tests or build script only", name,
                            kMacroPackage),
                manifest.string(), "move that dependency to `[dependencies]`");
  }
  return fail(fmt::format("package `{}` does not depend on `{}`", name, kMacroPackage),
              manifest.string(),
              fmt::format("add to its Cargo.toml:\n\n"
                          "[dependencies]\n{} = {{ path = {} }}",
                          kMacroPackage, quote::toml(macro_crate.string())));
}

std::vector<PathDependency> path_dependencies_in(const json& metadata) {
  std::vector<PathDependency> result;
  for (const json& package : metadata.at("packages")) {
    for (const json& dependency : package.at("dependencies")) {
      const auto path = dependency.find("path");
      if (path == dependency.end() || !path->is_string()) continue;
      std::string directory = path->get<std::string>();
      const bool is_known = std::any_of(result.begin(), result.end(), [&](const auto& known) {
        return known.directory == directory;
      });
      if (!is_known) result.push_back({dependency.at("name").get<std::string>(), directory});
    }
  }
  return result;
}

std::vector<fs::path> manifests_in(const json& metadata) {
  std::vector<fs::path> manifests;
  for (const json& package : metadata.at("packages")) {
    manifests.emplace_back(package.at("manifest_path").get<std::string>());
  }
  return manifests;
}

}  // namespace

std::vector<Member> members_in(std::string_view metadata) {
  std::vector<Member> members;
  const json parsed = json::parse(metadata, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object() || !parsed.contains("packages")) return members;
  for (const json& package : parsed.at("packages")) {
    const fs::path manifest = package.value("manifest_path", "");
    members.push_back({package.value("name", ""), manifest.parent_path()});
  }
  return members;
}

std::string crate_name(std::string package_name) {
  std::replace(package_name.begin(), package_name.end(), '-', '_');
  return package_name;
}

static constexpr const char* kNameAFolder =
    "name the folder of a Rust crate, which contains its Cargo.toml";

/// Cargo itself would wait for a pipe.
static Result<fs::path> checked_manifest(const fs::path& file) {
  const auto checked = check_source(file);
  if (checked) return file;
  return fail(checked.error().message, "", kNameAFolder);
}

Result<fs::path> find_manifest(const fs::path& crate) {
  fs::path path = absolute_path(crate);
  std::error_code error;
  if (fs::is_directory(path, error)) {
    if (fs::exists(path / "Cargo.toml", error)) return checked_manifest(path / "Cargo.toml");
    return fail(fmt::format("there is no Cargo.toml in `{}`", path.string()), "", kNameAFolder);
  }
  if (!fs::exists(path, error)) {
    return fail(fmt::format("`{}` does not exist", path.string()), "", kNameAFolder);
  }
  PREBIND_TRY(file, checked_manifest(path));
  if (file.filename() == "Cargo.toml") return file;
  return fail(fmt::format("`{}` is not a crate", path.string()), "",
              "name the folder of a Rust crate, or its Cargo.toml");
}

Result<std::string> read_metadata(const Cargo& cargo, const fs::path& manifest) {
  const Command command = {
      .program = cargo.program,
      .arguments = {"metadata", "--no-deps", "--format-version", "1", "--color",
                    cargo.color ? "always" : "never", "--manifest-path", manifest.string()},
      .directory = manifest.parent_path(),  // as it builds
      .output = Output::capture,
      .errors = Output::capture,  // its warnings come again when it builds
      .interrupt = cargo.interrupt};
  PREBIND_TRY(finished, run(command));
  if (finished.succeeded()) return std::move(finished.output);
  if (finished.interrupted) return fail("interrupted");
  if (cargo.on_message && !finished.errors.empty()) {
    finished.errors.erase(finished.errors.find_last_not_of('\n') + 1);
    cargo.on_message(finished.errors);
  }
  return fail(fmt::format("cargo cannot read the manifest ({})", to_string(finished)),
              manifest.string(), "cargo reports the problem above");
}

Result<Package> parse_metadata(std::string_view text, const fs::path& manifest,
                               const fs::path& macro_crate) {
  try {
    const json metadata = json::parse(text);
    for (const json& package : metadata.at("packages")) {
      if (!is_same_file(package.at("manifest_path").get<std::string>(), manifest)) continue;
      PREBIND_TRY(library, library_of(package, manifest));
      PREBIND_TRY(dependency, dependency_of(package, manifest, macro_crate));
      return Package{.name = package.at("name").get<std::string>(),
                     .version = package.at("version").get<std::string>(),
                     .manifest = manifest,
                     .library = std::move(library.name),
                     .dependency = std::move(dependency),
                     .workspace = metadata.at("workspace_root").get<std::string>(),
                     .target_directory = metadata.at("target_directory").get<std::string>(),
                     .source = std::move(library.source),
                     .path_dependencies = path_dependencies_in(metadata),
                     .members = manifests_in(metadata)};
    }
    return no_package(metadata, manifest);
  } catch (const json::exception& problem) {
    return not_understood(problem, manifest);
  }
}

Result<Outline> parse_outline(std::string_view text, const fs::path& manifest) {
  try {
    const json metadata = json::parse(text);
    for (const json& package : metadata.at("packages")) {
      if (!is_same_file(package.at("manifest_path").get<std::string>(), manifest)) continue;
      PREBIND_TRY(library, library_of(package, manifest));
      return Outline{.name = package.at("name").get<std::string>(),
                     .version = package.at("version").get<std::string>(),
                     .source = std::move(library.source),
                     .workspace = metadata.at("workspace_root").get<std::string>(),
                     .target_directory = metadata.at("target_directory").get<std::string>()};
    }
    return no_package(metadata, manifest);
  } catch (const json::exception& problem) {
    return not_understood(problem, manifest);
  }
}

}  // namespace prebind::cargo
