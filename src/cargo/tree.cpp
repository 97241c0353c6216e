#include "cargo/tree.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "cargo/build_inputs.h"
#include "util/file.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

/// What tells a directory from all others, whatever path leads to it.
using Identity = std::pair<std::uint64_t, std::uint64_t>;

std::optional<Identity> identity_of(const fs::path& path) {
  struct stat data = {};
  if (::stat(path.c_str(), &data) != 0) return std::nullopt;
  return Identity{data.st_dev, data.st_ino};
}

/// Cargo counts hidden entries if git says what belongs to the package, or the manifest does.
bool counts_hidden(const fs::path& package) {
  std::error_code error;
  for (const fs::path& parent : with_parents(package)) {
    if (fs::exists(parent / ".git", error)) return true;
  }
  const auto manifest = read_file(package / "Cargo.toml");
  return manifest && manifest->find("include") != std::string::npos;
}

class Walk {
 public:
  Walk(fs::path top, Reading reading, const fs::path& target_directory)
      : top_(std::move(top)),
        reading_(reading),
        target_(identity_of(target_directory)),
        build_(identity_of(target_directory / "prebind")),
        is_hidden_counted_(reading == Reading::everything || counts_hidden(top_)) {}

  std::vector<TreeEntry> all();

 private:
  void read(const fs::path& directory);
  void add(const fs::directory_entry& entry);
  bool is_left_out(const fs::path& path, Identity identity) const;

  const fs::path top_;
  const Reading reading_;
  const std::optional<Identity> target_, build_;
  const bool is_hidden_counted_;
  std::vector<Identity> above_;  ///< the directories that lead to where we are
  std::vector<TreeEntry> found_;
};

std::vector<TreeEntry> Walk::all() {
  const auto identity = identity_of(top_);
  std::error_code error;
  if (!identity || !fs::is_directory(top_, error)) return {};
  above_.push_back(*identity);
  read(top_);
  std::ranges::sort(found_, {}, &TreeEntry::path);
  return std::move(found_);
}

void Walk::read(const fs::path& directory) {
  std::error_code error;
  for (auto entry = fs::directory_iterator(directory, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    add(*entry);
  }
}

void Walk::add(const fs::directory_entry& entry) {
  const fs::path& path = entry.path();
  const std::string name = path.filename().string();
  if (!is_hidden_counted_ && name.starts_with('.')) return;
  std::error_code error;
  TreeEntry found = {.path = path};
  if (entry.is_symlink(error)) found.link = fs::read_symlink(path, error).string();
  // A link that points to nothing is an entry too.
  if (!entry.is_directory(error)) {
    found.type = entry.is_regular_file(error) ? 'f' : 'o';
    found_.push_back(std::move(found));
    return;
  }
  const auto identity = identity_of(path);
  if (!identity || is_left_out(path, *identity)) return;
  found.type = 'd';
  found_.push_back(std::move(found));
  // A link to where we come from.
  if (std::ranges::find(above_, *identity) != above_.end()) return;
  above_.push_back(*identity);
  read(path);
  above_.pop_back();
}

bool Walk::is_left_out(const fs::path& path, Identity identity) const {
  if (identity == target_ || identity == build_) return true;
  if (reading_ == Reading::everything) return false;
  std::error_code error;
  return path.filename() == ".git" || path == top_ / "target" ||
         fs::exists(path / "Cargo.toml", error);
}

}  // namespace

std::vector<TreeEntry> read_tree(const fs::path& directory, Reading reading,
                                 const fs::path& target_directory) {
  return Walk(directory, reading, target_directory).all();
}

std::vector<fs::path> files_in(const std::vector<TreeEntry>& tree) {
  std::vector<fs::path> files;
  for (const TreeEntry& entry : tree) {
    if (entry.type == 'f') files.push_back(entry.path);
  }
  return files;
}

}  // namespace prebind::cargo
