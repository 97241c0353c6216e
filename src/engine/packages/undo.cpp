#include "engine/packages/undo.h"

#include <system_error>
#include <utility>

#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

bool is_taken(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

Error cannot_restore(const fs::path& path, const std::string& why) {
  return {.message = "cannot put back what was there: " + why,
          .where = path.string(),
          .help = "look at it by hand"};
}

}  // namespace

Result<void> Undo::remember(const fs::path& file) {
  const fs::path path = absolute_path(file);
  if (files_.contains(path)) return {};
  if (!is_taken(path)) {
    files_[path] = std::nullopt;
    return {};
  }
  PREBIND_TRY(content, read_file(path));
  std::error_code error;
  files_[path] = Before{std::move(content), fs::status(path, error).permissions()};
  return {};
}

void Undo::will_make(const fs::path& path) {
  const fs::path made = absolute_path(path);
  if (is_taken(made)) return;
  made_.push_back(made);
  for (fs::path parent = made.parent_path(); !is_taken(parent); parent = parent.parent_path()) {
    parents_.push_back(parent);
  }
}

void Undo::keep() {
  files_.clear();
  made_.clear();
  parents_.clear();
}

std::vector<Error> Undo::restore() {
  std::vector<Error> problems;
  std::error_code error;
  for (const fs::path& path : std::exchange(made_, {})) {
    fs::remove_all(path, error);
    if (error) problems.push_back(cannot_restore(path, error.message()));
  }
  for (const auto& [path, before] : std::exchange(files_, {})) {
    if (!before) {
      fs::remove(path, error);
      if (error) problems.push_back(cannot_restore(path, error.message()));
      continue;
    }
    const auto now = read_file(path);
    if (!now || *now != before->content) {
      if (auto written = write_file_atomically(path, before->content); !written) {
        problems.push_back(cannot_restore(path, written.error().message));
        continue;
      }
    }
    fs::permissions(path, before->permissions, error);
  }
  for (const fs::path& parent : std::exchange(parents_, {})) fs::remove(parent, error);
  return problems;
}

}  // namespace prebind::engine
