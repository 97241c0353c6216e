#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include "store/remote.h"

namespace prebind::remote {

/// For tests: a server in memory, that can be wrong in many ways.
class FakeRemote : public store::Remote {
 public:
  using Digest = store::Digest;

  std::map<Digest, std::string> actions, contents;
  std::optional<Error> failure = {};   ///< of all that follows
  std::size_t fails_after = SIZE_MAX;  ///< calls
  std::size_t calls = 0;

  Result<std::vector<std::optional<std::string>>> get_actions(
      const std::vector<Digest>& keys) override {
    if (is_down()) return fail(*failure);
    std::vector<std::optional<std::string>> values;
    for (const Digest& key : keys) {
      const auto found = actions.find(key);
      values.push_back(found == actions.end() ? std::nullopt : std::optional(found->second));
    }
    return values;
  }
  Result<void> put_action(const Digest& key, std::string_view value) override {
    if (is_down()) return fail(*failure);
    actions[key] = value;
    return {};
  }
  Result<std::vector<bool>> get_blobs(const std::vector<store::RemoteSink>& sinks) override {
    if (is_down()) return fail(*failure);
    std::vector<bool> whole;
    for (const store::RemoteSink& sink : sinks) {
      const auto found = contents.find(sink.blob.digest);
      bool is_taken = found != contents.end();
      constexpr std::size_t kPiece = 5;
      for (std::size_t at = 0; is_taken && at < found->second.size(); at += kPiece) {
        is_taken = sink.take(found->second.substr(at, kPiece));
      }
      whole.push_back(is_taken);
    }
    return whole;
  }
  Result<std::vector<store::RemoteBlob>> missing(
      const std::vector<store::RemoteBlob>& blobs) override {
    if (is_down()) return fail(*failure);
    std::vector<store::RemoteBlob> absent;
    for (const store::RemoteBlob& blob : blobs) {
      if (!contents.contains(blob.digest)) absent.push_back(blob);
    }
    return absent;
  }
  Result<void> put_blobs(const std::vector<store::RemoteSource>& sources) override {
    if (is_down()) return fail(*failure);
    for (const store::RemoteSource& source : sources) {
      std::string content = source.content;
      if (source.file >= 0) {
        content.resize(source.blob.size);
        if (::pread(source.file, content.data(), content.size(), 0) < 0) content.clear();
      }
      contents[source.blob.digest] = content;
    }
    return {};
  }

 private:
  bool is_down() { return failure && calls++ >= fails_after; }
};

}  // namespace prebind::remote
