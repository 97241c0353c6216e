#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "remote/action_result.h"
#include "store/remote.h"
#include "store/store.h"

/// Moves results between a store and a server, whatever transport leads there.
namespace prebind::remote {

/// Whose entries are taken.
struct Trust {
  bool anyone = false;  ///< also entries without a signature
  std::vector<PublicKey> keys = {};
};

struct ExchangeOptions {
  Trust trust = {};
  const SecretKey* secret = nullptr;  ///< with which entries are signed; none: they are not
  /// Told while something is downloaded: bytes that came, and all that are to come.
  std::function<void(std::uint64_t came, std::uint64_t all)> on_progress = {};
  std::uint64_t most_bytes = std::uint64_t{4} << 30;  ///< of one result; larger ones are a miss
};

/// What came of asking the server.
struct Fetched {
  std::optional<Digest> key = {};  ///< of the result that is in the store now
  std::size_t lists = 0;           ///< new lists of inputs
  std::uint64_t bytes = 0;         ///< that came
  /// Entries that were not taken: how many, by reason ("not signed").
  std::map<std::string, std::uint64_t> refused = {};
};

struct Pushed {
  std::uint64_t results = 0;  ///< that are on the server now
  std::uint64_t bytes = 0;    ///< that were sent
  std::uint64_t gone = 0;     ///< were waiting, and are not in the store any more
};

class Exchange {
 public:
  /// All of them must outlive it.
  Exchange(store::Remote& remote, const store::Store& store, ExchangeOptions options)
      : remote_(remote), store_(store), options_(std::move(options)) {}

  /// Brings the first of these results that the server has and that can be trusted into the store.
  /// Error: the server is of no use, or the store cannot take it.
  Result<Fetched> fetch(const std::vector<Digest>& keys);
  Result<Fetched> fetch_lists(const Digest& request);
  /// What `fetch` would find; no file of it is fetched.
  Result<Fetched> find(const std::vector<Digest>& keys);

  /// Sends what waits in the store's queue, until that is empty or the time is over.
  Result<Pushed> push_queue(std::chrono::seconds time);
  /// Sends one result, with its list; false if it is not in the store (any more).
  Result<bool> push(const Digest& key, Pushed& pushed);

 private:
  struct Incoming;
  static bool is_gone(const Incoming& file, bool whole);

  std::optional<RemoteEntry> accept(EntryKind kind, const Digest& key,
                                    const std::optional<std::string>& bytes, Fetched& fetched);
  Result<bool> download(const Digest& key, const RemoteEntry& entry, Fetched& fetched);
  Result<bool> take(const Digest& key, std::vector<Incoming>& files, Fetched& fetched);
  Result<void> put_entry(EntryKind kind, const Digest& key, RemoteEntry entry);
  Result<std::uint64_t> put_missing(const std::vector<store::RemoteSource>& sources);
  Result<void> push_list(const Digest& request, const std::string& list, Pushed& pushed);

  store::Remote& remote_;
  const store::Store& store_;
  const ExchangeOptions options_;
};

}  // namespace prebind::remote
