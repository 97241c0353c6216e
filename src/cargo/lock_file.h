#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace prebind::cargo {

/// Which packages depend on which, as `Cargo.lock` says: by names, for all versions of a name and
/// all features together.
class LockFile {
 public:
  explicit LockFile(std::string_view text);

  /// The package and all that it depends on, directly or not.
  std::set<std::string> with_dependencies(const std::string& name) const;

 private:
  std::map<std::string, std::set<std::string>, std::less<>> dependencies_;
};

}  // namespace prebind::cargo
