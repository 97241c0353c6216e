#include "engine/archives/gather.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stop_token>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/build.h"
#include "engine/archives/macro_archive.h"
#include "engine/installation.h"
#include "util/process.h"
#include "util/temporary.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

/// `x86_64` of `x86_64-linux` and of `x86_64-unknown-linux-gnu`.
std::string_view architecture_of(std::string_view name) {
  return name.substr(0, name.find('-'));
}

/// There is no standard library for wasm64 that could be installed; nearly all of what `cfg` tells
/// apart is the same for wasm32.
std::string_view family_of(std::string_view name) {
  const std::string_view architecture = architecture_of(name);
  return architecture.starts_with("wasm") ? "wasm" : architecture;
}

/// Targets of one machine, the plainest first.
int oddity_of(std::string_view target) {
  const bool is_plain = target.ends_with("-gnu") || target.ends_with("-msvc") ||
                        target.ends_with("-darwin") || target.ends_with("-unknown-unknown");
  return is_plain ? 0 : 1;
}

std::string target_for(const assembler::Variant& variant,
                       const std::vector<std::string>& installed) {
  std::string best;
  int best_rank = 0;
  for (const std::string& target : installed) {
    const auto machine = assembler::machine_of_rust_target(target);
    if (!machine || family_of(*machine) != family_of(variant.machine())) continue;
    const int rank = oddity_of(target) + (*machine == variant.machine() ? 0 : 2);
    if (best.empty() || rank < best_rank) {
      best = target;
      best_rank = rank;
    }
  }
  return best;
}

std::string bootstrap_variable(const cargo::Package& package) {
  return "PREBIND_BOOTSTRAP_" + cargo::crate_name(package.name);
}

/// Switches on the target's features, beside the flags that the user has set for their builds.
void add_target_features(Command& command, const Environment& environment,
                         const Gathering& gathering) {
  if (gathering.features.empty()) return;
  const std::string flag = fmt::format("-Ctarget-feature=+{}", fmt::join(gathering.features, ",+"));
  if (const auto flags = environment.get("CARGO_ENCODED_RUSTFLAGS")) {
    command.environment["CARGO_ENCODED_RUSTFLAGS"] = flags->empty() ? flag : *flags + "\x1f" + flag;
  } else if (const auto plain = environment.get("RUSTFLAGS")) {
    command.environment["RUSTFLAGS"] = *plain + " " + flag;
  } else {
    // Flags of configuration files stay: cargo joins the lists.
    command.arguments.insert(
        command.arguments.end(),
        {"--config", fmt::format("target.{}.rustflags=[\"{}\"]", gathering.target, flag)});
  }
}

Error failed_check(const cargo::Package& package, const Gathering& gathering, const FeatureSet& set,
                   const Finished& finished) {
  return {fmt::format("cargo could not check `{}` for {} with {} ({})", package.name,
                      gathering.target, set.in_words(), to_string(finished)),
          "",
          set.all ? "cargo reports the problem above; if not all features go together, "
                    "name the sets "
                    "that do under [package.metadata.prebind], as in archive-features = [[\"a\"], "
                    "[\"b\", \"c\"]]"
                  : "cargo reports the problem above"};
}

/// Hands over what the macros ask for while compilers run.
class Follower {
 public:
  Follower(GatheredArchives& archives, const OnArchive& on_found)
      : archives_(archives), on_found_(on_found) {}

  /// After the compilers. What could not be read is an error.
  Result<void> finish() {
    thread_.request_stop();
    thread_.join();
    PREBIND_CHECK(followed_);
    return look();
  }

 private:
  Result<void> look() {
    PREBIND_TRY(found, archives_.read_more());
    for (const GatheredArchivePointer& archive : found) on_found_(archive);
    return {};
  }

  void follow(const std::stop_token& stop) {
    // Each macro takes the compiler some microseconds; to be told of each would cost it more.
    constexpr auto kEvery = std::chrono::milliseconds(2);
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    while (followed_ && !stop.stop_requested()) {
      never.wait_for(lock, stop, kEvery, [] { return false; });
      followed_ = look();
    }
  }

  GatheredArchives& archives_;
  const OnArchive& on_found_;
  Result<void> followed_ = {};
  std::jthread thread_{[this](const std::stop_token& stop) { follow(stop); }};
};

}  // namespace

Result<std::vector<Gathering>> plan_gatherings(const std::vector<assembler::Variant>& variants,
                                               const std::vector<std::string>& installed) {
  std::vector<Gathering> gatherings;
  std::vector<std::string> possible;
  const assembler::Variant* impossible = nullptr;
  for (const assembler::Variant& variant : variants) {
    const std::string target = target_for(variant, installed);
    if (target.empty()) {
      if (!impossible) impossible = &variant;
      continue;
    }
    possible.push_back("--variant " + variant.name());
    const auto same = std::ranges::find_if(gatherings, [&](const Gathering& other) {
      return other.target == target && other.features == variant.features();
    });
    if (same != gatherings.end()) {
      same->variants.push_back(variant);
    } else {
      gatherings.push_back({target, variant.features(), {variant}});
    }
  }
  if (!impossible) return gatherings;
  // For wasm64 there is nothing to install, and for wasm32 there is.
  const std::string_view architecture = family_of(impossible->machine()) == "wasm"
                                            ? "wasm32"
                                            : architecture_of(impossible->machine());
  const std::string others =
      possible.empty() ? "" : fmt::format("; or make the others with {}", fmt::join(possible, " "));
  return fail(
      fmt::format("cannot find the archives of the variant `{}`: Rust's standard library for "
                  "{} is not installed",
                  impossible->name(), architecture),
      "",
      fmt::format("install it with `rustup target add {}` or the package of your system{}",
                  architecture.starts_with("wasm")
                      ? std::string("wasm32-unknown-unknown")
                      : fmt::format("{}-unknown-linux-gnu", architecture),
                  others));
}

/// In the directory of the package, as it is built.
Command Gatherer::command(const Gathering& gathering, const FeatureSet& set, const fs::path& folder,
                          const std::string& variants) const {
  std::vector<std::string> features = {package.dependency + "/bootstrap"};
  features.insert(features.end(), set.names.begin(), set.names.end());
  Command command = {.program = cargo.program,
                     .arguments = {"check", "--manifest-path", package.manifest.string(),
                                   "--target", gathering.target, "--target-dir",
                                   (package.target_directory / "prebind" / "archive").string(),
                                   "--color", cargo.color ? "always" : "never", "--features",
                                   fmt::format("{}", fmt::join(features, ","))},
                     .environment = {{"PREBIND_ENGINE", context.program.string()},
                                     {"PREBIND_ENGINE_ID", engine_id(context.program)},
                                     {kGatherVariable, folder.string()},
                                     {kVariantsVariable, variants},
                                     {bootstrap_variable(package), "1"}},
                     .directory = package.manifest.parent_path(),
                     .use_terminal = true,
                     .output = Output::discard,
                     .interrupt = cargo.interrupt};
  if (set.all) command.arguments.emplace_back("--all-features");
  if (!set.defaults) command.arguments.emplace_back("--no-default-features");
  if (builds.with_tests) command.arguments.emplace_back("--all-targets");
  if (options.locked) command.arguments.push_back("--locked");
  if (options.offline) command.arguments.push_back("--offline");
  add_target_features(command, context.environment, gathering);
  return command;
}

Result<void> Gatherer::check(const Gathering& gathering, const fs::path& folder,
                             const std::string& variants) const {
  for (const FeatureSet& set : builds.feature_sets) {
    PREBIND_TRY(finished, run(command(gathering, set, folder, variants)));
    if (finished.interrupted || finished.signal == SIGINT) return fail("interrupted");
    if (!finished.succeeded()) return fail(failed_check(package, gathering, set, finished));
  }
  return {};
}

Result<std::vector<GatheredArchivePointer>> Gatherer::gather(const Gathering& gathering,
                                                             const OnArchive& on_found) const {
  // Its name is new each time: so cargo sees that the macros have to run.
  PREBIND_TRY(folder, TemporaryFolder::in(cargo::build_directory(package)));
  GatheredArchives archives(folder.path(), {package.name, package.version});
  Follower follower(archives, on_found);
  const auto checked = check(gathering, folder.path(), "");
  const auto followed = follower.finish();
  PREBIND_CHECK(checked);
  PREBIND_CHECK(followed);
  return archives.all();
}

Result<void> Gatherer::show_errors(const Gathering& gathering) const {
  PREBIND_TRY(folder, TemporaryFolder::in(cargo::build_directory(package)));
  std::vector<std::string> names;
  for (const assembler::Variant& variant : gathering.variants) names.push_back(variant.name());
  return check(gathering, folder.path(), fmt::format("{}", fmt::join(names, "\n")));
}

}  // namespace prebind::engine
