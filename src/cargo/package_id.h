#pragma once

#include <string>
#include <string_view>

namespace prebind::cargo {

/// What an id in cargo's messages says of a package.
struct PackageId {
  std::string name;
  std::string version;
  std::string source;  ///< "path+file:///w/geo", "registry+https://…", "git+https://…"

  /// From a path, not from a registry or repository.
  bool is_local() const;
  /// From crates.io, whose packages never change.
  bool is_from_crates_io() const;
  /// For people: the path of a local package, else the source.
  std::string_view origin() const;
};

/// "path+file:///w/geometry#1.2.3", "path+file:///w/geo#geometry@1.2.3", and before cargo 1.77
/// "geometry 1.2.3 (path+file:///w/geo)".
PackageId parse_package_id(std::string_view id);

}  // namespace prebind::cargo
