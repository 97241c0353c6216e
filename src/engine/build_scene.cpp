#include "engine/build_scene.h"

#include <algorithm>
#include <array>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/toolchain.h"
#include "engine/cache_place.h"
#include "engine/installation.h"
#include "fingerprint/key.h"
#include "fingerprint/observer.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using fingerprint::Change;
using fingerprint::Input;
using fingerprint::InputName;
using fingerprint::Kind;
using fingerprint::kOutputRole;

constexpr const char* kLockRole = "lock";
constexpr const char* kConfigurationRole = "configuration";
constexpr const char* kToolchainRole = "toolchain";
constexpr const char* kValueRole = "value";

/// Values beside those of the options.
/// Before the reason why it is one.
constexpr std::string_view kCheckout = "place of the checkout";
constexpr const char* kCargoHome = "path of cargo's home";
constexpr const char* kSysroot = "path of the toolchain";
constexpr const char* kCargoProgram = "path of cargo";
constexpr const char* kRustcProgram = "path of rustc";
constexpr const char* kCompiler = "version of rustc";
constexpr const char* kReadsElsewhere = "it reads files that no manifest of the workspace names";
/// Before the name of a directory.
constexpr std::string_view kListing = "list of files in ";

/// What selects programs and places on this machine. Compared between builds but part of no key: in
/// there is the compiler itself, whoever selected it.
constexpr std::array kSelectors = {"RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO_HOME",
                                   "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"};

fs::path home_of(const Environment& environment, const char* variable, const char* folder) {
  if (const auto named = environment.get_nonempty(variable)) return *named;
  if (const auto home = environment.get_nonempty("HOME")) return fs::path(*home) / folder;
  return {};
}

/// The library that has the compiler in it; where there is none, the program.
fs::path driver_in(const fs::path& sysroot) {
  std::error_code error;
  std::vector<fs::path> folders = {sysroot / "lib"};
  for (const auto& entry : fs::directory_iterator(sysroot / "lib", error)) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    if (entry.is_directory(ignored) && name.find("-linux-") != std::string::npos) {
      folders.push_back(entry.path());
    }
  }
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().filename().string().starts_with("librustc_driver-")) return entry.path();
    }
  }
  return sysroot / "bin" / "rustc";
}

std::string program_text(const Result<fs::path>& program) {
  return program ? program->string() : program.error().message;
}

}  // namespace

Result<Compiler> find_compiler(const Context& context, const fs::path& manifest) {
  PREBIND_TRY(rustc, cargo::find_rustc(context.environment));
  const fs::path directory = manifest.parent_path();
  PREBIND_TRY(version, cargo::ask(rustc, {"-vV"}, directory, context.interrupt));
  PREBIND_TRY(sysroot, cargo::ask(rustc, {"--print", "sysroot"}, directory, context.interrupt));
  return Compiler{.sysroot = sysroot, .driver = driver_in(sysroot), .version = version};
}

BuildScene::BuildScene(const Context& context, const BuildOptions& options,
                       const cargo::Package& package, const Compiler& compiler)
    : context_(context),
      package_(package),
      compiler_(compiler),
      cargo_home_(home_of(context.environment, "CARGO_HOME", ".cargo")),
      rustup_home_(home_of(context.environment, "RUSTUP_HOME", ".rustup")),
      files_({cache_directory(context.environment).string(),
              cargo::build_directory(package).string(), package.manifest.parent_path().string()}),
      surroundings_{.files = files_, .environment = context.environment} {
  surroundings_.roots.add("crate", package.manifest.parent_path().string());
  surroundings_.roots.add("workspace", package.workspace.string());
  for (const cargo::PathDependency& dependency : package.path_dependencies) {
    if (!is_rooted(dependency.directory)) {
      surroundings_.roots.add("dependency " + dependency.name, dependency.directory.string());
    }
  }
  surroundings_.roots.add("toolchain", compiler.sysroot.string());

  std::vector<std::string> features = options.features;
  std::ranges::sort(features);
  surroundings_.values = {{"engine", engine_id(context.program)},
                          {"package", package.name},
                          {"profile", options.release ? "release" : "debug"},
                          {"features", fmt::format("{}", fmt::join(features, ","))},
                          {"target", options.target},
                          {kCompiler, compiler.version},
                          {kCargoHome, cargo_home_.string()},
                          {kSysroot, compiler.sysroot.string()},
                          {kCargoProgram, program_text(cargo::find_cargo(context.environment))},
                          {kRustcProgram, program_text(cargo::find_rustc(context.environment))}};
}

bool BuildScene::is_rooted(const fs::path& path) const {
  const InputName name = surroundings_.roots.name(Kind::file, "", path.string());
  return !name.root.empty();
}

std::vector<InputName> BuildScene::fixed_names() const {
  std::vector<InputName> names;
  const auto add_file = [&](const char* role, const fs::path& path) {
    names.push_back(surroundings_.roots.name(Kind::file, role, path.string()));
  };
  const std::string local(kOutputRole);
  const fs::path directory = package_.manifest.parent_path();
  bool is_in_workspace = true;
  for (const fs::path& parent : cargo::with_parents(directory)) {
    // Above the workspace cargo looks for another one that this package may belong to.
    add_file(is_in_workspace ? kManifestRole : local.c_str(), parent / "Cargo.toml");
    if (parent == package_.workspace) is_in_workspace = false;
  }
  add_file(kManifestRole, package_.workspace / "Cargo.toml");
  add_file(kLockRole, package_.workspace / "Cargo.lock");
  // A build script that appears is one, without a word in the manifest.
  add_file(kSourceRole, directory / "build.rs");
  for (const cargo::PathDependency& dependency : package_.path_dependencies) {
    add_file(kSourceRole, dependency.directory / "build.rs");
  }
  for (const fs::path& path : cargo::configuration_places(directory, cargo_home_)) {
    add_file(kConfigurationRole, path);
  }
  for (const fs::path& path : cargo::toolchain_places(directory)) add_file(local.c_str(), path);
  if (!rustup_home_.empty()) add_file(local.c_str(), rustup_home_ / "settings.toml");
  names.push_back(compiler_name());

  for (const char* name : kSelectors) {
    names.push_back({Kind::environment, std::string(kOutputRole), "", name});
  }
  for (const auto& [name, value] : context_.environment.variables()) {
    if (cargo::is_build_setting(name)) names.push_back({Kind::environment, "setting", "", name});
  }
  for (const char* name :
       {"engine", "package", "profile", "features", "target", kCompiler, kCargoHome, kSysroot}) {
    names.push_back({Kind::value, kValueRole, "", name});
  }
  for (const char* name : {kCargoProgram, kRustcProgram}) {
    names.push_back({Kind::value, std::string(kOutputRole), "", name});
  }
  return names;
}

InputName BuildScene::compiler_name() const {
  return surroundings_.roots.name(Kind::file, kToolchainRole, compiler_.driver.string());
}

std::vector<InputName> BuildScene::probable_names() const {
  std::vector<InputName> names;
  std::vector<fs::path> folders = {package_.manifest.parent_path()};
  for (const cargo::PathDependency& dependency : package_.path_dependencies) {
    folders.push_back(dependency.directory);
  }
  for (const fs::path& folder : folders) {
    names.push_back(surroundings_.roots.name(Kind::file, kManifestRole, folder / "Cargo.toml"));
    for (const fs::path& path : cargo::files_below(folder, package_.target_directory)) {
      if (left_out_.contains(path) || path.filename() == "Cargo.lock") continue;
      names.push_back(surroundings_.roots.name(Kind::file, kSourceRole, path.string()));
    }
  }
  return names;
}

std::vector<InputName> BuildScene::names_of(const cargo::BuildInputs& inputs,
                                            std::string told_place) {
  std::vector<InputName> names;
  const auto add = [&](const char* role, const fs::path& path) {
    names.push_back(surroundings_.roots.name(Kind::file, role, path.string()));
    // A path from elsewhere is only right for who has the same there. What is not in a checkout at
    // all, as `/usr/include`, would be; but nobody can tell one from the other.
    if (names.back().root.empty() && told_place.empty()) told_place = kReadsElsewhere;
  };
  const fs::path lock = package_.workspace / "Cargo.lock";  // an input in its own right
  for (const fs::path& path : inputs.files) {
    if (!left_out_.contains(path) && path != lock) add(kSourceRole, path);
  }
  for (const fs::path& path : inputs.manifests) add(kManifestRole, path);
  for (const fs::path& path : inputs.vendored) add(kVendoredRole, path);
  for (const fs::path& path : inputs.directories) {
    const InputName place = surroundings_.roots.name(Kind::file, "", path.string());
    if (place.root.empty() && told_place.empty()) told_place = kReadsElsewhere;
    names.push_back(
        {Kind::value, "listing", "", fmt::format("{}{}:{}", kListing, place.root, place.path)});
  }
  for (const std::string& name : inputs.variables) {
    if (!cargo::is_build_setting(name)) {
      names.push_back({Kind::environment, "environment", "", name});
    }
  }
  if (!told_place.empty()) {
    names.push_back(
        {Kind::value, kValueRole, "", fmt::format("{}, since {}", kCheckout, told_place)});
  }
  prepare(names);
  return names;
}

InputName BuildScene::output_name(const fs::path& path) const {
  return {Kind::file, std::string(kOutputRole), "", path.string()};
}

cargo::Homes BuildScene::homes() const {
  return {
      .cargo_home = cargo_home_, .sysroot = compiler_.sysroot, .environment = context_.environment};
}

/// All that a build script may be told: a checkout that is moved, or named by another link, has
/// another place, and so has another target directory.
std::string BuildScene::place() const {
  const fs::path& workspace = package_.workspace;
  const fs::path target = cargo::build_directory(package_);
  const auto text_of = [](const fs::path& path) {
    const fs::path real = real_path(path);
    return real == path ? path.string() : fmt::format("{} -> {}", path.string(), real.string());
  };
  return fmt::format("{}, built in {}", text_of(workspace), text_of(target));
}

std::string BuildScene::listing(const InputName& name) const {
  const std::string_view place = std::string_view(name.path).substr(kListing.size());
  const std::size_t colon = place.find(':');
  const auto directory = surroundings_.roots.path(
      {.root = std::string(place.substr(0, colon)), .path = std::string(place.substr(colon + 1))});
  if (!directory) return "not known";
  Sha256 hash;
  const fs::path lock = package_.workspace / "Cargo.lock";  // an input in its own right
  for (const fs::path& file : cargo::files_below(*directory, package_.target_directory)) {
    if (left_out_.contains(file) || file == lock) continue;
    hash.update(file.lexically_relative(*directory).string());
    hash.update(std::string_view("\0", 1));
  }
  return to_hex(hash.finish()).substr(0, 12);
}

void BuildScene::prepare(const std::vector<InputName>& names) {
  for (const InputName& name : names) {
    if (name.kind != Kind::value || surroundings_.values.contains(name.path)) continue;
    if (name.path.starts_with(kCheckout)) surroundings_.values[name.path] = place();
    if (name.path.starts_with(kListing)) surroundings_.values[name.path] = listing(name);
  }
}

std::vector<Change> BuildScene::prepare_again() {
  std::vector<Change> changes;
  for (auto& [path, text] : surroundings_.values) {
    if (!path.starts_with(kListing)) continue;
    const InputName name = {Kind::value, "listing", "", path};
    std::string now = listing(name);
    if (now == text) continue;
    changes.push_back({name, fingerprint::content_of(text), fingerprint::content_of(now)});
    text = std::move(now);
  }
  return changes;
}

std::vector<Change> BuildScene::new_settings(const fingerprint::Record& record) const {
  std::vector<Change> changes;
  for (const auto& [name, value] : context_.environment.variables()) {
    if (!cargo::is_build_setting(name)) continue;
    const bool is_known = std::ranges::any_of(record.inputs, [&](const Input& input) {
      return input.name.kind == Kind::environment && input.name.path == name;
    });
    if (is_known) continue;
    changes.push_back({.name = {Kind::environment, "setting", "", name},
                       .before = {},
                       .after = fingerprint::content_of(value)});
  }
  return changes;
}

fingerprint::Digest BuildScene::request() const {
  std::vector<Input> inputs;
  for (const char* name : {"engine", "package", "profile", "features", "target", kCompiler}) {
    const std::string& text = surroundings_.values.find(name)->second;
    inputs.push_back({{Kind::value, kValueRole, "", name}, fingerprint::content_of(text)});
  }
  return *fingerprint::key_of("prebind request 1", std::move(inputs));
}

}  // namespace prebind::engine
