#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "util/result.h"

namespace prebind::capi {

/// The options of one call. Each is taken by name; the first problem is kept, and told at the end.
class Options {
 public:
  /// A JSON object; null is an empty one.
  explicit Options(const char* text);

  void take(const char* name, bool& value);
  void take(const char* name, std::string& value);
  void take(const char* name, std::filesystem::path& value);
  void take(const char* name, std::vector<std::string>& value);
  void take(const char* name, std::vector<std::filesystem::path>& value);

  /// Notes that this option has to be there, and not empty.
  void require(const char* name);

  /// What is wrong with them, if anything: also an option that nobody has asked for.
  std::optional<Error> problem() const;

 private:
  const nlohmann::json* find(const char* name);
  void refuse(const char* name, std::string_view kind);

  nlohmann::json object_;
  std::vector<std::string> names_;  ///< that were asked for
  std::optional<Error> problem_;
};

}  // namespace prebind::capi
