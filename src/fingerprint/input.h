#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fingerprint/digest.h"
#include "fingerprint/file_system.h"
#include "util/environment.h"

namespace prebind::fingerprint {

enum class Kind : std::uint8_t {
  file,         ///< the content of a file, or that there is none
  directory,    ///< the names and types of the entries of a directory, or that there is none
  environment,  ///< an environment variable
  value,        ///< anything the caller can name without reading a file: profile, engine version …
};

inline bool is_path(Kind kind) {
  return kind == Kind::file || kind == Kind::directory;
}

/// Which input of a build. `role` says what it is for (`source`, `manifest`, `config` …; free, but
/// part of keys); `root` names the directory that a path is relative to (`Roots`), and is empty for
/// an absolute path and for what is no path; `path` is the path, or the name of a variable or
/// value.
struct InputName {
  Kind kind = Kind::file;
  std::string role = {};
  std::string root = {};
  std::string path = {};

  auto operator<=>(const InputName&) const = default;
};

/// What the build wrote: compared like an input, but part of no key.
inline constexpr std::string_view kOutputRole = "output";

enum class State : std::uint8_t { present, absent, unknown };

/// What an input holds. `unknown` equals nothing, not even itself: it stands for what could not be
/// read, and for what changed while the build ran, so that nobody can say what the build saw.
struct Content {
  State state = State::absent;
  Digest digest = {};     ///< if present
  std::string text = {};  ///< of a variable or value: itself; if unknown: why

  bool is_same(const Content& other) const;
};

struct Input {
  InputName name;
  Content content = {};
  /// What a file's stat data were when it had this content, if they prove that as long as they stay
  /// the same; nothing if they prove nothing (see `Trust::margin`).
  std::optional<FileStat> stat = {};
};

/// An input that is not what it was.
struct Change {
  InputName name;
  Content before, after;
};

/// For people, in one line without a full stop: "`src/lib.rs` has changed (sha256 1b2c3d4e5f60 ->
/// 0a1b2c3d4e5f)", "the environment variable `CC` has changed (unset -> `clang`)".
std::string describe(const Change& change);

/// The directories that inputs are named from, so that another checkout has the same names: the
/// crate, its workspace, cargo's home, the toolchain …
class Roots {
 public:
  /// `directory` is absolute, without `.` and `..`.
  void add(std::string name, std::string directory);

  /// The absolute path of an input; nothing if its root is not known.
  std::optional<std::string> path(const InputName& name) const;

  /// The name of a file given by its absolute path: from the innermost root that contains it, else
  /// absolute.
  InputName name(Kind kind, std::string role, const std::string& path) const;

  struct Root {
    std::string name, directory;
  };
  const std::vector<Root>& all() const { return roots_; }

 private:
  std::vector<Root> roots_;
};

/// All that an input's content is taken from.
struct Surroundings {
  const FileSystem& files;
  const Environment& environment;
  Roots roots = {};
  /// Inputs of kind `value`.
  std::map<std::string, std::string, std::less<>> values = {};
};

}  // namespace prebind::fingerprint
