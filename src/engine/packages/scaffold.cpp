#include "engine/packages/scaffold.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <random>
#include <system_error>
#include <utility>

#include "cargo/package.h"
#include "cargo/toolchain.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "engine/packages/crate/templates.h"
#include "hosts/cpp/cpp_host.h"
#include "hosts/cpp/project_files.h"
#include "hosts/host.h"
#include "hosts/julia/package_files.h"
#include "util/file.h"
#include "util/path.h"
#include "util/process.h"
#include "util/quote.h"
#include "util/temporary.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

using FileTexts = std::map<std::string, std::string>;  ///< content by path

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

Result<std::string> package_name(std::string name, const hosts::Host& host) {
  const std::string given = name;
  if (name.ends_with(".jl")) name.resize(name.size() - 3);
  const bool is_good =
      !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
      });
  if (is_good) {
    PREBIND_CHECK(host.check_package_name(name));
    return name;
  }
  const std::string proposal = host.module_name_for(name);
  const bool is_proposal_good = !proposal.empty() && proposal != name && is_letter(proposal[0]);
  return fail(fmt::format("`{}` cannot be the name of a Julia package", given), "",
              "a name consists of ASCII letters, digits and `_`, and begins with a letter" +
                  (is_proposal_good ? fmt::format(", such as `{}`", proposal) : ""));
}

/// `TextKit` -> `text_kit`; what means something else to Rust gets `_rs` behind it.
std::string crate_name_of(const std::string& package) {
  std::string name;
  for (std::size_t i = 0; i < package.size(); ++i) {
    const auto c = static_cast<unsigned char>(package[i]);
    const auto is_lower = [&](std::size_t k) {
      return k < package.size() && std::islower(static_cast<unsigned char>(package[k])) != 0;
    };
    if (std::isupper(c) != 0 && i > 0 && package[i - 1] != '_' &&
        (is_lower(i - 1) || is_lower(i + 1))) {
      name += '_';
    }
    name += static_cast<char>(std::tolower(c));
  }
  constexpr std::array<std::string_view, 55> reserved = {
      "abstract", "alloc",    "as",      "async", "await",   "become", "box",  "break",
      "const",    "continue", "core",    "crate", "do",      "dyn",    "else", "enum",
      "extern",   "false",    "final",   "fn",    "for",     "gen",    "if",   "impl",
      "in",       "let",      "loop",    "macro", "match",   "mod",    "move", "mut",
      "override", "prebind",  "priv",    "pub",   "ref",     "return", "self", "static",
      "std",      "struct",   "super",   "test",  "trait",   "true",   "try",  "type",
      "typeof",   "unsafe",   "unsized", "use",   "virtual", "where",  "while"};
  return std::ranges::find(reserved, name) == reserved.end() ? name : name + "_rs";
}

/// A random UUID (version 4 of RFC 9562).
std::string new_uuid() {
  std::random_device random;
  std::array<std::uint32_t, 4> words;
  for (std::uint32_t& word : words) word = random();
  words[1] = (words[1] & 0xffff0fff) | 0x4000;
  words[2] = (words[2] & 0x3fffffff) | 0x80000000;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", words[0], words[1] >> 16,
                     words[1] & 0xffff, words[2] >> 16, words[2] & 0xffff, words[3]);
}

/// Where a package or project keeps the macro crate.
constexpr const char* kMacroFolder = "deps/prebind";

/// The macro crate, as far as others need it to compile.
Result<void> add_macro_crate(const Context& context, FileTexts& files) {
  const auto crate = find_macro_crate(context.program);
  if (!crate) {
    return fail("the Rust crate `prebind` is not beside the program", context.program.string(),
                "install Prebind again: `make install`");
  }
  std::vector<fs::path> paths = {*crate / "Cargo.toml", *crate / "README.md",
                                 *crate / "LICENSE-APACHE", *crate / "LICENSE-MIT"};
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(*crate / "src", error);
       !error && entry != fs::end(entry); entry.increment(error)) {
    if (entry->is_regular_file()) paths.push_back(entry->path());
  }
  for (const fs::path& path : paths) {
    PREBIND_TRY(content, read_file(path));
    const std::string name = path.lexically_relative(*crate).generic_string();
    files[fmt::format("{}/{}", kMacroFolder, name)] = std::move(content);
  }
  return {};
}

FileTexts package_files(const std::string& name, const std::string& crate_path,
                        std::string_view tests) {
  const std::string path = quote::shell(crate_path);
  return hosts::julia::package_files(
      {.name = name,
       .uuid = new_uuid(),
       .crate_path = crate_path,
       .package_command =
           fmt::format("prebind package {} --url https://example.org/{}/v0.1.0", path, name),
       .build_command = fmt::format(
           "prebind build {} -o src/generated/Bindings.jl --module Bindings --lib-dir deps/lib "
           "--glibc 2.17",
           path),
       .tests = std::string(tests)});
}

Result<void> check_free(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(directory, error))) return {};
  if (fs::is_directory(directory, error) && fs::is_empty(directory, error) && !error) return {};
  return fail(fmt::format("`{}` already exists", directory.string()), "",
              "Prebind overwrites nothing: choose another folder with `--path`, or another name");
}

/// All files in one step: they are written into a folder beside it, which then gets its name.
Result<void> write_files(const fs::path& directory, const FileTexts& files) {
  PREBIND_CHECK(make_directories(directory.parent_path()));
  PREBIND_TRY(staging, TemporaryFolder::in(directory.parent_path()));
  const fs::path staged = staging.path() / directory.filename();
  for (const auto& [path, content] : files) {
    PREBIND_CHECK(make_directories((staged / path).parent_path()));
    PREBIND_CHECK(write_new_file(staged / path, content));
  }
  std::error_code error;
  fs::rename(staged, directory, error);
  if (!error) return {};
  return fail(fmt::format("`{}` cannot be made: {}", directory.string(), error.message()), "",
              "choose another folder with `--path`");
}

Scaffold scaffold_of(std::string name, const std::string& language, const fs::path& directory,
                     const fs::path& crate, const FileTexts& files) {
  Scaffold scaffold = {.name = std::move(name),
                       .language = language,
                       .directory = directory,
                       .crate = crate,
                       .files = {},
                       .module = directory / "src/generated/Bindings.jl",
                       .library_directory = directory / "deps/lib",
                       .lock_file = crate / "Cargo.lock",
                       .target_directory = crate / "target"};
  for (const auto& [path, content] : files) {
    scaffold.files.push_back(path);
    if (path.starts_with(kMacroFolder)) scaffold.macro_crate = kMacroFolder;
  }
  return scaffold;
}

/// What cargo changes beside what is laid out, when it gets a dependency and when it builds.
Result<void> remember_package(const cargo::Outline& outline, const fs::path& manifest, Undo& undo) {
  for (const fs::path& file : {manifest, outline.source, outline.workspace / "Cargo.toml",
                               outline.workspace / "Cargo.lock"}) {
    PREBIND_CHECK(undo.remember(file));
  }
  undo.will_make(outline.target_directory);
  return {};
}

/// `cargo add`, and a first function behind the end of the library's sources.
Result<void> make_exporting(const Context& context, const cargo::Cargo& cargo,
                            const fs::path& manifest, const fs::path& macro_crate,
                            const fs::path& library) {
  const Command command = {.program = cargo.program,
                           .arguments = {"add", "--quiet", "--manifest-path", manifest.string(),
                                         "--path", macro_crate.string(), "prebind"},
                           .directory = manifest.parent_path(),
                           .output = Output::capture,
                           .errors = Output::capture,
                           .interrupt = context.interrupt};
  PREBIND_TRY(finished, run(command));
  if (finished.interrupted) return fail("interrupted");
  if (!finished.succeeded()) {
    finished.errors.erase(finished.errors.find_last_not_of('\n') + 1);
    return fail(fmt::format("`cargo add` failed ({}): {}", to_string(finished), finished.errors),
                manifest.string(), "repair what cargo says, then run this again");
  }
  PREBIND_TRY(source, read_file(library));
  const std::string_view end = source.empty() || source.ends_with('\n') ? "" : "\n";
  std::error_code error;
  const auto permissions = fs::status(library, error).permissions();
  PREBIND_CHECK(write_file_atomically(
      library, fmt::format("{}{}{}", source, end, templates::kFirstFunction)));
  fs::permissions(library, permissions, error);
  return {};
}

/// A CMake project: the crate has the name of the project, and so has the namespace.
Result<Scaffold> new_project(const Context& context, const NewOptions& options,
                             const hosts::Host& host, Undo& undo) {
  const std::string& name = options.name;
  const bool is_good =
      !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
      });
  // CMake has these targets itself, or the project does.
  constexpr std::array<std::string_view, 8> taken = {"all",     "bindings", "clean", "help",
                                                     "install", "package",  "test",  "tests"};
  if (!is_good || std::ranges::find(taken, name) != taken.end()) {
    return fail(fmt::format("`{}` cannot be the name of a CMake project", name), "",
                "a name is of ASCII letters, digits and `_`, a letter begins it, and it is none of "
                "CMake's own targets");
  }
  const std::string crate = crate_name_of(name);
  PREBIND_CHECK(host.check_package_name(crate));
  const fs::path directory =
      absolute_path(options.directory.empty() ? fs::path(name) : options.directory);
  PREBIND_CHECK(check_free(directory));
  const std::string crate_path = "deps/" + crate;
  FileTexts files = hosts::cpp::project_files(
      {.name = name, .crate = crate, .crate_path = crate_path, .counter = "Counter"});
  files[crate_path + "/Cargo.toml"] = templates::Cargo{.crate = crate}.text();
  files[crate_path + "/src/lib.rs"] = templates::Lib{.counter = "Counter", .host = "C++"}.text();
  PREBIND_CHECK(add_macro_crate(context, files));
  undo.will_make(directory);
  PREBIND_CHECK(write_files(directory, files));
  Scaffold scaffold = scaffold_of(name, options.language, directory, directory / crate_path, files);
  scaffold.module = directory / "include" / (crate + std::string(host.file_extension()));
  scaffold.library_directory = directory / "lib";
  return scaffold;
}

}  // namespace

Result<Scaffold> new_package(const Context& context, const NewOptions& options, Undo& undo) {
  PREBIND_TRY(host, hosts::find_host(options.language));
  if (options.language == hosts::cpp::CppHost::kName) {
    return new_project(context, options, *host, undo);
  }
  PREBIND_TRY(name, package_name(options.name, *host));
  const fs::path directory =
      absolute_path(options.directory.empty() ? fs::path(name) : options.directory);
  PREBIND_CHECK(check_free(directory));
  const std::string crate = crate_name_of(name);
  const std::string crate_path = "deps/" + crate;
  // A type that has the name of the package could not be seen in there.
  const std::string_view counter = name == "Counter" ? "Tally" : "Counter";
  FileTexts files = package_files(name, crate_path, hosts::julia::crate_tests(counter));
  files[crate_path + "/Cargo.toml"] = templates::Cargo{.crate = crate}.text();
  files[crate_path + "/src/lib.rs"] = templates::Lib{.counter = counter, .host = "Julia"}.text();
  PREBIND_CHECK(add_macro_crate(context, files));
  undo.will_make(directory);
  PREBIND_CHECK(write_files(directory, files));
  return scaffold_of(name, options.language, directory, directory / crate_path, files);
}

namespace {

/// The root of the repository that a path lies in; empty: it is in none.
fs::path repository_of(fs::path path) {
  std::error_code error;
  for (path = real_path(path); path.has_relative_path(); path = path.parent_path()) {
    if (fs::exists(path / ".git", error)) return path;
  }
  return {};
}

/// Who has only the repository of the package needs the crate, too.
std::string note_on_place(const fs::path& directory, const fs::path& crate,
                          const std::string& crate_path) {
  const fs::path repository = repository_of(directory);
  if (!repository.empty() && repository == repository_of(crate)) return {};
  return fmt::format(
      "note: no repository has both this folder and the crate\n"
      "      (`{}` from here): put both into one, and do not move one alone\n",
      crate_path);
}

}  // namespace

namespace {

/// A CMake project that exists gets a file to include. It builds when the project does.
Result<Scaffold> add_to_project(const Context& context, const cargo::Cargo& cargo,
                                const fs::path& manifest, const NewOptions& options,
                                const hosts::Host& host, Undo& undo) {
  const fs::path directory =
      absolute_path(options.directory.empty() ? fs::path(".") : options.directory);
  std::error_code error;
  if (!fs::is_regular_file(directory / "CMakeLists.txt", error)) {
    return fail(fmt::format("there is no CMake project in `{}`", directory.string()), "",
                "name the folder of its CMakeLists.txt with `--path`, or make a new project: "
                "prebind new NAME --lang cpp");
  }
  PREBIND_TRY(metadata, cargo::read_metadata(cargo, manifest));
  PREBIND_TRY(outline, cargo::parse_outline(metadata, manifest));
  const auto known = cargo::parse_metadata(metadata, manifest, macro_crate_to_name(context));
  const std::string stem = known ? known->library : cargo::crate_name(outline.name);
  const std::string space = options.name.empty() ? host.module_name_for(stem) : options.name;
  PREBIND_CHECK(host.check_package_name(space));
  const std::string file = fmt::format("cmake/{}.cmake", space);
  if (fs::exists(fs::symlink_status(directory / file, error))) {
    return fail(fmt::format("`{}` already exists", (directory / file).string()), "",
                "Prebind overwrites nothing: remove it, or name another namespace with `--name`");
  }
  FileTexts files;
  if (!known && !fs::exists(directory / kMacroFolder, error)) {
    PREBIND_CHECK(add_macro_crate(context, files));
  }
  const std::string crate_path = relative_path(manifest.parent_path(), directory);
  files[file] = hosts::cpp::crate_file(outline.name, crate_path, space);
  for (const auto& [path, content] : files) {
    undo.will_make(directory / path);
    PREBIND_CHECK(make_directories((directory / path).parent_path()));
    PREBIND_CHECK(write_new_file(directory / path, content));
  }
  Scaffold scaffold =
      scaffold_of(space, options.language, directory, manifest.parent_path(), files);
  scaffold.is_part = true;
  scaffold.note = note_on_place(directory, manifest.parent_path(), crate_path);
  if (known) return scaffold;
  PREBIND_CHECK(remember_package(outline, manifest, undo));
  PREBIND_CHECK(make_exporting(context, cargo, manifest, directory / kMacroFolder, outline.source));
  PREBIND_CHECK(find_package(context, cargo, manifest));
  scaffold.adds_dependency = true;
  scaffold.library_source = outline.source;
  return scaffold;
}

}  // namespace

Result<Scaffold> add_package(const Context& context, const fs::path& crate,
                             const NewOptions& options, Undo& undo) {
  PREBIND_TRY(manifest, cargo::find_manifest(crate));
  PREBIND_TRY(cargo, find_cargo(context));
  PREBIND_TRY(chosen, hosts::find_host(options.language));
  if (options.language == hosts::cpp::CppHost::kName) {
    return add_to_project(context, cargo, manifest, options, *chosen, undo);
  }

  PREBIND_TRY(metadata, cargo::read_metadata(cargo, manifest));
  PREBIND_TRY(outline, cargo::parse_outline(metadata, manifest));
  const auto package = cargo::parse_metadata(metadata, manifest, macro_crate_to_name(context));
  PREBIND_TRY(name, package_name(
                        options.name.empty() ? chosen->module_name_for(outline.name) : options.name,
                        *chosen));
  // Beside the crate, and not in its own letters: many file systems take `geometry` and `Geometry`
  // for one folder.
  const fs::path directory =
      absolute_path(options.directory.empty() ? fs::path(name + ".jl") : options.directory);
  PREBIND_CHECK(check_free(directory));

  const std::string tests = package
                                ? fmt::format("    @test :RustPanic in names({}.Bindings)\n", name)
                                : "    @test occursin('.', crate_version())\n";
  const std::string crate_path = relative_path(manifest.parent_path(), directory);
  FileTexts files =
      package_files(name, crate_path, fmt::format("@testset \"bindings\" begin\n{}end\n", tests));
  if (!package) PREBIND_CHECK(add_macro_crate(context, files));
  undo.will_make(directory);
  PREBIND_CHECK(write_files(directory, files));
  Scaffold scaffold = scaffold_of(name, options.language, directory, manifest.parent_path(), files);
  scaffold.lock_file = outline.workspace / "Cargo.lock";
  scaffold.target_directory = outline.target_directory;
  scaffold.note = note_on_place(directory, manifest.parent_path(), crate_path);
  PREBIND_CHECK(remember_package(outline, manifest, undo));
  if (package) return scaffold;
  PREBIND_CHECK(make_exporting(context, cargo, manifest, directory / kMacroFolder, outline.source));
  PREBIND_CHECK(find_package(context, cargo, manifest));
  scaffold.adds_dependency = true;
  scaffold.library_source = outline.source;
  return scaffold;
}

}  // namespace prebind::engine
