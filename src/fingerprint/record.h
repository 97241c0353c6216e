#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fingerprint/input.h"
#include "util/result.h"

namespace prebind::fingerprint {

/// What one build depended on, as it is kept between builds, and what its caller wants to remember
/// with it (`notes`: name and text, in the caller's order).
///
/// On disk it is a sequence of fields in little-endian binary with a SHA-256 over all of it
/// (docs/formats/fingerprint.md). JSON was rejected: it cannot hold paths that are not UTF-8, and
/// parsing it takes longer than all stat calls of a check. A log that is appended to, as ninja has,
/// was rejected: a build replaces all of its record, and writing it whole takes 0.1 ms.
struct Record {
  std::vector<Input> inputs = {};
  std::vector<std::pair<std::string, std::string>> notes = {};

  /// The text of a note, empty if there is none.
  std::string_view note(std::string_view name) const;
};

/// The version of the format. A record of any other version is as good as none.
inline constexpr char kRecordVersion = '1';

std::string encode(const Record& record);

/// Damaged bytes and those of another version are an error that says so.
Result<Record> decode(std::string_view bytes);

/// The record in a file. If there is none, or it cannot be used, the error's message is the reason
/// why nothing is known of an earlier build.
Result<Record> load_record(const std::filesystem::path& path);

/// Replaces the file in one step. Only its owner can read it: it holds the values of environment
/// variables.
Result<void> save_record(const Record& record, const std::filesystem::path& path);

/// Names of inputs without their content, for lists that are kept apart from any one build. Equal
/// sets of names, in any order, give equal bytes.
std::string encode_names(std::vector<InputName> names);
Result<std::vector<InputName>> decode_names(std::string_view bytes);

}  // namespace prebind::fingerprint
