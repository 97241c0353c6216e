#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fingerprint/digest.h"
#include "util/result.h"

namespace prebind::store {

using fingerprint::Digest;

/// Content on a server, named as the servers name it.
struct RemoteBlob {
  Digest digest;
  std::uint64_t size = 0;

  bool operator==(const RemoteBlob&) const = default;
};

/// Takes a blob as it comes. The bytes are not verified: whoever asked for them does that, piece by
/// piece, and says no as soon as they cannot be what was asked for.
struct RemoteSink {
  RemoteBlob blob;
  std::function<bool(std::string_view piece)> take;  ///< false: stop, it is not what was asked for
};

/// Content to be sent: in memory, or a file that is open for reading.
struct RemoteSource {
  RemoteBlob blob;
  std::string content = {};
  int file = -1;
};

/// A cache on a server: values under keys, which can be replaced (the Remote Execution API calls
/// them the action cache), and content named by its SHA-256. It knows nothing of what they mean.
/// Everything goes in batches, for servers that answer several questions at once.
///
/// An Error means that the server is of no use now: it does not answer, or refuses. That it does
/// not have something is no error. Waiting is bounded by the implementation, and ends at once when
/// the process is asked to end. One thread at a time.
class Remote {
 public:
  virtual ~Remote() = default;

  /// The value of each key, in their order; nothing where the server has none.
  virtual Result<std::vector<std::optional<std::string>>> get_actions(
      const std::vector<Digest>& keys) = 0;
  virtual Result<void> put_action(const Digest& key, std::string_view value) = 0;

  /// Hands each blob to its sink. For each in their order: whether all of it came.
  virtual Result<std::vector<bool>> get_blobs(const std::vector<RemoteSink>& sinks) = 0;
  /// Those of the blobs that the server does not have.
  virtual Result<std::vector<RemoteBlob>> missing(const std::vector<RemoteBlob>& blobs) = 0;
  virtual Result<void> put_blobs(const std::vector<RemoteSource>& sources) = 0;
};

}  // namespace prebind::store
