#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/files.h"
#include "expand/expander.h"
#include "util/descriptor.h"
#include "util/result.h"

namespace prebind::engine {

/// An archive that a macro asks for.
struct GatheredArchive {
  archive::Name name;
  std::string text;
};
using GatheredArchivePointer = std::shared_ptr<const GatheredArchive>;

/// Reads the folder in which macros leave what archives they ask for, while compilers still write
/// there (docs/formats/expansion-protocol.md, "Archives"). Each archive is found once, although
/// several compilers may ask for it: for the library and the tests of a crate, for example.
class GatheredArchives {
 public:
  /// What macros in other packages leave there, or in another version of this one, does not count.
  GatheredArchives(std::filesystem::path directory, expand::CrateName crate);

  /// What came since the last time.
  Result<std::vector<GatheredArchivePointer>> read_more();

  /// All that was read, by name, when no compiler writes any more. Errors: two texts have one name;
  /// a request is cut off.
  Result<std::vector<GatheredArchivePointer>> all() const;

 private:
  struct Source {
    Descriptor file = {};
    std::string unread = {};
    bool has_greeting = false;
    bool is_ours = false;
  };
  struct ByName {
    bool operator()(const GatheredArchivePointer& one, const GatheredArchivePointer& other) const;
  };

  Result<void> find_sources();
  Result<void> read(const std::filesystem::path& path, Source& source);
  Result<void> take(std::string_view frame, Source& source);

  std::filesystem::path directory_;
  expand::CrateName crate_;
  std::map<std::filesystem::path, Source> sources_;
  std::set<GatheredArchivePointer, ByName> archives_;
  std::vector<GatheredArchivePointer> new_;
};

}  // namespace prebind::engine
