#include "engine/build/build_scene.h"

#include <features.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cargo/manifests.h"
#include "cargo/toolchain.h"
#include "engine/cache/cache_place.h"
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
constexpr const char* kProgramRole = "program";
constexpr const char* kSettingRole = "setting";

/// Values beside those of the options.
/// Before the reason why it is one.
constexpr std::string_view kCheckout = "place of the checkout";
constexpr const char* kCargoHome = "path of cargo's home";
constexpr const char* kSysroot = "path of the toolchain";
constexpr const char* kPrecompile = "what is precompiled";
constexpr const char* kCargoProgram = "path of cargo";
constexpr const char* kRustcProgram = "path of rustc";
constexpr const char* kLinkers = "paths of linkers";
constexpr const char* kCompilers = "paths of the C compiler and the linker";
constexpr const char* kSystem = "C library";
constexpr const char* kCompiler = "version of rustc";
constexpr const char* kReadsElsewhere = "it reads files that no manifest of the workspace names";
/// In which folder cargo runs, and so looks for its configuration: not that of a link to it.
constexpr const char* kDirectory = "place of the package";
constexpr const char* kMembers = "list of the workspace's members";
/// Before the name of a directory, for each way to read it.
constexpr std::string_view kListing = "list of files in ";
constexpr std::string_view kFullListing = "list of all files in ";

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

std::string joined(const std::vector<fs::path>& paths, const fs::path& base) {
  std::string text;
  for (const fs::path& path : paths) {
    if (!text.empty()) text += ", ";
    text += path.lexically_relative(base).string();
  }
  return text;
}

/// By the names that rustc and the crate `cc` use.
std::vector<fs::path> system_compilers(const Environment& environment) {
  const std::string search = environment.get("PATH").value_or("");
  std::vector<fs::path> found;
  for (const char* name : {"cc", "ld"}) {
    if (const auto program = find_program(name, search)) found.push_back(*program);
  }
  return found;
}

/// A library that was linked with a newer one does not load with an older one.
std::string c_library() {
#ifdef __GLIBC__
  return fmt::format("glibc {}", ::gnu_get_libc_version());
#else
  return "of the system";
#endif
}

}  // namespace

Result<Compiler> find_compiler(const Context& context, const fs::path& manifest) {
  PREBIND_TRY(rustc, cargo::find_rustc(context.environment));
  const fs::path directory = manifest.parent_path();
  PREBIND_TRY(version, cargo::ask(rustc, {"-vV"}, directory, context.interrupt));
  PREBIND_TRY(sysroot, cargo::ask(rustc, {"--print", "sysroot"}, directory, context.interrupt));
  // How cargo calls rustc is a matter of its version.
  PREBIND_TRY(program, cargo::find_cargo(context.environment));
  PREBIND_TRY(cargo, cargo::ask(program, {"--version"}, directory, context.interrupt));
  version += "\n" + cargo;
  return Compiler{.sysroot = sysroot, .driver = driver_in(sysroot), .version = version};
}

namespace {

fs::path cargo_home_of(const Environment& environment) {
  return home_of(environment, "CARGO_HOME", ".cargo");
}

std::string linkers_text(const Result<cargo::Linking>& linking) {
  if (!linking) return linking.error().message;
  return joined(linking->programs, "/");
}

}  // namespace

std::vector<fs::path> configuration_of(const Environment& environment,
                                       const cargo::Package& package) {
  return cargo::configuration_files(real_path(package.manifest.parent_path()),
                                    cargo_home_of(environment));
}

Result<cargo::Linking> find_linking(const Context& context, const BuildOptions& options,
                                    const cargo::Package& package, const Compiler& compiler) {
  return cargo::find_linking(
      context.environment, configuration_of(context.environment, package),
      {.target = options.target, .host = cargo::host_in(compiler.version), .glibc = options.glibc});
}

std::string variant_of(const cargo::Linking& linking) {
  return linking.zig ? "-" + linking.target : "";
}

BuildScene::BuildScene(const Context& context, const BuildOptions& options,
                       const cargo::Package& package, const Compiler& compiler)
    : context_(context),
      package_(package),
      compiler_(compiler),
      cargo_home_(cargo_home_of(context.environment)),
      rustup_home_(home_of(context.environment, "RUSTUP_HOME", ".rustup")),
      linking_(find_linking(context, options, package, compiler)),
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
                          {"profile", fmt::format("{}{}", options.release ? "release" : "debug",
                                                  options.looks_beside ? ", looks beside" : "")},
                          {"features", fmt::format("{}", fmt::join(features, ","))},
                          {"target", linking_ ? linking_->target : options.target},
                          {kPrecompile, options.precompile},
                          {kCompiler, compiler.version},
                          {kCargoHome, cargo_home_.string()},
                          {kSysroot, compiler.sysroot.string()},
                          {kDirectory, real_path(package.manifest.parent_path()).string()},
                          {kCargoProgram, program_text(cargo::find_cargo(context.environment))},
                          {kRustcProgram, program_text(cargo::find_rustc(context.environment))},
                          {kLinkers, linkers_text(linking_)},
                          {kCompilers, joined(system_compilers(context.environment), "/")},
                          {kSystem, c_library()}};
}

bool BuildScene::is_rooted(const fs::path& path) const {
  const InputName name = surroundings_.roots.name(Kind::file, "", path.string());
  return !name.root.empty();
}

InputName BuildScene::file_name(const char* role, const fs::path& path) const {
  return surroundings_.roots.name(Kind::file, role, path.string());
}

std::vector<fs::path> BuildScene::configuration() const {
  return configuration_of(context_.environment, package_);
}

/// Those of all members: what one of them depends on can change the versions that others get.
void BuildScene::add_manifests(std::vector<InputName>& names) const {
  bool is_in_workspace = true;
  for (const fs::path& parent : cargo::with_parents(package_.manifest.parent_path())) {
    // Above the workspace cargo looks for another one that this package may belong to.
    const std::string role(is_in_workspace ? kManifestRole : kOutputRole);
    names.push_back(file_name(role.c_str(), parent / "Cargo.toml"));
    if (parent == package_.workspace) is_in_workspace = false;
  }
  const auto add = [&](const fs::path& path) { names.push_back(file_name(kManifestRole, path)); };
  add(package_.workspace / "Cargo.toml");
  std::vector<fs::path> folders;
  for (const fs::path& manifest : package_.members) folders.push_back(manifest.parent_path());
  for (const cargo::PathDependency& dependency : package_.path_dependencies) {
    folders.push_back(dependency.directory);
  }
  for (const fs::path& folder : folders) {
    for (const fs::path& manifest : cargo::manifests_of(folder, package_.workspace)) add(manifest);
  }
  for (const fs::path& manifest :
       cargo::manifests_of_patches(package_.workspace, configuration())) {
    add(manifest);
  }
  if (cargo::has_member_patterns(package_.workspace)) {
    names.push_back({Kind::value, kListingRole, "", kMembers});
  }
}

std::vector<InputName> BuildScene::fixed_names() const {
  std::vector<InputName> names = foundation_names();
  const std::string local(kOutputRole);
  const fs::path directory = package_.manifest.parent_path();
  add_manifests(names);
  names.push_back(file_name(kLockRole, package_.workspace / "Cargo.lock"));
  // A build script that appears is one, without a word in the manifest.
  names.push_back(file_name(kSourceRole, directory / "build.rs"));
  for (const cargo::PathDependency& dependency : package_.path_dependencies) {
    names.push_back(file_name(kSourceRole, dependency.directory / "build.rs"));
  }
  for (const fs::path& path : configuration()) {
    names.push_back(file_name(kConfigurationRole, path));
  }
  for (const fs::path& path : cargo::toolchain_places(real_path(directory))) {
    names.push_back(file_name(local.c_str(), path));
  }
  if (!rustup_home_.empty()) {
    names.push_back(file_name(local.c_str(), rustup_home_ / "settings.toml"));
  }
  if (linking_ && !linking_->zig) {
    for (const fs::path& program : linking_->programs) {
      names.push_back(file_name(kProgramRole, program));
    }
  }
  for (const char* name : kSelectors) names.push_back({Kind::environment, local, "", name});
  for (const auto& [name, value] : context_.environment.variables()) {
    if (cargo::is_build_setting(name)) names.push_back({Kind::environment, kSettingRole, "", name});
  }
  for (const char* name :
       {"engine", "package", "profile", "features", "target", kCompiler, kSystem}) {
    names.push_back({Kind::value, kValueRole, "", name});
  }
  for (const char* name : {kCargoHome, kSysroot, kCargoProgram, kRustcProgram, kCompilers, kLinkers,
                           kDirectory, kPrecompile}) {
    names.push_back({Kind::value, local, "", name});
  }
  return names;
}

std::vector<InputName> BuildScene::foundation_names() const {
  std::vector<InputName> names = {compiler_name()};
  const cargo::NamedFiles named = cargo::files_named_in(configuration());
  std::vector<std::string> programs = cargo::programs_named_in(context_.environment);
  programs.insert(programs.end(), named.programs.begin(), named.programs.end());
  const std::string search = context_.environment.get("PATH").value_or("");
  const fs::path directory = package_.manifest.parent_path();
  for (const std::string& program : programs) {
    const bool is_path = program.find('/') != std::string::npos;
    const auto found = is_path ? std::optional(directory / program) : find_program(program, search);
    if (found) names.push_back(file_name(kProgramRole, *found));
  }
  // What rustc links with, and build scripts compile C by, where nothing else is named.
  for (const fs::path& program : system_compilers(context_.environment)) {
    names.push_back(file_name(kProgramRole, program));
  }
  // Zig compiles the C of all crates, too.
  if (linking_ && linking_->zig) {
    for (const fs::path& zig : linking_->programs) names.push_back(file_name(kProgramRole, zig));
  }
  std::vector<fs::path> targets = named.targets;
  const std::string configured = context_.environment.get("CARGO_BUILD_TARGET").value_or("");
  for (const std::string& target : {surroundings_.values.find("target")->second, configured}) {
    if (target.ends_with(".json")) targets.push_back(directory / target);
  }
  for (const fs::path& target : targets) names.push_back(file_name(kProgramRole, target));
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
    names.push_back(file_name(kManifestRole, folder / "Cargo.toml"));
    for (const fs::path& path : cargo::files_in(
             cargo::read_tree(folder, cargo::Reading::package, package_.target_directory))) {
      const bool is_hidden = path.string().find("/.", folder.string().size()) != std::string::npos;
      if (is_hidden || is_left_out(path) || path.filename() == "Cargo.lock") continue;
      names.push_back(file_name(kSourceRole, path));
      if (const auto other = cargo::other_place_of(path)) {
        names.push_back(file_name(kSourceRole, *other));
      }
    }
  }
  return names;
}

std::vector<InputName> BuildScene::names_of(const cargo::BuildInputs& inputs,
                                            std::string told_place, bool told_homes) {
  std::vector<InputName> names;
  const auto add = [&](const char* role, const fs::path& path) {
    names.push_back(file_name(role, path));
    // A path from elsewhere is only right for who has the same there. What is not in a checkout at
    // all, as `/usr/include`, would be; but nobody can tell one from the other.
    if (names.back().root.empty() && told_place.empty()) told_place = kReadsElsewhere;
  };
  const fs::path lock = package_.workspace / "Cargo.lock";  // an input in its own right
  for (const fs::path& path : inputs.files) {
    if (path != lock && !is_left_out(path)) add(kSourceRole, path);
  }
  for (const fs::path& path : inputs.of_packages) {
    if (path != lock && !inputs.files.contains(path) && !is_left_out(path)) {
      add(kPackageRole, path);
    }
  }
  for (const fs::path& path : inputs.vendored) add(kVendoredRole, path);
  std::error_code error;
  for (const fs::path& path : inputs.manifests) {
    // Where there is none, above a checkout, there is none to differ.
    if (fs::exists(path, error)) {
      add(kManifestRole, path);
    } else {
      names.push_back(file_name(kManifestRole, path));
    }
  }
  const auto add_listing = [&](std::string_view kind, const fs::path& path) {
    const InputName place = file_name("", path);
    if (place.root.empty() && told_place.empty()) told_place = kReadsElsewhere;
    names.push_back(
        {Kind::value, kListingRole, "", fmt::format("{}{}:{}", kind, place.root, place.path)});
  };
  for (const fs::path& path : inputs.packages) add_listing(kListing, path);
  for (const fs::path& path : inputs.folders) add_listing(kFullListing, path);
  for (const std::string& name : inputs.variables) {
    if (!cargo::is_build_setting(name)) {
      names.push_back({Kind::environment, "environment", "", name});
    }
  }
  if (inputs.asks_for_cargo) names.push_back({Kind::value, kValueRole, "", kCargoProgram});
  if (told_homes || !told_place.empty()) {
    for (const char* name : {kCargoHome, kSysroot}) {
      names.push_back({Kind::value, kValueRole, "", name});
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

/// What the build writes into the package, whatever path leads to it.
bool BuildScene::is_left_out(const fs::path& path) const {
  std::error_code error;
  return std::ranges::any_of(left_out_, [&](const fs::path& file) {
    return file == path ||
           (file.filename() == path.filename() && fs::equivalent(file, path, error));
  });
}

/// Of a value that has to be looked for; empty: it is another one.
std::string BuildScene::value_of(const std::string& name) const {
  if (name.starts_with(kCheckout)) return place();
  if (name == kMembers) {
    return joined(cargo::members_by_pattern(package_.workspace), package_.workspace);
  }
  for (const auto& [kind, reading] : {std::pair(kListing, cargo::Reading::package),
                                      std::pair(kFullListing, cargo::Reading::everything)}) {
    if (name.starts_with(kind)) {
      return listing(std::string_view(name).substr(kind.size()), reading);
    }
  }
  return {};
}

std::string BuildScene::listing(std::string_view place, cargo::Reading reading) const {
  const std::size_t colon = place.find(':');
  const auto directory = surroundings_.roots.path(
      {.root = std::string(place.substr(0, colon)), .path = std::string(place.substr(colon + 1))});
  if (!directory) return "not known";
  std::error_code error;
  if (!fs::is_directory(*directory, error)) return "no directory";
  Sha256 hash;
  const auto add = [&](std::string_view text) {
    hash.update(text);
    hash.update(std::string_view("\0", 1));
  };
  // The directory may be a link, too.
  add(fs::read_symlink(*directory, error).string());
  const fs::path lock = package_.workspace / "Cargo.lock";  // an input in its own right
  for (const cargo::TreeEntry& entry :
       cargo::read_tree(*directory, reading, package_.target_directory)) {
    if (entry.path == lock || is_left_out(entry.path)) continue;
    add(std::string_view(&entry.type, 1));
    add(entry.path.string().substr(directory->size()));
    add(entry.link);
  }
  return to_hex(hash.finish()).substr(0, 12);
}

void BuildScene::prepare(const std::vector<InputName>& names) {
  for (const InputName& name : names) {
    if (name.kind != Kind::value || surroundings_.values.contains(name.path)) continue;
    std::string text = value_of(name.path);
    if (!text.empty()) surroundings_.values[name.path] = std::move(text);
  }
}

std::vector<Change> BuildScene::prepare_again() {
  std::vector<Change> changes;
  for (auto& [path, text] : surroundings_.values) {
    if (path != kMembers && !path.starts_with(kListing) && !path.starts_with(kFullListing)) {
      continue;
    }
    std::string now = value_of(path);
    if (now == text) continue;
    changes.push_back({{Kind::value, kListingRole, "", path},
                       fingerprint::content_of(text),
                       fingerprint::content_of(now)});
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
    changes.push_back({.name = {Kind::environment, kSettingRole, "", name},
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
