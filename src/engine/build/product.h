#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/build/build_scene.h"
#include "engine/build/cargo_build.h"
#include "engine/build/plan.h"
#include "engine/build/reuse.h"
#include "model/model.h"
#include "store/store.h"
#include "util/lock.h"

namespace prebind::engine {

/// What a build makes its files from: a library and its records.
struct Product {
  std::vector<model::Record> records;
  std::filesystem::path library;           ///< where it lies; empty: in the store
  std::optional<StoredBuild> stored = {};  ///< or the result that it comes from
  std::optional<CargoBuilt> built = {};
};

/// Gets the product of a build from the store, or by cargo. It holds the lock of cargo's target
/// directory from then on.
class ProductSource {
 public:
  /// `last` is told the key of a result that is published, and what cargo has seen.
  ProductSource(const Context& context, const BuildOptions& options, const BuildPlan& plan,
                BuildScene& scene, LastBuild& last, const store::Store& store)
      : context_(context),
        options_(options),
        plan_(plan),
        scene_(scene),
        last_(last),
        store_(store) {}

  Result<Product> get();
  /// The library turned out damaged in the store: from now on cargo makes it.
  void distrust_store() { is_store_damaged_ = true; }

 private:
  Result<void> lock();
  std::optional<Product> find();
  Result<Product> compile();
  /// Runs cargo, and again while types are told what they mean.
  Result<CargoBuilt> run_cargo_until_known();
  Result<void> check_glibc(const std::filesystem::path& library) const;
  bool publish(const Product& product, const fingerprint::Digest& key) const;
  fingerprint::Trust trust() const { return {.paranoid = options_.paranoid}; }

  const Context& context_;
  const BuildOptions& options_;
  const BuildPlan& plan_;
  BuildScene& scene_;
  LastBuild& last_;
  const store::Store& store_;
  std::optional<FileLock> lock_;
  bool is_store_damaged_ = false;
};

}  // namespace prebind::engine
