#include "store/maintenance.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "fingerprint/hasher.h"
#include "util/file.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

/// A cleaning that nobody asked for does not wait for others.
constexpr std::chrono::milliseconds kCleaningPatience(100);

std::optional<Digest> digest_in_name(const File& file) {
  return Digest::from_hex(file.path.filename().string());
}

std::uint64_t sum(const std::vector<File>& files) {
  std::uint64_t bytes = 0;
  for (const File& file : files) bytes += file.size;
  return bytes;
}

Result<Action> read_action(const fs::path& path) {
  PREBIND_TRY(text, read_file(path));
  return decode_action(text);
}

Result<void> require(const Store& store, Store::Access access) {
  if (store.can(access)) return {};
  return fail(store.reason(), store.layout().root().string(),
              "set PREBIND_CACHE_DIR to a folder of your own");
}

tl::unexpected<Error> busy() {
  return fail("other processes use the cache all the time", "",
              "try again when no builds are running");
}

/// One cleaning, under the exclusive lock of the gate: nothing is published meanwhile, so whatever
/// no result refers to will never be referred to.
class Cleaning {
 public:
  Cleaning(const Layout& layout, const CleanOptions& options)
      : layout_(layout), options_(options) {}

  Result<Cleaned> run();

 private:
  struct Stored {
    File file;
    Action action;
  };

  /// By the file system's clock, in seconds.
  Result<std::int64_t> now() const;
  Result<std::vector<File>> count(const fs::path& directory);
  Result<void> collect();
  void remove_results(std::int64_t now);
  bool remove_result(const Stored& result);
  void remove_unused_lists(const std::vector<File>& lists);
  Result<void> remove_idle_locks() const;
  bool remove(const File& file);

  const Layout& layout_;
  const CleanOptions& options_;
  std::vector<Stored> results_;  ///< not used for longest first
  std::map<Digest, File> blobs_;
  std::map<Digest, int> references_;  ///< to blobs
  std::set<fs::path> lists_;          ///< that remaining results refer to
  Cleaned cleaned_;
};

Result<std::int64_t> Cleaning::now() const {
  PREBIND_TRY(file, TemporaryFile::in(layout_.temporary(), 0600, layout_.temporary()));
  struct stat data = {};
  if (::fstat(file.descriptor(), &data) != 0) {
    return fail(system_error("look at", layout_.temporary(), errno));
  }
  return data.st_mtim.tv_sec;
}

Result<std::vector<File>> Cleaning::count(const fs::path& directory) {
  PREBIND_TRY(files, files_below(directory));
  cleaned_.bytes += sum(files);
  return files;
}

bool Cleaning::remove(const File& file) {
  if (::unlink(file.path.c_str()) != 0) return false;
  cleaned_.freed += file.size;
  cleaned_.bytes -= file.size;
  return true;
}

Result<void> Cleaning::collect() {
  PREBIND_TRY(blobs, count(layout_.blobs()));
  for (File& file : blobs) {
    if (const auto digest = digest_in_name(file)) blobs_[*digest] = std::move(file);
  }
  // All of them, or no blob is removed: what an action that is not seen refers to looks unused.
  PREBIND_TRY(actions, count(layout_.actions()));
  for (File& file : actions) {
    PREBIND_TRY(text, read_file(file.path));
    auto action = decode_action(text);
    if (!action) {
      remove(file);
      continue;
    }
    for (const Output& output : action->outputs) ++references_[output.digest];
    results_.push_back({std::move(file), std::move(*action)});
  }
  std::ranges::sort(results_, {}, [](const Stored& result) { return order(result.file); });
  for (const auto& [digest, file] : blobs_) {
    if (!references_.contains(digest)) remove(file);
  }
  return {};
}

/// False if it is in use.
bool Cleaning::remove_result(const Stored& result) {
  // Who uses a result holds a shared lock of its file; who comes now finds it locked, or gone.
  const Descriptor file(::open(result.file.path.c_str(), O_RDWR | O_CLOEXEC));
  if (!file.is_open() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return false;
  if (!remove(result.file)) return false;
  for (const Output& output : result.action.outputs) {
    if (--references_[output.digest] > 0) continue;
    if (const auto blob = blobs_.find(output.digest); blob != blobs_.end()) remove(blob->second);
  }
  ++cleaned_.removed;
  return true;
}

void Cleaning::remove_results(std::int64_t now) {
  for (const Stored& result : results_) {
    const std::int64_t age = now - result.file.modified.tv_sec;
    const bool is_old = options_.max_age && age > options_.max_age->count();
    const bool is_too_much = options_.max_size && cleaned_.bytes > *options_.max_size;
    if (is_old || is_too_much) {
      if (remove_result(result)) continue;
      ++cleaned_.in_use;
    }
    if (result.action.request && result.action.list) {
      lists_.insert(layout_.lists(*result.action.request) / result.action.list->hex());
    }
  }
}

void Cleaning::remove_unused_lists(const std::vector<File>& lists) {
  for (const File& file : lists) {
    if (lists_.contains(file.path)) continue;
    remove(file);
    ::rmdir(file.path.parent_path().c_str());  // not empty while there is another list
  }
}

Result<void> Cleaning::remove_idle_locks() const {
  PREBIND_TRY(files, files_below(layout_.locks()));
  for (const File& file : files) {
    const auto lock = FileLock::try_lock(file.path);
    if (lock && *lock && still_names(file.path, (*lock)->descriptor())) {
      ::unlink(file.path.c_str());
    }
  }
  return {};
}

Result<Cleaned> Cleaning::run() {
  PREBIND_TRY(time, now());
  for (const fs::path& directory : {layout_.temporary(), layout_.bad()}) {
    PREBIND_TRY(files, count(directory));
    for (const File& file : files) remove(file);
  }
  PREBIND_TRY(lists, count(layout_.requests()));
  PREBIND_CHECK(collect());
  remove_results(time);
  remove_unused_lists(lists);
  PREBIND_CHECK(remove_idle_locks());
  return cleaned_;
}

Result<Cleaned> clean_within(const Store& store, const CleanOptions& options,
                             std::chrono::milliseconds patience) {
  PREBIND_CHECK(require(store, Store::Access::write));
  const Layout& layout = store.layout();
  PREBIND_TRY(gate, lock_within(layout.gate(), LockMode::exclusive, patience));
  if (!gate) return busy();
  PREBIND_TRY(cleaned, Cleaning(layout, options).run());
  update_statistics(layout, [&](Statistics& statistics) {
    statistics.removed += cleaned.removed;
    statistics.bytes = static_cast<std::int64_t>(cleaned.bytes);
  });
  return cleaned;
}

}  // namespace

Result<std::vector<Listed>> list(const Store& store) {
  PREBIND_CHECK(require(store, Store::Access::read));
  std::vector<Listed> listed;
  PREBIND_TRY(files, files_below(store.layout().actions()));
  std::ranges::sort(files, std::greater(), order);
  for (const File& file : files) {
    const auto key = digest_in_name(file);
    auto action = read_action(file.path);
    if (!key || !action) continue;
    const std::uint64_t size = action->size();
    listed.push_back({*key, std::move(*action), size, file.modified.tv_sec});
  }
  return listed;
}

Result<Size> size(const Store& store) {
  PREBIND_CHECK(require(store, Store::Access::read));
  const Layout& layout = store.layout();
  Size size;
  for (const fs::path& directory :
       {layout.actions(), layout.blobs(), layout.requests(), layout.temporary(), layout.bad()}) {
    PREBIND_TRY(files, files_below(directory));
    size.bytes += sum(files);
    if (directory == layout.actions()) size.results = files.size();
    if (directory == layout.blobs()) size.blobs = files.size();
    if (directory == layout.bad()) size.bad_bytes = sum(files);
  }
  return size;
}

namespace {

/// Whether all blobs of a result are there.
bool is_complete(const Layout& layout, const Action& action) {
  return std::ranges::all_of(action.outputs, [&](const Output& output) {
    return ::access(layout.blob(output.digest).c_str(), F_OK) == 0;
  });
}

void verify_file(const Store& store, const File& file, bool is_good, Verified& verified) {
  if (is_good) return;
  const Descriptor open(::open(file.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!open.is_open()) return;  // removed meanwhile
  ++verified.damaged;
  store.set_aside(file.path, open.get());
}

}  // namespace

Result<Verified> verify(const Store& store) {
  PREBIND_CHECK(require(store, Store::Access::read));
  const Layout& layout = store.layout();
  PREBIND_TRY(blobs, files_below(layout.blobs()));
  PREBIND_TRY(actions, files_below(layout.actions()));
  Verified verified = {.results = actions.size(), .blobs = blobs.size()};
  for (const File& file : blobs) {
    const auto hashed = hash_file(fingerprint::RealFileSystem(), file.path.string());
    const bool is_good = hashed && *hashed && (*hashed)->digest == digest_in_name(file);
    verify_file(store, file, is_good, verified);
  }
  for (const File& file : actions) {
    verify_file(store, file, read_action(file.path).has_value(), verified);
  }
  if (!store.can(Store::Access::write)) return verified;

  // Nothing is published meanwhile, so what misses a file now was not just about to get it.
  PREBIND_TRY(gate, lock_within(layout.gate(), LockMode::exclusive, store.options().patience));
  if (!gate) return busy();
  for (const File& file : actions) {
    const auto action = read_action(file.path);
    if (!action || is_complete(layout, *action)) continue;
    if (::unlink(file.path.c_str()) == 0) ++verified.incomplete;
  }
  return verified;
}

Result<Cleaned> clean(const Store& store, const CleanOptions& options) {
  return clean_within(store, options, store.options().patience);
}

Result<Cleaned> clear(const Store& store) {
  PREBIND_TRY(cleaned, clean(store, {.max_size = 0}));
  update_statistics(store.layout(),
                    [](Statistics& statistics) { statistics = {.bytes = statistics.bytes}; });
  return cleaned;
}

void clean_if_too_large(const Store& store, const Statistics& statistics) {
  constexpr double kFilledAfterwards = 0.8;
  const std::uint64_t most = store.options().max_size;
  if (most == 0 || statistics.bytes <= static_cast<std::int64_t>(most)) return;
  const auto limit = static_cast<std::uint64_t>(kFilledAfterwards * static_cast<double>(most));
  (void)clean_within(store, {.max_size = limit}, kCleaningPatience);
}

}  // namespace prebind::store
