#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/context.h"

namespace prebind::engine {

/// One thing that Prebind works with.
struct Finding {
  std::string name;                 ///< "cargo"
  bool found = false;               ///< it is there and will do
  bool required = false;            ///< `prebind build` needs it
  std::string version = {};         ///< or, for the targets, their list
  std::filesystem::path path = {};  ///< where it lies
  std::string problem = {};         ///< why it will not do
  std::string help = {};            ///< what to do about it
};

struct Diagnosis {
  std::vector<Finding> findings;

  /// Whether nothing is missing that `prebind build` needs.
  bool can_build() const;
};

/// Looks for what Prebind works with: itself, its macro crate, cargo, rustc, their targets, a
/// linker, and Julia.
Diagnosis diagnose(const Context& context);

}  // namespace prebind::engine
