#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "util/environment.h"
#include "util/result.h"

namespace prebind::cargo {

/// The oldest that will do: `cargo rustc --crate-type` came with cargo 1.64.
inline constexpr int kOldestCargoMinor = 64;
inline constexpr int kOldestRustcMinor = 63;

/// How much cargo says of its work: warnings and errors only, its steps, or its commands too.
enum class Verbosity { quiet, normal, verbose };

/// How to run cargo.
struct Cargo {
  std::filesystem::path program;
  Verbosity verbosity = Verbosity::normal;
  bool color = false;  ///< whether cargo and rustc write in colour
  /// Takes what cargo says, where that is not its progress on standard error: lines, as they come.
  std::function<void(std::string_view line)> on_message = {};
  /// Takes its progress and rustc's diagnostics, a line at a time; empty: to standard error.
  std::function<void(std::string_view line)> on_progress = {};
  int interrupt = -1;  ///< see Command::interrupt
};

/// The program in $CARGO; else `cargo` on $PATH; else in $CARGO_HOME/bin or ~/.cargo/bin, where
/// rustup puts it and where a program that was not started from a shell does not look.
Result<std::filesystem::path> find_cargo(const Environment& environment);

/// The same for $RUSTC and `rustc`. Only for questions: cargo finds its own.
Result<std::filesystem::path> find_rustc(const Environment& environment);

/// What a program of Rust's prints when it is asked a question, without the line end. Under rustup
/// the directory decides which toolchain answers; empty: ours.
Result<std::string> ask(const std::filesystem::path& program, std::vector<std::string> arguments,
                        const std::filesystem::path& directory = {}, int interrupt = -1);

/// "1.95.0" or "1.97.0-nightly", from `cargo --version` or `rustc --version`.
Result<std::string> version_of(const std::filesystem::path& program);

/// Whether a version as above is 1.`minor` or newer.
bool is_at_least(std::string_view version, int minor);

/// What rustc builds for by itself, of what `rustc -vV` prints.
std::string host_in(const std::string& version);

/// The target triples whose standard library is installed, in alphabetical order; of the toolchain
/// that is used in a directory.
Result<std::vector<std::string>> installed_targets(const std::filesystem::path& rustc,
                                                   const std::filesystem::path& directory = {});

}  // namespace prebind::cargo
