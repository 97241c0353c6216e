#include "engine/archives/declared_archives.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "cargo/package.h"

namespace prebind::engine {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kForm =
    "write under [package.metadata.prebind]: archives = [\"wasm32\", \"x86_64-linux\"]";

constexpr const char* kFeaturesForm =
    "write under [package.metadata.prebind]: archive-features = [[\"a\"], [\"b\", \"c\"]]; or "
    "{ features = [\"a\"], default-features = false } for a set without the default features";

std::optional<std::vector<std::string>> strings_of(const json& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<std::string> strings;
  for (const json& entry : list) {
    if (!entry.is_string()) return std::nullopt;
    strings.push_back(entry.get<std::string>());
  }
  return strings;
}

Result<std::vector<assembler::Variant>> read_variants(const json& package,
                                                      const fs::path& manifest) {
  static const json::json_pointer kArchives("/metadata/prebind/archives");
  std::vector<assembler::Variant> variants;
  if (!package.contains(kArchives)) return variants;
  const auto declared = strings_of(package.at(kArchives));
  if (!declared) return fail("`archives` is not a list of strings", manifest.string(), kForm);
  for (const std::string& entry : *declared) {
    auto variant = assembler::Variant::parse(entry);
    if (!variant) return fail(variant.error().message, manifest.string(), variant.error().help);
    if (std::ranges::find(variants, *variant) == variants.end()) {
      variants.push_back(std::move(*variant));
    }
  }
  return variants;
}

/// A list of features, or a table as in a dependency.
std::optional<FeatureSet> read_feature_set(const json& entry) {
  FeatureSet set;
  if (auto names = strings_of(entry)) {
    set.names = std::move(*names);
    return set;
  }
  if (!entry.is_object()) return std::nullopt;
  for (const auto& [key, value] : entry.items()) {
    auto names = strings_of(value);
    if (key == "features" && names) {
      set.names = std::move(*names);
    } else if (key == "default-features" && value.is_boolean()) {
      set.defaults = value.get<bool>();
    } else {
      return std::nullopt;
    }
  }
  return set;
}

Result<ArchiveBuilds> read_builds(const json& package, const fs::path& manifest) {
  static const json::json_pointer kFeatures("/metadata/prebind/archive-features");
  static const json::json_pointer kTests("/metadata/prebind/archive-tests");
  ArchiveBuilds builds;
  if (package.contains(kTests)) {
    const json& tests = package.at(kTests);
    if (!tests.is_boolean()) {
      return fail("`archive-tests` is neither true nor false", manifest.string(),
                  "write under [package.metadata.prebind]: archive-tests = true");
    }
    builds.with_tests = tests.get<bool>();
  }
  if (!package.contains(kFeatures)) return builds;
  builds.feature_sets.clear();
  const json& sets = package.at(kFeatures);
  for (const json& entry : sets.is_array() ? sets : json::array()) {
    auto set = read_feature_set(entry);
    if (!set) builds.feature_sets.clear();
    if (!set) break;
    builds.feature_sets.push_back(std::move(*set));
  }
  if (builds.feature_sets.empty()) {
    return fail("`archive-features` is not a list of sets of features", manifest.string(),
                kFeaturesForm);
  }
  return builds;
}

/// The description of the package that has this manifest.
const json* package_at(const json& described, const fs::path& manifest) {
  for (const json& package : described.at("packages")) {
    std::error_code error;
    const fs::path path = package.at("manifest_path").get<std::string>();
    if (path == manifest || fs::equivalent(path, manifest, error)) return &package;
  }
  return nullptr;
}

Error not_understood(const json::exception& problem, const fs::path& manifest) {
  return {fmt::format("cannot read cargo's description of the package: {}", problem.what()),
          manifest.string(), "use another version of cargo; `prebind doctor` says which ones work"};
}

/// Cargo passes what a build script says on to those who depend on its package, but for their own
/// build scripts and tests. The macros' own crate has none to pass on.
bool can_pass_archives_on(const json& dependency) {
  const auto kind = dependency.find("kind");
  const bool is_normal = kind == dependency.end() || kind->is_null();
  return is_normal && dependency.contains("path") &&
         dependency.at("name").get<std::string>() != cargo::kMacroPackage;
}

}  // namespace

Result<ManifestArchives> read_manifest_archives(std::string_view metadata,
                                                const fs::path& manifest) {
  ManifestArchives found;
  try {
    const json described = json::parse(metadata);
    const json* package = package_at(described, manifest);
    if (!package) return found;
    found.is_described = true;
    PREBIND_TRY(variants, read_variants(*package, manifest));
    found.variants = std::move(variants);
    const auto links = package->find("links");
    found.is_shared = links != package->end() && links->is_string();
    for (const json& dependency : package->at("dependencies")) {
      if (!can_pass_archives_on(dependency)) continue;
      found.dependencies.emplace_back(dependency.at("path").get<std::string>());
    }
  } catch (const json::exception& problem) {
    return fail(not_understood(problem, manifest));
  }
  return found;
}

Result<ArchiveBuilds> read_archive_builds(std::string_view metadata, const fs::path& manifest) {
  try {
    const json described = json::parse(metadata);
    const json* package = package_at(described, manifest);
    return package ? read_builds(*package, manifest) : ArchiveBuilds{};
  } catch (const json::exception& problem) {
    return fail(not_understood(problem, manifest));
  }
}

std::string FeatureSet::in_words() const {
  if (all) return "all features";
  const std::string_view rest = defaults ? "" : ", without the default ones";
  if (names.empty()) return fmt::format("no features{}", rest);
  return fmt::format("the features {}{}", fmt::join(names, ", "), rest);
}

Result<std::vector<ArchiveHome>> find_archive_homes(const cargo::Cargo& cargo,
                                                    const fs::path& manifest,
                                                    std::string_view metadata) {
  PREBIND_TRY(own, read_manifest_archives(metadata, manifest));
  std::vector<ArchiveHome> homes;
  if (!own.variants.empty()) {
    homes.push_back({manifest.parent_path() / "archives", std::move(own.variants)});
  }
  std::set<fs::path> seen;
  for (const fs::path& folder : own.dependencies) {
    if (!seen.insert(folder).second) continue;
    const fs::path other = folder / "Cargo.toml";
    PREBIND_TRY(declared, read_manifest_archives(metadata, other));
    if (!declared.is_described) {  // not in this workspace
      PREBIND_TRY(described, cargo::read_metadata(cargo, other));
      PREBIND_TRY(found, read_manifest_archives(described, other));
      declared = std::move(found);
    }
    if (!declared.variants.empty() && declared.is_shared) {
      homes.push_back({folder / "archives", std::move(declared.variants)});
    }
  }
  if (homes.empty()) {
    return fail("the package declares no archives", manifest.string(), kForm);
  }
  return homes;
}

}  // namespace prebind::engine
