#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fingerprint/digest.h"
#include "util/result.h"

namespace prebind::store {

using fingerprint::Digest;

/// One file that a build made.
struct Output {
  std::string name;  ///< what it is to the caller: `library`, `interface`
  std::string file;  ///< the file name that it had
  Digest digest;
  std::uint64_t size = 0;
  bool is_executable = false;

  bool operator==(const Output&) const = default;
};

/// The result of a build: which outputs it made, and what a person wants to know about it. Kept
/// under the build's key, as one line with a checksum and then JSON (docs/formats/store.md).
/// Members that a later engine adds are ignored by an earlier one.
struct Action {
  std::string crate = {}, version = {}, profile = {}, target = {};
  std::string engine = {};   ///< version of the engine that built it
  std::int64_t created = 0;  ///< seconds since 1970, by the wall clock; for people only
  double seconds = 0;        ///< how long building took
  std::vector<Output> outputs = {};
  std::map<std::string, std::string> notes = {};  ///< the caller's

  /// Under which request, and by which list of inputs, it is found (`Store::input_lists`).
  std::optional<Digest> request = {}, list = {};

  const Output* output(std::string_view name) const;
  /// Of all outputs.
  std::uint64_t size() const;

  bool operator==(const Action&) const = default;
};

std::string encode(const Action& action);
Result<Action> decode_action(std::string_view text);

}  // namespace prebind::store
