#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/cache/settings.h"
#include "engine/context.h"
#include "store/store.h"
#include "util/result.h"

/// A team's cache, as the engine sees it: `prebind-remote`, which talks to the server, is started
/// when the store does not have a result, and never before.
namespace prebind::engine {

/// Looks into the settings at the first question, below `directory` (empty: the current one).
/// Nothing that is wrong there, or with the server, is an error: it is told once, and then nothing
/// is found.
std::shared_ptr<store::Upstream> team_cache(const Context& context,
                                            const std::filesystem::path& cache,
                                            const std::filesystem::path& directory = {});

/// `store_options`, with the team's cache behind the store.
store::Options shared_store_options(const Context& context,
                                    const std::filesystem::path& directory = {});

/// What a team's cache says that is asked, and from which nothing is taken but lists of inputs.
struct RemoteAnswer {
  std::string server = {};  ///< empty: none is named
  std::string key = {};     ///< of a result that it has
  std::string told = {};    ///< what is wrong with it, or with its result; in one line
};
/// Answers into `answer`, which must outlive it. Never finds anything.
std::shared_ptr<store::Upstream> asked_team_cache(const Context& context,
                                                  const std::filesystem::path& directory,
                                                  RemoteAnswer& answer);

struct PushReport {
  std::uint64_t results = 0;  ///< that are on the server now
  std::uint64_t bytes = 0;    ///< that were sent
  std::uint64_t gone = 0;     ///< were to be sent, and are not in the cache any more
};
/// Sends what waits to be sent, and waits until it is there. Error: no server is named, nobody may
/// write there, or it failed.
Result<PushReport> push_cache(const Context& context);

/// The key with which results are signed: the file, and its public half ("ed25519:…").
struct CacheKey {
  std::filesystem::path file;
  std::string public_key;
};
/// Where the person's own key lies, unless the settings say otherwise.
Result<std::filesystem::path> own_key_file(const Context& context);
Result<CacheKey> new_cache_key(const Context& context, const std::filesystem::path& file);
Result<CacheKey> show_cache_key(const Context& context, const std::filesystem::path& file);
/// Adds a public key to those whose results are taken; false if it was there.
Result<bool> trust_cache_key(const Context& context, const std::string& key);

}  // namespace prebind::engine
