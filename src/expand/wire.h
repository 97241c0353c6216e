#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expand/archive_request.h"
#include "expand/expander.h"
#include "expand/operations.h"
#include "expand/tokens.h"
#include "util/result.h"

namespace prebind::expand {

/// Encoding and decoding of what docs/formats/expansion-protocol.md describes. Frames are without
/// their length here. Decoding checks every length and every bracket: bytes from outside are never
/// trusted.
inline constexpr std::uint32_t kProtocolVersion = 4;
inline constexpr std::string_view kProtocolMagic = "prebind-expand";
inline constexpr std::uint32_t kLongestFrame = 256U << 20U;

struct Hello {
  std::uint32_t version = kProtocolVersion;
  std::string crate = {};
  std::string package = {};
  std::string package_version = {};
};

Result<Hello> decode_hello(std::string_view frame);
std::string encode_hello(const Hello& hello);

/// For a macro that speaks another version than this.
Error other_version(std::uint32_t version);

/// `error` empty: go on.
std::string encode_hello_answer(std::string_view error);

Result<Tokens> decode_request(std::string_view frame);
std::string encode_request(const Tokens& tokens);

/// Whether a request is for an archive; else it is for an item, or damaged.
bool is_archive_request(std::string_view frame);
Result<ArchiveRequest> decode_archive_request(std::string_view frame);
std::string encode_archive_request(const ArchiveRequest& request);

/// Diagnostics if there are any, else the operations of the glue.
std::string encode_answer(const Expansion& expansion);

}  // namespace prebind::expand
