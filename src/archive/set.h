#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind::archive {

/// All archives that a package is to have in one folder, and what to do about others there.
struct Set {
  std::filesystem::path root;  ///< `…/archives`
  std::string package;         ///< whose archives these are; a folder can hold those of several
  std::string version;         ///< of the package
  /// Contents by file name, by variant; they are not copied. Variants that are not named are left
  /// as they are.
  std::map<std::string, std::map<std::string, std::string_view>> variants;
  /// Variants that are not named lose their archives.
  bool is_complete = false;
  /// Archives with other names stay, even if the set has none of that name.
  bool keeps_others = false;
};

/// What is not as it should be, as paths below the root, in order.
struct Difference {
  std::vector<std::string> missing;
  std::vector<std::string> different;
  std::vector<std::string> unwanted;
  /// Of the different ones, what those are that are no archives at all: `is empty`.
  std::map<std::string, std::string> damaged;

  bool empty() const { return missing.empty() && different.empty() && unwanted.empty(); }
};

/// An error if a text is in the way of another package's (see check_text_owner).
Result<Difference> compare(const Set& set);

/// Makes the folder as the set says. A new folder is prepared beside it and takes its place in one
/// step: whatever happens, there is the old set or the new one. Files that do not change are the
/// same files, with their times, and so are folders in which nothing changes: builds that watch
/// them do not run again. What is not an archive of the package is kept.
Result<void> replace(const Set& set, const Difference& difference);

}  // namespace prebind::archive
