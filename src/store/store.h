#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/action.h"
#include "store/disk.h"
#include "store/statistics.h"
#include "store/upstream.h"

namespace prebind::store {

struct Options {
  std::filesystem::path root = {};  ///< empty: nobody knows a place, so there is no store
  /// Cleaning starts by itself when the store has grown beyond this many bytes; 0: never.
  std::uint64_t max_size = std::uint64_t{5} << 30;
  /// How long publishing waits for a cleaning to end, which takes a second at most, and cleaning
  /// for those who publish. Then it is given up.
  std::chrono::milliseconds patience = std::chrono::seconds(30);
  /// Told at most once, in one line without a full stop, why the store cannot be used, or only
  /// read.
  std::function<void(const std::string& line)> on_notice = {};
  /// Where those who miss a result may look further (`Upstream`); none: nowhere.
  std::shared_ptr<Upstream> upstream = {};
};

/// Why a lookup found nothing.
enum class Miss {
  no_store,    ///< it cannot be used; `on_notice` was told why
  not_stored,  ///< nothing is known under this key
  incomplete,  ///< a file of the result is gone
  damaged,     ///< the result, or a file of it, is not what was stored; it was set aside
};
/// One word for statistics: "not-stored".
std::string_view name(Miss miss);

/// A result in the store. While this lives, cleaning leaves it alone, and its files can be read
/// whatever happens to the store. The Store must outlive it.
class Entry {
 public:
  const Action& action() const { return action_; }

  /// Copies an output out, verified, and makes it appear in one step; never a hard link, which a
  /// program that writes in place would follow into the store. A destination that has the content
  /// already stays untouched. False if the stored file turned out damaged: it was set aside, and
  /// the result has to be built. An error is one of the destination.
  Result<bool> copy(const Output& output, const std::filesystem::path& destination) const;

  /// The verified content of an output, for small ones. Nothing if it turned out damaged.
  std::optional<std::string> read(const Output& output) const;

  /// Its open file, at the beginning, after all of it was verified. Nothing if it is damaged.
  std::optional<int> verified(const Output& output) const;

 private:
  friend class Store;
  Entry(const class Store& store, Action action, Descriptor pin, std::vector<Descriptor> files)
      : store_(&store),
        action_(std::move(action)),
        pin_(std::move(pin)),
        files_(std::move(files)) {}
  int file_of(const Output& output) const;

  const class Store* store_;
  Action action_;
  Descriptor pin_;                 ///< of the action's file, with a shared lock
  std::vector<Descriptor> files_;  ///< of each output
};

/// Held by who builds for a key. Others wait until it is gone, or its process is.
class BuildLock {
 public:
  bool is_held() const { return lock_.has_value(); }
  void release() { lock_.reset(); }

 private:
  friend class Store;
  std::optional<FileLock> lock_;
};

/// A file to be stored: its content, or the path where that is.
struct NewOutput {
  std::string name, file;  ///< as in `Output`
  std::filesystem::path path = {};
  std::string content = {};
  bool is_executable = false;
};

/// By which list of inputs a result can be found again; see `Store::input_lists`.
struct InputList {
  Digest request;
  std::string names;
};

/// A content-addressed store that any number of processes share without a server: the outputs of
/// builds as blobs, named by their SHA-256, and apart from them which outputs belong to which key.
/// Nothing in it is ever needed: whatever is wrong with it, a lookup misses, publishing does
/// nothing, and `on_notice` is told. It may be used by several threads.
class Store {
 public:
  explicit Store(Options options);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  tl::expected<Entry, Miss> find(const Digest& key) const;

  /// Which files a build reads is known only when it is done. So results are found in two steps:
  /// `request` is the key of what is known before; under it lie the lists of inputs, as published,
  /// that builds of this request turned out to have, last used first. Who takes a list and computes
  /// the key of what these inputs hold now can look that up.
  std::vector<std::string> input_lists(const Digest& request) const;

  /// Makes this process the only one that builds for `key`. If another one does, `waiting` gets a
  /// line for people, and this waits; look again for the result then. The lock is not held if the
  /// store cannot be written to. Only an interruption (see `FileLock::wait`) is an error.
  Result<BuildLock> lock(const Digest& key,
                         const std::function<void(const std::string& line)>& waiting = {},
                         int interrupt = -1) const;

  /// Stores a result with its files; `action`'s outputs, request and list are filled in from the
  /// other arguments. The result can be found when all of it is there. True if it was stored.
  bool publish(const Digest& key, Action action, const std::vector<NewOutput>& outputs,
               const InputList* list = nullptr) const;

  void count_hit(const Action& action) const;
  /// `reason` is a word or several, for people.
  void count_miss(std::string_view reason) const;

  /// What cannot be done with the store, and why, in words; empty if nothing.
  std::string reason() const;
  const Layout& layout() const { return layout_; }
  const Options& options() const { return options_; }

  enum class Access { none, read, write };
  /// Whether so much can be done. Asking for writing creates the store.
  bool can(Access access) const;

  /// Moves a damaged file out of the way, if `path` still names the file that is open as `file`.
  void set_aside(const std::filesystem::path& path, int file) const;

 private:
  void inspect();
  bool allows(Access access) const;  ///< as `can`; if not, `on_notice` is told
  void tell(const std::string& line) const;
  Result<void> create() const;
  void restrict_to(Access access, std::string reason) const;
  Result<std::uint64_t> store_output(const NewOutput& output, Action& action) const;
  Result<std::uint64_t> store_list(const InputList& list, Action& action) const;
  Result<std::uint64_t> store_all(const Digest& key, Action action,
                                  const std::vector<NewOutput>& outputs,
                                  const InputList* list) const;

  const Options options_;
  const Layout layout_;
  mutable std::mutex mutex_;  ///< of the three members below
  mutable Access access_ = Access::write;
  mutable std::string reason_;
  mutable bool is_created_ = false;
  mutable std::atomic<bool> is_told_ = false;
};

}  // namespace prebind::store
