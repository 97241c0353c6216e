#include "engine/cache/cache.h"

#include "engine/build/last_build.h"
#include "engine/cache/cache_place.h"
#include "engine/cache/cache_scratch.h"
#include "store/maintenance.h"
#include "store/transfer.h"

namespace prebind::engine {
namespace {

/// The errors of what a person asked for are told once, as errors.
store::Options quiet_options(const Context& context) {
  store::Options options = store_options(context);
  options.on_notice = {};
  return options;
}

CacheCleaning cleaning_of(const store::Cleaned& cleaned, std::size_t forgotten) {
  return {.removed = cleaned.removed,
          .in_use = cleaned.in_use,
          .freed = cleaned.freed,
          .remaining = cleaned.bytes,
          .forgotten = forgotten};
}

}  // namespace

Result<std::vector<CachedBuild>> list_cache(const Context& context) {
  const store::Store store(quiet_options(context));
  PREBIND_TRY(listed, store::list(store));
  std::vector<CachedBuild> builds;
  for (const store::Listed& one : listed) {
    builds.push_back({.key = one.key.hex(),
                      .crate = one.action.crate,
                      .version = one.action.version,
                      .profile = one.action.profile,
                      .target = one.action.target,
                      .engine = one.action.engine,
                      .size = one.size,
                      .created = one.action.created,
                      .last_used = one.last_use,
                      .seconds = one.action.seconds,
                      .is_remote = one.action.notes.contains(store::kOriginNote)});
  }
  return builds;
}

Result<CacheSize> size_of_cache(const Context& context) {
  const store::Store store(quiet_options(context));
  PREBIND_TRY(size, store::size(store));
  return CacheSize{.directory = store.layout().root(),
                   .results = size.results,
                   .files = size.blobs,
                   .bytes = size.bytes,
                   .set_aside = size.bad_bytes,
                   .limit = store.options().max_size};
}

Result<CacheVerification> verify_cache(const Context& context) {
  const store::Store store(quiet_options(context));
  PREBIND_TRY(verified, store::verify(store));
  return CacheVerification{.results = verified.results,
                           .files = verified.blobs,
                           .damaged = verified.damaged,
                           .incomplete = verified.incomplete};
}

Result<std::filesystem::path> directory_of_cache(const Context& context) {
  std::filesystem::path directory = cache_directory(context.environment);
  if (!directory.empty()) return directory;
  return fail("no folder is known for the cache", "",
              "set PREBIND_CACHE_DIR, XDG_CACHE_HOME or HOME");
}

Result<CacheStatistics> statistics_of_cache(const Context& context) {
  const store::Store store(quiet_options(context));
  if (!store.can(store::Store::Access::read)) {
    return fail(store.reason(), "", "`prebind cache dir` shows where it lies");
  }
  store::Statistics found = store::read_statistics(store.layout());
  const auto saved = static_cast<double>(found.remote[store::kMillisecondsSaved]) / 1000;
  found.remote.erase(store::kMillisecondsSaved);
  return CacheStatistics{.hits = found.hits,
                         .misses = {found.misses.begin(), found.misses.end()},
                         .seconds_saved = found.seconds_saved,
                         .published = found.published,
                         .removed = found.removed,
                         .set_aside = found.set_aside,
                         .remote = {found.remote.begin(), found.remote.end()},
                         .remote_seconds_saved = saved};
}

Result<CacheCleaning> clean_cache(const Context& context, const CacheCleanOptions& options) {
  const store::Store store(quiet_options(context));
  PREBIND_TRY(cleaned,
              store::clean(store, {.max_age = options.max_age, .max_size = options.max_size}));
  const auto max_age = options.max_age.value_or(std::chrono::seconds::max());
  const std::size_t forgotten = clean_last_builds(context.environment, max_age);
  clean_scratch(context.environment, max_age);
  return cleaning_of(cleaned, forgotten);
}

Result<CacheCleaning> clear_cache(const Context& context) {
  const store::Store store(quiet_options(context));
  PREBIND_TRY(cleaned, store::clear(store));
  clean_scratch(context.environment, std::nullopt);
  return cleaning_of(cleaned, clean_last_builds(context.environment, std::nullopt));
}

}  // namespace prebind::engine
