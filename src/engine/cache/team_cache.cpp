#include "engine/cache/team_cache.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cargo/build_inputs.h"
#include "engine/cache/cache_place.h"
#include "engine/cache/remote_program.h"
#include "engine/installation.h"
#include "store/transfer.h"
#include "util/descriptor.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using store::Digest;
using Clock = std::chrono::steady_clock;

/// A download that takes less goes without a word.
constexpr std::chrono::seconds kQuietTime(1);
constexpr std::chrono::seconds kBetweenLines(2);
/// What goes on after a build, and what a person waits for.
constexpr std::chrono::seconds kMostBackground = std::chrono::minutes(5);
constexpr std::chrono::seconds kMostForeground = std::chrono::hours(1);
constexpr std::chrono::milliseconds kMostPushSilence = std::chrono::minutes(10);

/// The person's own key, if there is one, with which what is written is signed.
void find_own_key(const Environment& environment, RemoteSettings& settings) {
  if (!settings.write || !settings.key_file.empty()) return;
  const fs::path file = settings_directory(environment) / kOwnKeyFile;
  std::error_code error;
  if (fs::exists(file, error)) settings.key_file = file;
}

Result<std::optional<RemoteSettings>> settings_of(const Environment& environment,
                                                  const fs::path& directory) {
  // What lies in the cache itself, as the package of a block, is in no workspace: where the program
  // runs counts.
  const bool is_of_cache = cargo::is_below(absolute_path(directory), cache_directory(environment));
  const fs::path workspace = find_workspace_settings(is_of_cache ? fs::path() : directory);
  PREBIND_TRY(settings, read_remote_settings(environment, workspace));
  if (settings) find_own_key(environment, *settings);
  return settings;
}

ordered_json opening_of(const RemoteSettings& settings, const store::Options& options) {
  return {{"open",
           {{"version", version()},
            {"store", options.root.string()},
            {"max-size", options.max_size},
            {"url", settings.url},
            {"trust-anyone", settings.trust_anyone},
            {"trusted", settings.trusted},
            {"key-file", settings.write ? settings.key_file.string() : std::string()},
            {"token-file", settings.token_file},
            {"token-command", settings.token_command},
            {"credential-helper", settings.credential_helper},
            {"user", settings.user},
            {"password-file", settings.password_file},
            {"certificate", settings.certificate},
            {"certificate-key", settings.certificate_key},
            {"authority", settings.authority}}}};
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6);
}

Result<RemoteProgram> open_program(const Context& context, const RemoteSettings& settings,
                                   const store::Options& options) {
  PREBIND_TRY(path, find_remote_program(context.program, settings.url));
  PREBIND_TRY(program, RemoteProgram::start(context, path));
  PREBIND_CHECK(program.ask(opening_of(settings, options)));
  return program;
}

class TeamCache : public store::Upstream {
 public:
  /// With an `answer` it only asks.
  TeamCache(const Context& context, const fs::path& cache, fs::path directory,
            RemoteAnswer* answer = nullptr)
      : context_(context),
        store_({.root = cache}),
        directory_(std::move(directory)),
        answer_(answer) {}
  ~TeamCache() override;
  TeamCache(const TeamCache&) = delete;
  TeamCache& operator=(const TeamCache&) = delete;

  bool fetch(const std::vector<Digest>& keys) override;
  bool fetch_lists(const Digest& request) override;
  void share(const Digest& key) override;
  bool was_interrupted() override;

 private:
  bool is_named();
  bool begin();
  std::optional<ordered_json> ask(const ordered_json& request);
  void note_refused(const ordered_json& refused);
  void give_up(const Error& error);
  void find(const ordered_json& keys);
  void count(const std::string& what, std::uint64_t number = 1) {
    if (answer_ == nullptr) counts_[what] += number;
  }
  void write_counts();
  void say(const std::string& line) const {
    if (answer_ != nullptr) {
      answer_->told = line;
    } else if (context_.on_message) {
      context_.on_message(line);
    }
  }

  const Context context_;
  const store::Store store_;
  const fs::path directory_;
  RemoteAnswer* const answer_;
  std::mutex mutex_;  ///< of all that follows
  bool is_read_ = false;
  std::optional<RemoteSettings> settings_;  ///< nothing: no server is named
  bool is_given_up_ = false;
  bool is_interrupted_ = false;
  std::optional<RemoteProgram> program_;
  bool is_refusal_told_ = false;
  bool has_shared_ = false;
  std::set<Digest> asked_;  ///< what the server does not have: a build looks twice
  std::map<std::string, std::uint64_t> counts_;  ///< since the last `write_counts`
};

/// All of a question at once: each time takes a lock and writes a file.
void TeamCache::write_counts() {
  std::erase_if(counts_, [](const auto& each) { return each.second == 0; });
  if (counts_.empty() || !store_.can(store::Store::Access::write)) return;
  store::update_statistics(store_.layout(), [&](store::Statistics& statistics) {
    for (const auto& [what, number] : counts_) statistics.remote[what] += number;
  });
  counts_.clear();
}

/// Whatever is wrong, the work goes on without; this is said once.
void TeamCache::give_up(const Error& error) {
  is_given_up_ = true;
  program_.reset();
  std::string line = fmt::format("the team's cache is not used: {}", error.message);
  if (!error.where.empty()) line += fmt::format(" ({})", error.where);
  if (!error.help.empty()) line += fmt::format("; {}", error.help);
  say(line);
}

bool TeamCache::is_named() {
  if (!std::exchange(is_read_, true)) {
    auto settings = settings_of(context_.environment, directory_);
    if (settings) {
      settings_ = std::move(*settings);
    } else {
      give_up(settings.error());
    }
  }
  if (settings_ && answer_ != nullptr) answer_->server = settings_->url;
  return settings_.has_value() && !is_given_up_;
}

/// Whether there is somebody to ask.
bool TeamCache::begin() {
  if (!is_named()) return false;
  if (program_) return true;
  if (!store_.can(store::Store::Access::write)) return false;  // the store tells why
  if (!settings_->can_read() && settings_->key_file.empty()) {
    give_up({.message = fmt::format("no key is trusted for {}", settings_->url),
             .where = settings_->url_from,
             .help = "run `prebind cache key trust` with the key of your team, or set "
                     "PREBIND_REMOTE=off"});
    return false;
  }
  if (store::is_left_alone(store_, settings_->url)) {
    is_given_up_ = true;
    count("not asked, because the server did not answer before");
    write_counts();
    if (answer_ != nullptr) say("the team's cache is not asked: it was of no use a minute ago");
    return false;
  }
  auto program = open_program(context_, *settings_, store_options(context_));
  if (!program) {
    give_up(program.error());
    return false;
  }
  program_.emplace(std::move(*program));
  return true;
}

std::optional<ordered_json> TeamCache::ask(const ordered_json& request) {
  const auto start = Clock::now();
  auto next = start + kQuietTime;
  auto answer = program_->ask(request, [&](std::uint64_t came, std::uint64_t all) {
    if (Clock::now() < next) return;
    next = Clock::now() + kBetweenLines;
    say(fmt::format("fetching from the team's cache: {} of {} MB", megabytes(came),
                    megabytes(all)));
  });
  if (!answer && (program_->was_interrupted() || is_readable(context_.interrupt))) {
    is_given_up_ = is_interrupted_ = true;  // whoever asked for it knows
    program_.reset();
    return std::nullopt;
  }
  if (!answer) {
    count("failures");
    write_counts();
    give_up(answer.error());
    return std::nullopt;
  }
  count("bytes received", answer->value("bytes", std::uint64_t{0}));
  note_refused(answer->value("refused", ordered_json::object()));
  return std::move(*answer);
}

void TeamCache::note_refused(const ordered_json& refused) {
  for (const auto& [reason, number] : refused.items()) {
    count("refused: " + reason, number.get<std::uint64_t>());
    if (std::exchange(is_refusal_told_, true)) continue;
    say(fmt::format("a result in the team's cache is not used: {} ({})", reason, settings_->url));
  }
}

bool TeamCache::fetch(const std::vector<Digest>& keys) {
  const std::scoped_lock lock(mutex_);
  ordered_json texts = ordered_json::array();
  for (const Digest& key : keys) {
    if (asked_.insert(key).second) texts.push_back(key.hex());
  }
  if (texts.empty() || !begin()) return false;
  if (answer_ != nullptr) {
    find(texts);
    return false;
  }
  const auto answer = ask({{"fetch", texts}});
  const bool found = answer && answer->contains("key") && (*answer)["key"].is_string();
  if (answer) count(found ? "results received" : "misses");
  if (found) {
    const auto key = Digest::from_hex((*answer)["key"].get<std::string>());
    if (const auto entry = store_.find(key.value_or(Digest()))) {
      const double saved = entry->action().seconds * 1000;
      count(store::kMillisecondsSaved, static_cast<std::uint64_t>(std::llround(saved)));
    }
  }
  write_counts();
  return found;
}

void TeamCache::find(const ordered_json& keys) {
  const auto answer = ask({{"find", keys}});
  if (answer && (*answer)["key"].is_string()) answer_->key = (*answer)["key"];
}

bool TeamCache::fetch_lists(const Digest& request) {
  const std::scoped_lock lock(mutex_);
  if (!asked_.insert(request).second || !begin()) return false;
  const auto answer = ask({{"lists", request.hex()}});
  write_counts();
  return answer && answer->value("lists", 0) > 0;
}

void TeamCache::share(const Digest& key) {
  const std::scoped_lock lock(mutex_);
  if (!is_named() || !settings_->write) return;
  if (settings_->key_file.empty() && !settings_->trust_anyone) {
    return give_up(
        {.message = "there is no key to sign with", .help = "`prebind cache key new` makes one"});
  }
  has_shared_ = store::add_to_queue(store_, key) || has_shared_;
}

bool TeamCache::was_interrupted() {
  const std::scoped_lock lock(mutex_);
  return is_interrupted_;
}

/// What was shared goes to the server after the work is done, and nobody waits for that.
TeamCache::~TeamCache() {
  if (!has_shared_ || is_given_up_ || store::is_left_alone(store_, settings_->url)) return;
  program_.reset();
  auto program = open_program(context_, *settings_, store_options(context_));
  if (program) {
    // It goes on alone, so there is no answer.
    (void)program->ask({{"push", {{"seconds", kMostBackground.count()}, {"background", true}}}});
  } else {
    say(fmt::format("nothing is sent to the team's cache: {}", program.error().message));
  }
}

}  // namespace

std::shared_ptr<store::Upstream> team_cache(const Context& context, const fs::path& cache,
                                            const fs::path& directory) {
  if (cache.empty()) return nullptr;
  return std::make_shared<TeamCache>(context, cache, directory);
}

std::shared_ptr<store::Upstream> asked_team_cache(const Context& context, const fs::path& directory,
                                                  RemoteAnswer& answer) {
  const fs::path cache = store_options(context).root;
  if (cache.empty()) return nullptr;
  return std::make_shared<TeamCache>(context, cache, directory, &answer);
}

store::Options shared_store_options(const Context& context, const fs::path& directory) {
  store::Options options = store_options(context);
  options.upstream = team_cache(context, options.root, directory);
  return options;
}

Result<PushReport> push_cache(const Context& context) {
  PREBIND_TRY(settings, settings_of(context.environment, {}));
  if (!settings) {
    return fail("no team's cache is named", "",
                "set `remote.url` in prebind.toml, or PREBIND_REMOTE");
  }
  if (!settings->write) {
    return fail(fmt::format("nothing may be sent to {}", settings->url), settings->url_from,
                "set `remote.write = true` in your own settings, or PREBIND_REMOTE_WRITE=1");
  }
  if (settings->key_file.empty() && !settings->trust_anyone) {
    return fail("there is no key to sign with", "", "`prebind cache key new` makes one");
  }
  const store::Options options = store_options(context);
  PREBIND_TRY(program, open_program(context, *settings, options));
  PREBIND_TRY(answer, program.ask({{"push", {{"seconds", kMostForeground.count()}}}}, {},
                                  kMostPushSilence));
  return PushReport{.results = answer.value("results", std::uint64_t{0}),
                    .bytes = answer.value("bytes", std::uint64_t{0}),
                    .gone = answer.value("gone", std::uint64_t{0})};
}

namespace {

Result<CacheKey> ask_for_key(const Context& context, const char* what, const fs::path& file) {
  PREBIND_TRY(path, find_remote_program(context.program, ""));
  PREBIND_TRY(program, RemoteProgram::start(context, path));
  PREBIND_TRY(answer, program.ask({{"key", {{what, file.string()}}}}));
  return CacheKey{.file = file, .public_key = answer.value("public", "")};
}

}  // namespace

Result<fs::path> own_key_file(const Context& context) {
  if (const auto named = context.environment.get_nonempty("PREBIND_REMOTE_KEY_FILE")) return *named;
  const fs::path directory = settings_directory(context.environment);
  if (directory.empty()) return fail("no folder is known for settings", "", "set HOME");
  return directory / kOwnKeyFile;
}

Result<CacheKey> new_cache_key(const Context& context, const fs::path& file) {
  const fs::path folder = file.parent_path();
  if (!folder.empty() && folder == settings_directory(context.environment)) {
    PREBIND_CHECK(make_directories(folder.parent_path()));
    PREBIND_CHECK(make_private_directory(folder));
  }
  return ask_for_key(context, "new", file);
}

Result<CacheKey> show_cache_key(const Context& context, const fs::path& file) {
  return ask_for_key(context, "show", file);
}

Result<bool> trust_cache_key(const Context& context, const std::string& key) {
  PREBIND_TRY(known, ask_for_key(context, "parse", key));
  return trust_key(context.environment, known.public_key);
}

}  // namespace prebind::engine
