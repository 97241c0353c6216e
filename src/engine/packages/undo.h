#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "util/result.h"

namespace prebind::engine {

/// Takes back what a command has written, unless all of it went well.
class Undo {
 public:
  Undo() = default;
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() { restore(); }

  /// A file that will change, or appear. It gets its content of now back.
  Result<void> remember(const std::filesystem::path& file);

  /// A folder or file that will be made, perhaps with folders above it. Nothing if it is there.
  void will_make(const std::filesystem::path& path);

  /// All went well.
  void keep();

  /// Takes it back now. Returns what could not be taken back.
  std::vector<Error> restore();

 private:
  struct Before {
    std::string content;
    std::filesystem::perms permissions;
  };
  std::map<std::filesystem::path, std::optional<Before>> files_;
  std::vector<std::filesystem::path> made_;     ///< with all that is in it
  std::vector<std::filesystem::path> parents_;  ///< if they are empty; the outermost is the last
};

}  // namespace prebind::engine
