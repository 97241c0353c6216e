#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/build/build.h"
#include "engine/cache/team_cache.h"
#include "engine/context.h"
#include "engine/diagnostic.h"

namespace prebind::engine {

/// An input that is not what it was, for people.
struct InputChange {
  std::string input;   ///< `src/lib.rs`, or the name of a variable or setting
  std::string before;  ///< of a file the digest; empty: there was none
  std::string after;
  std::string text;  ///< all of it in one line
};

struct CheckedBuild {
  BuildReport report;  ///< of the last build
  std::vector<InputChange> changes;
  bool is_fresh() const { return changes.empty(); }
};

/// Whether `prebind build` would have anything to do for the modules that were made of a crate.
struct CheckReport {
  std::filesystem::path crate;
  std::vector<CheckedBuild> builds;  ///< empty: none is known, so there is something to do

  bool is_fresh() const;
};

struct CheckOptions {
  std::filesystem::path crate;  ///< its folder or Cargo.toml, or one module that was made of one
  bool paranoid = false;
};

/// Starts no program and changes nothing but the memory of time stamps.
tl::expected<CheckReport, Failure> check(const Context& context, const CheckOptions& options);

/// An input as a build saw it.
struct ExplainedInput {
  std::string role, name;
  std::string content;  ///< digest of a file, text of a value; empty: absent
  std::string path;     ///< of a file, where it lies now; else empty
};

struct ExplainedBuild {
  CheckedBuild checked;
  std::string key;            ///< in the store; empty if it is not there
  std::int64_t finished = 0;  ///< seconds since 1970
  std::vector<ExplainedInput> inputs;

  /// If it is not fresh: whether the store has what would be built now.
  bool is_stored = false;
  RemoteAnswer remote = {};  ///< if it has not: what the team's cache says
  std::string miss = {};     ///< if not: why
  /// The stored build that differs least, and in what.
  std::string nearest_key = {};
  std::int64_t nearest_created = 0;
  std::vector<InputChange> nearest_changes = {};
};

struct Explanation {
  std::filesystem::path crate;
  std::vector<ExplainedBuild> builds;
};

/// What the last builds of a crate were made from and where their results came from; what has
/// changed since, and what the next build would find.
tl::expected<Explanation, Failure> explain(const Context& context, const CheckOptions& options);

}  // namespace prebind::engine
