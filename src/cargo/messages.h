#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "cargo/build.h"
#include "cargo/package.h"

namespace prebind::cargo {

/// Takes from cargo's messages what it built.
class Messages {
 public:
  explicit Messages(const Package& package) : package_(package) {}

  /// False if the line is not one of cargo's messages: what a macro or a wrapper of rustc prints
  /// comes this way too.
  bool add(std::string_view line);

  const Built& built() const { return built_; }

 private:
  void add_artifact(const nlohmann::json& message);
  void add_script(const nlohmann::json& message);

  const Package& package_;
  Built built_;
  std::map<std::string, std::filesystem::path> directories_;  ///< of packages, by their ids
};

}  // namespace prebind::cargo
