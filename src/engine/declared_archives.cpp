#include "engine/declared_archives.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cargo/package.h"

namespace prebind::engine {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kForm =
    "write under [package.metadata.prebind]: archives = [\"wasm32\", \"x86_64-linux\"]";

Result<std::vector<assembler::Variant>> read_variants(const json& package,
                                                      const fs::path& manifest) {
  static const json::json_pointer kArchives("/metadata/prebind/archives");
  std::vector<assembler::Variant> variants;
  if (!package.contains(kArchives)) return variants;
  const json& declared = package.at(kArchives);
  if (!declared.is_array()) {
    return fail("`archives` is not a list of strings", manifest.string(), kForm);
  }
  for (const json& entry : declared) {
    if (!entry.is_string()) {
      return fail("`archives` is not a list of strings", manifest.string(), kForm);
    }
    auto variant = assembler::Variant::parse(entry.get<std::string>());
    if (!variant) return fail(variant.error().message, manifest.string(), variant.error().help);
    if (std::ranges::find(variants, *variant) == variants.end()) {
      variants.push_back(std::move(*variant));
    }
  }
  return variants;
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
    for (const json& package : described.at("packages")) {
      std::error_code error;
      const fs::path path = package.at("manifest_path").get<std::string>();
      if (path != manifest && !fs::equivalent(path, manifest, error)) continue;
      found.is_described = true;
      PREBIND_TRY(variants, read_variants(package, manifest));
      found.variants = std::move(variants);
      const auto links = package.find("links");
      found.is_shared = links != package.end() && links->is_string();
      for (const json& dependency : package.at("dependencies")) {
        if (!can_pass_archives_on(dependency)) continue;
        found.dependencies.emplace_back(dependency.at("path").get<std::string>());
      }
    }
  } catch (const json::exception& problem) {
    return fail(
        fmt::format("cargo's description of the package is not understood: {}", problem.what()),
        manifest.string(),
        "use another version of cargo; `prebind doctor` says which ones will do");
  }
  return found;
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
