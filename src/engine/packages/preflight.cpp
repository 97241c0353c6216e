#include "engine/packages/preflight.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "cargo/graph.h"
#include "cargo/linking.h"
#include "cargo/toolchain.h"
#include "engine/build/build_scene.h"
#include "util/edit_distance.h"
#include "util/lines.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

class Preflight {
 public:
  Preflight(const Context& context, const cargo::Package& package, const Compiler& compiler)
      : context_(context),
        package_(package),
        compiler_(compiler),
        host_(cargo::host_in(compiler.version)) {}

  void check(const BuildOptions& options);
  std::vector<Error> errors;

 private:
  Error no_standard_library(const std::string& target) const;
  std::optional<Error> unknown_target(const std::string& target) const;
  bool has_standard_library(const std::string& target) const;
  bool has_program(const std::string& name) const {
    return !name.empty() && find_program(name, context_.environment.get("PATH").value_or(""));
  }
  bool is_c_compiler_named(const std::string& target) const;
  void check_c_compiler(const BuildOptions& options, const cargo::Linking& linking);
  std::string package_that_compiles_c(const BuildOptions& options) const;

  const Context& context_;
  const cargo::Package& package_;
  const Compiler& compiler_;
  const std::string host_;
};

bool Preflight::has_standard_library(const std::string& target) const {
  std::error_code error;
  const fs::path folder = compiler_.sysroot / "lib" / "rustlib" / target / "lib";
  if (fs::is_directory(folder, error) && !fs::is_empty(folder, error)) return true;
  // Cargo makes it itself.
  return cargo::builds_standard_library(context_.environment,
                                        configuration_of(context_.environment, package_));
}

/// Nothing if rustc knows the target, or cannot say.
std::optional<Error> Preflight::unknown_target(const std::string& target) const {
  const auto rustc = cargo::find_rustc(context_.environment);
  if (!rustc) return std::nullopt;
  const auto list = cargo::ask(*rustc, {"--print", "target-list"}, package_.manifest.parent_path(),
                               context_.interrupt);
  if (!list) return std::nullopt;
  const std::vector<std::string_view> known = lines_of(*list);
  if (std::ranges::find(known, target) != known.end()) return std::nullopt;
  const auto meant = nearest(target, known);
  return Error{.message = fmt::format("rustc does not know the target `{}`", target),
               .help = meant ? fmt::format("did you mean `{}`?", *meant)
                             : "`rustc --print target-list` shows those that it knows"};
}

Error Preflight::no_standard_library(const std::string& target) const {
  Error error = {
      .message = fmt::format("Rust's standard library for `{}` is not installed", target),
      .where = compiler_.sysroot.string()};
  const std::string debian = cargo::cross_tools_of(target).standard;
  if (compiler_.sysroot.parent_path().filename() == "toolchains") {
    error.help = fmt::format("`rustup target add --toolchain {} {}`",
                             compiler_.sysroot.filename().string(), target);
  } else if (compiler_.sysroot == "/usr" && !debian.empty()) {
    error.help = fmt::format("`{}`, if this Rust is Debian's", debian);
  } else {
    error.help =
        fmt::format("use Rust from rustup (https://rustup.rs): `rustup target add {}`", target);
  }
  return error;
}

/// As the crate `cc` looks for one.
bool Preflight::is_c_compiler_named(const std::string& target) const {
  std::string words = target;
  std::ranges::replace(words, '-', '_');
  for (const std::string& name :
       {"CC_" + target, "CC_" + words, std::string("TARGET_CC"), std::string("CC")}) {
    if (context_.environment.get_nonempty(name)) return true;
  }
  return false;
}

/// A package below ours that uses `cc` or `cmake` while it is built for the target; empty: there is
/// none, or cargo cannot say, and says why when it builds.
std::string Preflight::package_that_compiles_c(const BuildOptions& options) const {
  const auto program = cargo::find_cargo(context_.environment);
  if (!program) return {};
  std::vector<std::string> arguments = {
      "metadata",        "--format-version",        "1", "--filter-platform", options.target,
      "--manifest-path", package_.manifest.string()};
  if (options.locked) arguments.emplace_back("--locked");
  if (options.offline) arguments.emplace_back("--offline");
  for (const std::string& feature : options.features) {
    arguments.insert(arguments.end(), {"--features", feature});
  }
  const auto answer =
      cargo::ask(*program, arguments, package_.manifest.parent_path(), context_.interrupt);
  if (!answer) return {};
  return cargo::package_that_compiles_c(*answer, package_.manifest.string());
}

/// Of a target that has a linker.
void Preflight::check_c_compiler(const BuildOptions& options, const cargo::Linking& linking) {
  const std::string& target = options.target;
  const cargo::CrossTools tools = cargo::cross_tools_of(target);
  const bool is_there = target.empty() || target == host_ || linking.zig ||
                        !linking.linker.empty() || tools.compiler.empty() ||
                        has_program(tools.compiler) || is_c_compiler_named(target);
  if (is_there) return;
  const std::string user = package_that_compiles_c(options);
  if (user.empty()) return;
  std::string words = target;
  std::ranges::replace(words, '-', '_');
  const std::string install =
      tools.package.empty() ? "" : fmt::format("`apt-get install {}`, or ", tools.package);
  errors.push_back(
      {.message = fmt::format("`{}` compiles C, and there is no compiler for `{}`", user, target),
       .help = fmt::format("{}set CC_{} to one", install, words)});
}

void Preflight::check(const BuildOptions& options) {
  const bool is_own = options.target.empty() || options.target == host_;
  if (!options.target.empty() && !has_standard_library(options.target)) {
    if (auto unknown = unknown_target(options.target)) {
      errors.push_back(std::move(*unknown));
      return;
    }
    errors.push_back(no_standard_library(options.target));
  }
  const auto linking = find_linking(context_, options, package_, compiler_);
  if (!linking) {
    errors.push_back(linking.error());
    return;
  }
  if (is_own && !linking->zig && !has_program("cc") &&
      !cargo::is_linker_configured(context_.environment,
                                   configuration_of(context_.environment, package_), host_)) {
    errors.push_back({.message = "there is no `cc`, which Rust links with",
                      .help = "`apt-get install gcc`, or name another linker in cargo's "
                              "configuration"});
  }
  check_c_compiler(options, *linking);
}

}  // namespace

std::vector<Error> missing_tools(const Context& context, const cargo::Package& package,
                                 const Compiler& compiler,
                                 const std::vector<BuildOptions>& options) {
  Preflight preflight(context, package, compiler);
  for (const BuildOptions& each : options) preflight.check(each);
  std::vector<Error> unique;
  for (Error& error : preflight.errors) {
    if (std::ranges::find(unique, error) == unique.end()) unique.push_back(std::move(error));
  }
  return unique;
}

}  // namespace prebind::engine
