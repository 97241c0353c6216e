#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "util/environment.h"
#include "util/process.h"
#include "util/result.h"

namespace prebind::cargo {

/// Zig, which links and compiles C for any system, and the program that makes cargo use it.
struct Zig {
  std::filesystem::path cargo_zigbuild, zig;
};

/// `cargo-zigbuild` on PATH, and `zig`: $CARGO_ZIGBUILD_ZIG_PATH, else on PATH, else that of the
/// Python package `ziglang` in the environment of `cargo-zigbuild`. Nothing if one is missing.
std::optional<Zig> find_zig(const Environment& environment);

/// How to get both, for people.
std::string how_to_install_zig();

/// The programs and packages of Debian for one target of Rust; empty where there are none.
struct CrossTools {
  std::string target;
  std::string compiler = {};  ///< links and compiles C: `aarch64-linux-gnu-gcc`
  std::string package = {};   ///< of Debian, that has it
  std::string standard = {};  ///< how to install Rust's standard library for Debian's Rust
};
CrossTools cross_tools_of(const std::string& target);

/// What is linked, and where.
struct LinkRequest {
  std::string target = {};  ///< empty: that of the host
  std::string host = {};
  std::string glibc = {};  ///< the oldest that the library is to load with; empty: as it comes
};

/// How a build links.
struct Linking {
  std::optional<Zig> zig = {};  ///< cargo runs through it
  std::string target = {};      ///< for cargo; with zig also the glibc: `….2.17`
  std::string linker = {};      ///< to name it to cargo; empty: cargo and rustc know it
  /// For rustc, where it would make no shared library for the target.
  std::vector<std::string> arguments = {};            ///< of cargo
  std::map<std::string, std::string> variables = {};  ///< of cargo's environment

  /// What this machine has of it, for records: the programs' files.
  std::vector<std::filesystem::path> programs = {};
};

/// Chooses, without starting a program: what the environment or a configuration file of cargo
/// names; else a compiler for the target on PATH; else zig. With `glibc` always zig.
///
/// Errors: `glibc` is none, or the target has none; nothing here can link for the target.
Result<Linking> find_linking(const Environment& environment,
                             const std::vector<std::filesystem::path>& configuration,
                             const LinkRequest& request);

/// Whether the environment or a configuration file of cargo names the linker for a target.
bool is_linker_configured(const Environment& environment,
                          const std::vector<std::filesystem::path>& configuration,
                          const std::string& target);

/// Whether they have cargo compile the standard library (`build-std`).
bool builds_standard_library(const Environment& environment,
                             const std::vector<std::filesystem::path>& configuration);

/// The oldest glibc that Rust and Julia run with on a target.
std::string oldest_glibc(const std::string& target);

/// Whether libraries for a target need glibc.
bool has_glibc(const std::string& target);

/// A variable of cargo's for one target: `CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER`.
std::string target_variable(const std::string& target, const std::string& name);

/// Makes a command of cargo's link like that.
void link_with(const Linking& linking, Command& command);

}  // namespace prebind::cargo
