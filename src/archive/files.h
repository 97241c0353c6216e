#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "util/result.h"

namespace prebind::archive {

/// What an archive is called, in the package that has it.
struct Name {
  std::string package;
  std::string version;
  std::string name;

  std::string library_file() const;  ///< `lib<package>.<version>.<name>.a`
  std::string source_file() const;   ///< `<name>.s`
};

/// The package whose archive of that name a file is, if it is one. Versions and names may have
/// dots, packages have none.
std::optional<std::string_view> package_of(std::string_view file, std::string_view name);

/// Several packages can have their archives in one folder, but only one text can be called
/// `<name>.s` there. An error if it is another package's, and not the same.
Result<void> check_text_owner(const std::filesystem::path& directory, std::string_view package,
                              std::string_view name, std::string_view text);

/// What a file is that should be an archive and is none, after its name: `is empty`. Nothing if it
/// is one. The macro tells the same apart, in rust/prebind/src/archive/library.rs.
std::string damage_of(std::string_view bytes);

/// Writes an archive, and after it the text that it was made from: who finds that text finds that
/// archive. Each file is replaced in one step; one that has the content already stays untouched.
/// Nothing is written over the text of another package.
Result<void> write(const std::filesystem::path& directory, const Name& name, std::string_view bytes,
                   std::string_view text);

}  // namespace prebind::archive
