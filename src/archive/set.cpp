#include "archive/set.h"

#include <fcntl.h>
#include <stdio.h>  // renameat2, RENAME_EXCHANGE

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "archive/files.h"
#include "assembler/target.h"
#include "util/file.h"
#include "util/system_error.h"
#include "util/temporary.h"

namespace prebind::archive {

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

Result<Names> names_in(const fs::path& directory) {
  Names names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    names.insert(entry.path().filename().string());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(system_error("read", directory, error.value()));
  }
  return names;
}

/// The files in a variant's folder that `prebind archive` has written for the package: its
/// archives, and texts but those of other packages' archives.
Names archives_of(const std::string& package, const Names& files) {
  const std::string prefix = fmt::format("lib{}.", package);
  const auto is_library = [](const std::string& file) {
    return file.starts_with("lib") && file.ends_with(".a");
  };
  Names found;
  for (const std::string& file : files) {
    if (is_library(file) && file.starts_with(prefix)) found.insert(file);
    if (!file.ends_with(".s")) continue;
    const std::string name = file.substr(0, file.size() - 2);
    const bool is_others = std::ranges::any_of(files, [&](const std::string& other) {
      const auto owner = package_of(other, name);
      return owner && *owner != package;
    });
    if (!is_others) found.insert(file);
  }
  return found;
}

/// Whether the file is the archive `name` of another version of the package.
bool is_other_version(const std::string& file, const Set& set, const std::string& name) {
  const std::string prefix = fmt::format("lib{}.", set.package);
  const std::string ending = fmt::format(".{}.a", name);
  if (!file.starts_with(prefix) || !file.ends_with(ending)) return false;
  if (file.size() <= prefix.size() + ending.size()) return false;
  // A name can have dots as well: then this is the end of a longer one.
  const std::string version =
      file.substr(prefix.size(), file.size() - prefix.size() - ending.size());
  const auto plain = version.substr(0, version.find_first_of("-+"));
  return std::ranges::count(plain, '.') == 2 && !version.starts_with(set.version + ".");
}

/// Of the archives in a folder those that are to go.
Names unwanted_of(const Set& set, const Names& archives,
                  const std::map<std::string, std::string_view>& wanted) {
  Names unwanted;
  for (const std::string& file : archives) {
    if (wanted.contains(file)) continue;
    const bool goes = !set.keeps_others || std::ranges::any_of(wanted, [&](const auto& entry) {
      return entry.first.ends_with(".s") &&
             is_other_version(file, set, entry.first.substr(0, entry.first.size() - 2));
    });
    if (goes) unwanted.insert(file);
  }
  return unwanted;
}

/// Whether a text is as it should be but for the line ends of a checkout on Windows.
bool differs_in_line_ends(const std::string& file, std::string there, std::string_view content) {
  if (!file.ends_with(".s")) return false;
  std::size_t from = 0;
  while ((from = there.find("\r\n", from)) != std::string::npos) there.erase(from, 1);
  return there == content;
}

/// The same file under another name, or where the file system cannot do that a copy of it.
Result<void> keep(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  if (error) {
    PREBIND_CHECK(copy_file_atomically(from, to));
    fs::last_write_time(to, fs::last_write_time(from, error), error);
  }
  return {};
}

/// Copies the tree but for `left_out` (paths below `from`).
Result<void> keep_tree(const fs::path& from, const fs::path& to, const Names& left_out) {
  std::error_code error;
  for (fs::recursive_directory_iterator it(from, error), end; !error && it != end;
       it.increment(error)) {
    const fs::path below = it->path().lexically_relative(from);
    if (left_out.contains(below.generic_string())) continue;
    if (it->path().filename().string().starts_with(kTemporaryPrefix)) {
      if (it->is_directory(error)) it.disable_recursion_pending();
      continue;
    }
    if (it->is_symlink(error)) {
      fs::copy_symlink(it->path(), to / below, error);
    } else if (it->is_directory(error)) {
      PREBIND_CHECK(make_directories(to / below));
    } else {
      PREBIND_CHECK(keep(it->path(), to / below));
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(system_error("read", from, error.value()));
  }
  return {};
}

/// Folders in which nothing changes keep their time, too; empty ones of variants are removed.
void finish_folders(const fs::path& from, const fs::path& to, const Names& changed) {
  std::error_code error;
  Names variants;
  for (const fs::directory_entry& entry : fs::directory_iterator(to, error)) {
    if (entry.is_directory(error)) variants.insert(entry.path().filename().string());
  }
  for (const std::string& variant : variants) {
    const bool is_changed = std::ranges::any_of(
        changed, [&](const std::string& file) { return file.starts_with(variant + "/"); });
    if (!is_changed) {
      fs::last_write_time(to / variant, fs::last_write_time(from / variant, error), error);
    } else if (fs::is_empty(to / variant, error)) {
      fs::remove(to / variant, error);
    }
  }
}

/// Two folders change their names, in one step where the system can do that.
Result<void> exchange(const fs::path& fresh, const fs::path& root) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, root.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno != ENOENT && errno != EINVAL && errno != ENOSYS) {
    return fail(system_error("replace", root, errno));
  }
#endif
  PREBIND_TRY(aside, TemporaryFolder::in(root.parent_path()));
  const bool had_one = ::rename(root.c_str(), (aside.path() / "old").c_str()) == 0;
  if (!had_one && errno != ENOENT) return fail(system_error("replace", root, errno));
  if (::rename(fresh.c_str(), root.c_str()) == 0) return {};
  const int number = errno;
  if (had_one) ::rename((aside.path() / "old").c_str(), root.c_str());
  return fail(system_error("replace", root, number));
}

}  // namespace

Result<Difference> compare(const Set& set) {
  Difference difference;
  for (const auto& [variant, wanted] : set.variants) {
    PREBIND_TRY(files, names_in(set.root / variant));
    for (const auto& [file, content] : wanted) {
      const std::string below = variant + "/" + file;
      if (!files.contains(file)) {
        difference.missing.push_back(below);
        continue;
      }
      PREBIND_TRY(there, read_file(set.root / below));
      if (there == content || differs_in_line_ends(file, there, content)) continue;
      if (file.ends_with(".s")) {
        const std::string name = file.substr(0, file.size() - 2);
        PREBIND_CHECK(check_text_owner(set.root / variant, set.package, name, content));
      }
      difference.different.push_back(below);
      if (!file.ends_with(".a")) continue;
      if (auto damage = damage_of(there); !damage.empty()) difference.damaged[below] = damage;
    }
    for (const std::string& file : unwanted_of(set, archives_of(set.package, files), wanted)) {
      difference.unwanted.push_back(variant + "/" + file);
    }
  }
  if (!set.is_complete) return difference;
  PREBIND_TRY(folders, names_in(set.root));
  for (const std::string& folder : folders) {
    if (set.variants.contains(folder) || !assembler::Variant::parse(folder)) continue;
    PREBIND_TRY(files, names_in(set.root / folder));
    for (const std::string& file : archives_of(set.package, files)) {
      difference.unwanted.push_back(folder + "/" + file);
    }
  }
  std::ranges::sort(difference.unwanted);
  return difference;
}

namespace {

/// Those of the files that changed, in a folder that has none of them.
Result<void> write_files(const Set& set, const Names& changed, const fs::path& folder) {
  std::vector<std::pair<fs::path, std::string_view>> files;
  for (const auto& [variant, wanted] : set.variants) {
    const std::size_t before = files.size();
    for (const auto& [file, content] : wanted) {
      if (!changed.contains(variant + "/" + file)) continue;
      files.emplace_back(folder / variant / file, content);
    }
    if (files.size() > before) PREBIND_CHECK(make_directories(folder / variant));
  }

  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::optional<Error> error;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      auto written = write_new_file(files[i].first, files[i].second);
      if (written) continue;
      const std::scoped_lock lock(mutex);
      if (!error) error = std::move(written).error();
      return;
    }
  };
  {
    constexpr std::size_t kFilesForAThread = 100;
    const std::size_t most = std::min<std::size_t>(
        std::max(1U, std::thread::hardware_concurrency()), files.size() / kFilesForAThread);
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < most; ++i) threads.emplace_back(work);
    work();
  }
  if (error) return fail(std::move(*error));
  return {};
}

}  // namespace

Result<void> replace(const Set& set, const Difference& difference) {
  if (difference.empty()) return {};
  PREBIND_CHECK(make_directories(set.root.parent_path()));
  PREBIND_TRY(staging, TemporaryFolder::in(set.root.parent_path()));
  const fs::path fresh = staging.path() / set.root.filename();
  PREBIND_CHECK(make_directories(fresh));

  Names changed(difference.unwanted.begin(), difference.unwanted.end());
  changed.insert(difference.different.begin(), difference.different.end());
  PREBIND_CHECK(keep_tree(set.root, fresh, changed));
  changed.insert(difference.missing.begin(), difference.missing.end());
  PREBIND_CHECK(write_files(set, changed, fresh));
  finish_folders(set.root, fresh, changed);
  return exchange(fresh, set.root);
}

}  // namespace prebind::archive
