#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include <tl/expected.hpp>

#include "engine/build/build.h"
#include "engine/context.h"
#include "engine/diagnostic.h"
#include "util/result.h"

namespace prebind::engine {

/// What a watch tells of, in this order, again and again.
struct WatchEvents {
  /// A build ended. A file that was saved without a change gives a fresh result.
  std::function<void(const tl::expected<BuildReport, Failure>& result)> on_result;
  /// After each: how many files are watched.
  std::function<void(std::size_t files)> on_wait = [](std::size_t) {};
  /// One of them is not what it was: its path, as short as the crate's folder allows.
  std::function<void(const std::string& file)> on_change = [](const std::string&) {};
  /// Asked at each look: whether anybody still wants results.
  std::function<bool()> is_wanted = [] { return true; };
};

struct WatchPace {
  /// Between two looks at the files; more where a look takes more than a twentieth of it.
  std::chrono::milliseconds interval{40};
  std::chrono::milliseconds calm{20};  ///< for so long nothing may change ahead of a build
};

/// Builds a crate, and again whenever a file changes that it is made of or that lies in its folder,
/// until the context's `interrupt` is readable
/// or nobody wants more. A build that fails leaves the files of the last
/// good one.
///
/// Files are looked at by their stat data: `kqueue` and `inotify` know nothing of files on a server
/// or on the host of a virtual machine. The folders of builds (`CACHEDIR.TAG`), hidden files and
/// what the build itself writes are not watched. Error: there is no crate.
Result<void> watch(const Context& context, const BuildOptions& options, const WatchEvents& events,
                   const WatchPace& pace = {});

}  // namespace prebind::engine
