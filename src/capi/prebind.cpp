#include <prebind.h>

#include <cstdlib>

#include "capi/call.h"
#include "engine/build/block.h"
#include "engine/build/build.h"
#include "engine/build/check.h"
#include "engine/cache/cache.h"
#include "engine/cache/cache_place.h"
#include "engine/inspect.h"
#include "engine/installation.h"
#include "engine/json.h"

namespace prebind::capi {
namespace {

using engine::Context;

template <typename T>
Answer answer_with(const T& outcome) {
  if (!outcome) return failed(outcome.error());
  return answer(engine::to_json(*outcome));
}

Answer build(Options& options, Context& context) {
  engine::BuildOptions wanted;
  std::string block;
  std::filesystem::path folder;
  options.take("block", block);
  options.take("folder", folder);
  options.take("crate", wanted.crate);
  options.take("output", wanted.output);
  options.take("language", wanted.language);
  options.take("module", wanted.module);
  options.take("library_directory", wanted.library_directory);
  options.take("release", wanted.release);
  options.take("features", wanted.features);
  options.take("target", wanted.target);
  options.take("glibc", wanted.glibc);
  options.take("precompile", wanted.precompile);
  options.take("locked", wanted.locked);
  options.take("offline", wanted.offline);
  options.take("force", wanted.force);
  options.take("paranoid", wanted.paranoid);
  options.take("skip_unsupported", wanted.skip_unsupported);
  options.take("for_session", wanted.for_session);
  if (block.empty()) options.require("crate");
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  if (const auto found = find_program(context); !found) return failed(found.error());
  if (!block.empty()) {
    auto crate = engine::write_block(context, block, folder);
    if (!crate) return failed(crate.error());
    wanted.crate = std::move(*crate);
  }
  return answer_with(engine::build(context, wanted));
}

Answer check(Options& options, Context& context) {
  std::vector<std::filesystem::path> crates;
  bool paranoid = false;
  options.take("crates", crates);
  options.take("paranoid", paranoid);
  options.require("crates");
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  if (const auto found = find_program(context); !found) return failed(found.error());
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  bool is_fresh = true;
  for (const std::filesystem::path& crate : crates) {
    const auto report = engine::check(context, {.crate = crate, .paranoid = paranoid});
    if (!report) return failed(report.error());
    is_fresh = is_fresh && report->is_fresh();
    list.push_back(engine::to_json(*report));
  }
  return answer({{"fresh", is_fresh}, {"crates", std::move(list)}},
                is_fresh ? PREBIND_DONE : PREBIND_STALE);
}

Answer explain(Options& options, Context& context) {
  engine::CheckOptions wanted;
  options.take("crate", wanted.crate);
  options.take("paranoid", wanted.paranoid);
  options.require("crate");
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  if (const auto found = find_program(context); !found) return failed(found.error());
  return answer_with(engine::explain(context, wanted));
}

Answer inspect(Options& options, Context& /*context*/) {
  std::filesystem::path library;
  options.take("library", library);
  options.require("library");
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  const auto found = engine::inspect(library);
  if (!found) return failed(found.error());
  return {PREBIND_DONE, found->json};
}

Answer cache_dir(Options& options, Context& context) {
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  const auto directory = engine::directory_of_cache(context);
  if (!directory) return failed(directory.error());
  return answer({{"directory", directory->string()}});
}

Answer cache_clean(Options& options, Context& context) {
  std::string max_age, max_size;
  options.take("max_age", max_age);
  options.take("max_size", max_size);
  if (const auto problem = options.problem()) return wrong_usage(*problem);
  engine::CacheCleanOptions wanted;
  if (!max_age.empty()) {
    const auto age = engine::parse_age(max_age);
    if (!age) return wrong_usage(age.error());
    wanted.max_age = *age;
  }
  if (!max_size.empty()) {
    const auto size = engine::parse_size(max_size);
    if (!size) return wrong_usage(size.error());
    wanted.max_size = *size;
  }
  if (!wanted.max_age && !wanted.max_size) {
    return wrong_usage({.message = "the options do not say what to keep in the cache",
                        .help = "give `max_age`, `max_size` or both; prebind_cache_clear removes "
                                "everything"});
  }
  return answer_with(engine::clean_cache(context, wanted));
}

/// One of the engine's answers about the cache, which need no options.
template <typename T>
Work on_cache(Result<T> (*question)(const Context&)) {
  return [question](Options& options, Context& context) -> Answer {
    if (const auto problem = options.problem()) return wrong_usage(*problem);
    return answer_with(question(context));
  };
}

}  // namespace
}  // namespace prebind::capi

namespace capi = prebind::capi;
namespace engine = prebind::engine;

const char* prebind_version() {
  // It is a literal, and so ends with a zero.
  return engine::version().data();
}

int prebind_build(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::build);
}

int prebind_check(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::check);
}

int prebind_explain(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::explain);
}

int prebind_inspect(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::inspect);
}

int prebind_cache_dir(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::cache_dir);
}

int prebind_cache_size(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::on_cache(engine::size_of_cache));
}

int prebind_cache_list(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::on_cache(engine::list_cache));
}

int prebind_cache_verify(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::on_cache(engine::verify_cache));
}

int prebind_cache_stats(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::on_cache(engine::statistics_of_cache));
}

int prebind_cache_clear(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::on_cache(engine::clear_cache));
}

int prebind_cache_clean(const char* options, prebind_log log, void* data, char** result) {
  return capi::serve({options, log, data, result}, capi::cache_clean);
}

void prebind_free(char* result) {
  std::free(result);
}
