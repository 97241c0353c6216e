#include "engine/build/watch.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "cargo/package.h"
#include "engine/build/build_scene.h"
#include "engine/build/last_build.h"
#include "fingerprint/file_system.h"
#include "util/descriptor.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// The files of a crate by their stat data; nothing where there is no file.
using State = std::map<fs::path, std::optional<fingerprint::FileStat>>;

class WatchedFiles {
 public:
  /// `folder` is the crate's.
  WatchedFiles(const Context& context, const BuildOptions& options, fs::path folder)
      : context_(context), options_(options), folder_(std::move(folder)) {}

  State look() const;

  /// What the last build has read, and what it has written.
  void learn();

  /// As messages name it.
  std::string shown(const fs::path& file) const {
    const fs::path below = file.lexically_relative(folder_);
    const bool is_inside = !below.empty() && *below.begin() != "..";
    return is_inside ? below.string() : file.string();
  }

 private:
  /// Whether a folder is one of builds.
  bool is_built(const fs::path& path) const {
    std::error_code error;
    return path == target_ || path == folder_ / "target" ||
           fs::exists(path / "CACHEDIR.TAG", error);
  }
  void add(const fs::path& file, State& state) const;
  void add_folder(const fs::path& folder, State& state) const;

  const Context& context_;
  const BuildOptions& options_;
  const fs::path folder_;
  const fingerprint::RealFileSystem files_ = fingerprint::RealFileSystem();
  std::set<fs::path> folders_ = {};  ///< of packages that the crate depends on by their path
  fs::path target_ = {};             ///< where cargo builds
  std::set<fs::path> read_ = {}, written_ = {};
};

void WatchedFiles::add(const fs::path& file, State& state) const {
  if (written_.contains(file)) return;
  state.emplace(file, files_.stat(file.string()).value_or(std::nullopt));
}

void WatchedFiles::add_folder(const fs::path& folder, State& state) const {
  std::error_code error;
  const auto end = fs::recursive_directory_iterator();
  for (auto entry = fs::recursive_directory_iterator(folder, error); !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    std::error_code unknown;
    const bool is_hidden = path.filename().string().starts_with('.');
    const bool is_folder = entry->is_directory(unknown);
    if (is_folder && (is_hidden || is_built(path))) {
      entry.disable_recursion_pending();
    } else if (!is_folder && !is_hidden) {
      add(path, state);
    }
  }
}

State WatchedFiles::look() const {
  State state;
  add_folder(folder_, state);
  for (const fs::path& each : folders_) add_folder(each, state);
  for (const fs::path& each : read_) add(each, state);
  return state;
}

void WatchedFiles::learn() {
  const LastBuild last = load_last_build(context_.environment, options_);
  if (!last.is_known) return;
  written_ = files_of(last.report);
  target_ = last.package.target_directory;
  folders_.clear();
  for (const cargo::PathDependency& each : last.package.path_dependencies) {
    folders_.insert(each.directory);
  }
  read_ = {last.package.workspace / "Cargo.toml", last.package.workspace / "Cargo.lock"};
  const BuildScene scene(context_, last.options, last.package, last.compiler);
  for (const fingerprint::Input& input : last.record.inputs) {
    const bool is_source = input.name.role == kSourceRole || input.name.role == kManifestRole;
    if (!is_source || input.name.kind != fingerprint::Kind::file) continue;
    if (const auto path = scene.surroundings().roots.path(input.name)) read_.insert(*path);
  }
}

/// Whether the interrupt came meanwhile.
bool wait(const Context& context, std::chrono::milliseconds time) {
  pollfd entry = {.fd = context.interrupt, .events = POLLIN, .revents = 0};
  ::poll(&entry, 1, static_cast<int>(time.count()));
  return is_readable(context.interrupt);
}

std::chrono::milliseconds interval_after(const WatchPace& pace,
                                         std::chrono::steady_clock::duration look) {
  constexpr int kLooks = 20;
  return std::max(pace.interval,
                  std::chrono::duration_cast<std::chrono::milliseconds>(look * kLooks));
}

fs::path first_difference(const State& before, const State& after) {
  for (const auto& [file, stat] : after) {
    const auto known = before.find(file);
    if (known == before.end() || known->second != stat) return file;
  }
  for (const auto& [file, stat] : before) {
    if (!after.contains(file)) return file;
  }
  return {};
}

}  // namespace

Result<void> watch(const Context& context, const BuildOptions& options, const WatchEvents& events,
                   const WatchPace& pace) {
  PREBIND_TRY(manifest, cargo::find_manifest(options.crate));
  WatchedFiles files(context, options, manifest.parent_path());
  while (true) {
    // Ahead of the build: what is saved while it runs is a reason for the next one.
    State before = files.look();
    const auto result = build(context, options);
    if (is_readable(context.interrupt)) return {};
    if (result) {
      files.learn();
      // What is watched from now on beside it, and what is not.
      State known = files.look();
      for (auto& [file, stat] : known) {
        if (const auto old = before.find(file); old != before.end()) stat = old->second;
      }
      before = std::move(known);
    }
    events.on_result(result);
    events.on_wait(before.size());
    State now = before;
    while (now == before) {
      const auto start = std::chrono::steady_clock::now();
      now = files.look();
      const auto took = std::chrono::steady_clock::now() - start;
      if (now != before) break;
      if (wait(context, interval_after(pace, took)) || !events.is_wanted()) return {};
    }
    events.on_change(files.shown(first_difference(before, now)));
    // Editors write a file in steps, and several files one after the other.
    for (State later = now;; now = std::move(later)) {
      if (wait(context, pace.calm)) return {};
      later = files.look();
      if (later == now) break;
    }
  }
}

}  // namespace prebind::engine
