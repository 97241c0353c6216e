#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/context.h"
#include "engine/diagnostic.h"

namespace prebind::engine {

struct ArchiveOptions {
  std::filesystem::path crate;             ///< its folder, or its Cargo.toml
  std::vector<std::string> variants = {};  ///< empty: all that the manifest declares
  bool check = false;                      ///< compare only, write nothing
  /// Features of the crate to switch on; archives of others stay as they are. Empty: the sets that
  /// the manifest declares, or all features.
  std::vector<std::string> features = {};
  bool locked = false;
  bool offline = false;
};

struct ArchiveRow {
  std::string name;
  std::string variant;
  std::size_t size = 0;                 ///< of the archive, in bytes
  std::chrono::microseconds time = {};  ///< to make it
};

struct ArchiveReport {
  std::string package, version;
  std::vector<ArchiveRow> archives = {};  ///< by name, then by variant
  /// What was not as it should be: files, relative to the package's folder or, in a package of its
  /// own, absolute. Without `check`, these were corrected.
  std::vector<std::string> missing = {}, different = {}, unwanted = {};

  /// Of the different ones, what those are that are no archives at all.
  std::map<std::string, std::string> damaged = {};

  bool is_fresh() const { return missing.empty() && different.empty() && unwanted.empty(); }
};

/// Makes all archives of a crate again, in all variants: lets rustc expand the crate's macros for
/// each target, so that what `cfg` leaves out there is left out here, assembles in parallel, and
/// replaces the whole set in one step. Archives that no macro asks for are removed. With `check`
/// the set is compared with what is there, byte for byte.
///
/// For a target whose standard library is not installed, one of the same architecture stands in.
/// Errors: none is installed; rustc or the assembler found something; two archives of one name.
tl::expected<ArchiveReport, Failure> archive(const Context& context, const ArchiveOptions& options);

}  // namespace prebind::engine
