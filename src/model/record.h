#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/model.h"
#include "util/result.h"

namespace prebind::model {

inline constexpr std::string_view kRecordMagic = "prebind-record-7";
inline constexpr std::string_view kRecordSymbolPrefix = "PREBIND_RECORD_";
/// What the symbols of answers begin with (library_reader.h).
inline constexpr std::string_view kQuestionSymbolPrefix = "PREBIND_QUESTION_";
inline constexpr std::string_view kUnknownTypeId = "----------------";

/// How deep the types in an item are nested at most.
inline constexpr int kDeepestType = 32;

/// How deep modules are nested at most, the crate among them.
inline constexpr std::size_t kDeepestModule = 64;

/// The JSON of an item, as a record holds it (docs/formats/records.md). One line, members in a
/// fixed order.
std::string to_json(const Item& item);

/// Numbers the expressions in the docs of an item and of its parts. Returns their sources in that
/// order.
std::vector<std::string> number_expressions(Item& item);

/// The item. `texts` are what rustc made of the expressions in docs. A member that this version
/// does not know is an error, for it could change the meaning of the others.
Result<Item> item_from_json(std::string_view text, const std::vector<std::string_view>& texts = {});

/// A record from its bytes; what follows the record's end is ignored. Never crashes on hostile
/// bytes: every length, index, name and nesting depth is checked.
Result<Record> parse_record(std::span<const unsigned char> bytes);

/// What is known of a record of an older or newer version: its version, and for the record of a
/// crate its name. Nothing for a record of this version, or for bytes that are not a record.
struct OtherVersion {
  char version = 0;
  std::string crate = {};
};
std::optional<OtherVersion> other_version(std::span<const unsigned char> bytes);

/// The bytes of a record, for tests and for tools that write libraries of their own.
std::string record_bytes(const Record& record);

}  // namespace prebind::model
