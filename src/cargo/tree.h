#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prebind::cargo {

/// How cargo reads a directory.
enum class Reading : std::uint8_t {
  /// That of a `rerun-if-changed`: all that is in it. Symbolic links are followed; hidden entries,
  /// `target`, other packages and empty directories count.
  everything,
  /// That of a package whose build script does not say what it reads: without other packages and
  /// the `target` at its top. Hidden entries count in a git repository and under `package.include`.
  /// What git or `exclude` would leave out counts here too, and empty directories: more than cargo
  /// reads, never less.
  package,
};

/// Something below a directory.
struct TreeEntry {
  std::filesystem::path path;  ///< below the directory as it was named; links are not resolved
  char type = 'f';             ///< `f`ile, `d`irectory, or `o`: neither, or nothing is there
  std::string link = {};       ///< where it points, if it is a symbolic link
};

/// All of it, sorted by path; of a path that is no directory: nothing. Cargo's target directory is
/// never part of it, under whichever name. Directories that cannot be read have nothing in them.
std::vector<TreeEntry> read_tree(const std::filesystem::path& directory, Reading reading,
                                 const std::filesystem::path& target_directory);

/// The regular files in there.
std::vector<std::filesystem::path> files_in(const std::vector<TreeEntry>& tree);

}  // namespace prebind::cargo
