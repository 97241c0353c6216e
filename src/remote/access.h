#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "remote/authorities.h"

namespace prebind::remote {

/// How a server is reached, and how we prove who we are.
struct Access {
  std::string url;                                   ///< http://, https://, grpc:// or grpcs://
  std::vector<std::string> headers = {};             ///< "Name: value", that say who we are
  std::filesystem::path certificate = {}, key = {};  ///< of ours, in PEM
  std::filesystem::path authority = {};  ///< whose certificates of servers count, in PEM
  Authorities authorities = {};          ///< of this system: they count where `authority` is empty
};

/// A server that connects later, or says nothing for so long, is in the way.
inline constexpr std::chrono::milliseconds kMostConnecting(1000);
inline constexpr std::chrono::seconds kMostIdle(3);
/// One that sends less, for as long, is as good as silent: bytes a second.
inline constexpr long kLeastSpeed = 64L << 10;
/// Whatever it sends meanwhile: for an entry, and for a file. Building takes less.
inline constexpr std::chrono::milliseconds kMostEntryTime = std::chrono::seconds(10);
inline constexpr std::chrono::milliseconds kMostTime = std::chrono::minutes(2);

}  // namespace prebind::remote
