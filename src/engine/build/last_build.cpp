#include "engine/build/last_build.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/cache/cache_place.h"
#include "fingerprint/digest.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using fingerprint::Digest;
using nlohmann::json;

constexpr const char* kNote = "build";
/// Another record: of what cargo has seen, with notes of its own.
constexpr const char* kSeenNote = "seen by cargo";
constexpr const char* kGenerationNote = "generation";
constexpr const char* kEndedNote = "ended";

/// File names need not be UTF-8, JSON must be: bytes are kept as the code points of their values.
std::string to_text(const std::string& bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    if (byte < 0x80) {
      text += static_cast<char>(byte);
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string to_bytes(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80 || i + 1 == text.size()) {
      bytes += text[i];
    } else {
      bytes +=
          static_cast<char>(((byte & 3) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3F));
    }
  }
  return bytes;
}

std::string text_at(const json& object, const char* name) {
  return to_bytes(object.at(name).get_ref<const std::string&>());
}

json json_of(const cargo::Package& package) {
  json dependencies = json::array();
  for (const cargo::PathDependency& dependency : package.path_dependencies) {
    dependencies.push_back({dependency.name, to_text(dependency.directory)});
  }
  json members = json::array();
  for (const fs::path& manifest : package.members) members.push_back(to_text(manifest));
  return {{"name", package.name},
          {"version", package.version},
          {"manifest", to_text(package.manifest)},
          {"library", package.library},
          {"source", to_text(package.source)},
          {"dependency", package.dependency},
          {"workspace", to_text(package.workspace)},
          {"target_directory", to_text(package.target_directory)},
          {"path_dependencies", std::move(dependencies)},
          {"members", std::move(members)},
          {"variant", package.variant}};
}

cargo::Package package_from(const json& object) {
  cargo::Package package = {.name = text_at(object, "name"),
                            .version = text_at(object, "version"),
                            .manifest = text_at(object, "manifest"),
                            .library = text_at(object, "library"),
                            .dependency = text_at(object, "dependency"),
                            .workspace = text_at(object, "workspace"),
                            .target_directory = text_at(object, "target_directory"),
                            .source = text_at(object, "source"),
                            .variant = object.at("variant").get<std::string>()};
  for (const json& dependency : object.at("path_dependencies")) {
    package.path_dependencies.push_back(
        {dependency.at(0).get<std::string>(), to_bytes(dependency.at(1).get<std::string>())});
  }
  for (const json& manifest : object.at("members")) {
    package.members.emplace_back(to_bytes(manifest.get<std::string>()));
  }
  return package;
}

json json_of(const BuildOptions& options) {
  json features = json::array();
  for (const std::string& feature : options.features) features.push_back(to_text(feature));
  return {{"crate", to_text(options.crate)},
          {"output", to_text(options.output)},
          {"language", to_text(options.language)},
          {"module", to_text(options.module)},
          {"library_directory", to_text(options.library_directory)},
          {"release", options.release},
          {"looks_beside", options.looks_beside},
          {"skip_unsupported", options.skip_unsupported},
          {"for_session", options.for_session},
          {"features", std::move(features)},
          {"target", to_text(options.target)},
          {"glibc", options.glibc},
          {"precompile", to_text(options.precompile)}};
}

BuildOptions options_of(const json& object) {
  std::vector<std::string> features;
  for (const json& feature : object.at("features")) {
    features.push_back(to_bytes(feature.get_ref<const std::string&>()));
  }
  return {.crate = text_at(object, "crate"),
          .output = text_at(object, "output"),
          .language = text_at(object, "language"),
          .module = text_at(object, "module"),
          .library_directory = text_at(object, "library_directory"),
          .release = object.at("release").get<bool>(),
          .features = std::move(features),
          .target = text_at(object, "target"),
          .glibc = object.at("glibc").get<std::string>(),
          .precompile = text_at(object, "precompile"),
          .looks_beside = object.at("looks_beside").get<bool>(),
          .for_session = object.at("for_session").get<bool>(),
          .skip_unsupported = object.at("skip_unsupported").get<bool>()};
}

json json_of(const model::LibraryNeeds& needs) {
  json libraries = json::array(), versions = json::array();
  for (const std::string& library : needs.libraries) libraries.push_back(to_text(library));
  for (const auto& [library, names] : needs.versions) {
    for (const std::string& name : names) versions.push_back({to_text(library), to_text(name)});
  }
  return {{"libraries", std::move(libraries)}, {"versions", std::move(versions)}};
}

model::LibraryNeeds needs_of(const json& object) {
  model::LibraryNeeds needs;
  for (const json& library : object.at("libraries")) {
    needs.libraries.push_back(to_bytes(library.get_ref<const std::string&>()));
  }
  for (const json& version : object.at("versions")) {
    needs.versions[to_bytes(version.at(0).get_ref<const std::string&>())].push_back(
        to_bytes(version.at(1).get_ref<const std::string&>()));
  }
  return needs;
}

json json_of(const BuildReport& report) {
  json companions = json::array();
  for (const WrittenFile& file : report.companions) companions.push_back(to_text(file.path));
  json left_out = json::array();
  for (const LeftOutItem& each : report.left_out) {
    left_out.push_back({each.item, each.place, each.reason, each.is_chosen});
  }
  json unmarked = json::array();
  for (const UnmarkedMethods& each : report.unmarked) {
    unmarked.push_back({each.type, each.names});
  }
  return {{"package", report.package},
          {"version", report.version},
          {"language", report.language},
          {"module", report.module},
          {"module_file", to_text(report.module_file.path)},
          {"library_file", to_text(report.library_file.path)},
          {"companions", std::move(companions)},
          {"objects", report.objects},
          {"functions", report.functions},
          {"left_out", std::move(left_out)},
          {"unmarked", std::move(unmarked)},
          {"qualified", report.qualified},
          {"is_restored", report.origin != Origin::built},
          {"is_received", report.origin == Origin::received},
          {"seconds", report.seconds},
          {"needs", json_of(report.needs)}};
}

BuildReport report_of(const json& object) {
  std::vector<WrittenFile> companions;
  for (const json& file : object.at("companions")) {
    companions.push_back({.path = to_bytes(file.get_ref<const std::string&>())});
  }
  std::vector<LeftOutItem> left_out;
  for (const json& each : object.at("left_out")) {
    left_out.push_back({each.at(0).get<std::string>(), each.at(1).get<std::string>(),
                        each.at(2).get<std::string>(), each.at(3).get<bool>()});
  }
  std::vector<UnmarkedMethods> unmarked;
  for (const json& each : object.at("unmarked")) {
    unmarked.push_back({each.at(0).get<std::string>(), each.at(1).get<std::vector<std::string>>()});
  }
  return {.package = object.at("package").get<std::string>(),
          .version = object.at("version").get<std::string>(),
          .language = object.at("language").get<std::string>(),
          .module = object.at("module").get<std::string>(),
          .module_file = {.path = text_at(object, "module_file")},
          .library_file = {.path = text_at(object, "library_file")},
          .companions = std::move(companions),
          .objects = object.at("objects").get<std::size_t>(),
          .functions = object.at("functions").get<std::size_t>(),
          .left_out = std::move(left_out),
          .unmarked = std::move(unmarked),
          .qualified = object.at("qualified").get<std::vector<std::string>>(),
          .origin = !object.at("is_restored").get<bool>() ? Origin::built
                    : object.value("is_received", false)  ? Origin::received
                                                          : Origin::restored,
          .seconds = object.at("seconds").get<double>(),
          .needs = needs_of(object.at("needs"))};
}

std::string encode(const LastBuild& build) {
  return json{{"options", json_of(build.options)},
              {"report", json_of(build.report)},
              {"package", json_of(build.package)},
              {"sysroot", to_text(build.compiler.sysroot)},
              {"driver", to_text(build.compiler.driver)},
              {"compiler", to_text(build.compiler.version)},
              {"key", build.key},
              {"finished", build.finished}}
      .dump();
}

Result<void> decode(LastBuild& build) {
  try {
    const json object = json::parse(build.record.note(kNote));
    build.options = options_of(object.at("options"));
    build.report = report_of(object.at("report"));
    build.package = package_from(object.at("package"));
    build.compiler = {.sysroot = text_at(object, "sysroot"),
                      .driver = text_at(object, "driver"),
                      .version = text_at(object, "compiler")};
    build.key = object.at("key").get<std::string>();
    build.finished = object.at("finished").get<std::int64_t>();
  } catch (const json::exception& problem) {
    return fail(fmt::format("cannot read the record of the last build: {}", problem.what()),
                build.path.string(), "build again");
  }
  return {};
}

std::string encode_seen(const LastBuild& build) {
  return fingerprint::encode({.inputs = build.seen,
                              .notes = {{kGenerationNote, build.generation},
                                        {kEndedNote, fmt::format("{}", build.ended)}}});
}

/// If nobody knows what cargo has seen, the generation is none.
void decode_seen(LastBuild& build) {
  auto seen = fingerprint::decode(build.record.note(kSeenNote));
  if (!seen) return;
  const std::string_view ended = seen->note(kEndedNote);
  const auto [end, error] = std::from_chars(ended.data(), ended.data() + ended.size(), build.ended);
  if (error != std::errc()) return;
  build.generation = seen->note(kGenerationNote);
  build.seen = std::move(seen->inputs);
}

fs::path records_directory(const Environment& environment) {
  const fs::path cache = cache_directory(environment);
  return cache.empty() ? cache : cache / kLastBuilds;
}

fs::path crate_directory(const fs::path& records, const fs::path& manifest) {
  return records / Digest::of(manifest.string()).hex().substr(0, 32);
}

/// `records/<crate>`, of the path of a record.
std::pair<fs::path, fs::path> cache_and_folder(const fs::path& record) {
  const fs::path crate = record.parent_path();
  const fs::path cache = crate.parent_path().parent_path();
  return {cache, crate.lexically_relative(cache)};
}

void load(LastBuild& build) {
  // It says whether a build is fresh: nobody else may have put it there.
  const auto [cache, folder] = cache_and_folder(build.path);
  auto why = distrust_cache_folder(cache, folder);
  if (!why) why = distrust_file(build.path);
  if (why) {
    build.reason = std::move(*why);
    return;
  }
  auto record = fingerprint::load_record(build.path);
  if (!record) {
    build.reason = record.error().message;
    return;
  }
  build.record = std::move(*record);
  if (const auto decoded = decode(build); !decoded) {
    build.reason = decoded.error().message;
    return;
  }
  decode_seen(build);
  build.is_known = true;
}

std::vector<LastBuild> builds_in(const fs::path& crate_directory) {
  std::vector<LastBuild> builds;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(crate_directory, error)) {
    LastBuild build = {.path = entry.path()};
    load(build);
    if (build.is_known) builds.push_back(std::move(build));
  }
  return builds;
}

/// The options as they are whatever directory one stands in.
BuildOptions absolute_options(const BuildOptions& options, const fs::path& manifest) {
  BuildOptions result = options;
  result.crate = manifest;
  std::error_code error;
  const bool is_folder = options.output.empty() || !options.output.has_filename() ||
                         fs::is_directory(options.output, error);
  // The name of the module follows from the crate's; a slash at the end says so.
  result.output = is_folder ? real_path(options.output) / ""
                            : real_path(options.output.parent_path()) / options.output.filename();
  if (!options.library_directory.empty()) {
    result.library_directory = real_path(options.library_directory);
  }
  return result;
}

}  // namespace

LastBuild load_last_build(const Environment& environment, const BuildOptions& options) {
  LastBuild build;
  const fs::path records = records_directory(environment);
  const auto manifest = cargo::find_manifest(options.crate);
  if (!manifest) {
    build.reason = manifest.error().message;
    return build;
  }
  const BuildOptions asked = absolute_options(options, *manifest);
  if (records.empty()) {
    build.reason = "there is no cache directory to keep it in";
    build.options = asked;
    return build;
  }
  // What the output is; with which features it was built is a matter of its record.
  const json output = {to_text(asked.output), to_text(asked.language), to_text(asked.module),
                       to_text(asked.library_directory)};
  build.path = crate_directory(records, *manifest) / Digest::of(output.dump()).hex().substr(0, 32);
  load(build);
  if (build.is_known && build.options.skip_unsupported != asked.skip_unsupported) {
    build = {.path = std::move(build.path),
             .reason = fmt::format("the last build was {} `--skip-unsupported`",
                                   asked.skip_unsupported ? "without" : "with")};
  }
  build.options = asked;
  return build;
}

Result<std::vector<LastBuild>> load_last_builds(const Environment& environment,
                                                const fs::path& crate) {
  PREBIND_TRY(manifest, cargo::find_manifest(crate));
  const fs::path records = records_directory(environment);
  if (records.empty()) return std::vector<LastBuild>();
  std::vector<LastBuild> builds = builds_in(crate_directory(records, manifest));
  std::ranges::sort(builds, {},
                    [](const LastBuild& build) { return build.report.module_file.path; });
  return builds;
}

std::vector<LastBuild> load_last_builds_of_module(const Environment& environment,
                                                  const fs::path& module) {
  const fs::path file = real_path(module);
  std::vector<LastBuild> found;
  std::error_code error;
  for (const auto& crate : fs::directory_iterator(records_directory(environment), error)) {
    for (LastBuild& build : builds_in(crate.path())) {
      if (real_path(build.report.module_file.path) == file) found.push_back(std::move(build));
    }
  }
  // What another crate or other options wrote there before is no longer what lies there.
  std::ranges::sort(found, std::greater(), &LastBuild::finished);
  if (found.size() > 1) found.resize(1);
  return found;
}

bool is_gone(const LastBuild& build) {
  std::error_code error;
  return !fs::exists(build.report.module_file.path, error);
}

bool is_for_packaging(const LastBuild& build) {
  const fs::path module = build.report.module_file.path;
  const fs::path below = module.lexically_relative(build.package.target_directory);
  return !below.empty() && *below.begin() != "..";
}

namespace {

void save(const LastBuild& build) {
  if (build.path.empty()) return;
  const auto [cache, folder] = cache_and_folder(build.path);
  if (make_cache_folder(cache, folder)) (void)fingerprint::save_record(build.record, build.path);
}

}  // namespace

void save_last_build(LastBuild& build) {
  build.record.notes = {{kNote, encode(build)}, {kSeenNote, encode_seen(build)}};
  save(build);
}

void save_seen(LastBuild& build) {
  std::string before(build.record.note(kNote));
  build.record.notes = {{kNote, std::move(before)}, {kSeenNote, encode_seen(build)}};
  save(build);
}

std::size_t clean_last_builds(const Environment& environment,
                              std::optional<std::chrono::seconds> max_age) {
  std::size_t count = 0;
  std::error_code error;
  const auto now = fs::file_time_type::clock::now();
  for (const auto& crate : fs::directory_iterator(records_directory(environment), error)) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(crate.path(), ignored)) {
      LastBuild build = {.path = entry.path()};
      load(build);
      const auto age = std::chrono::duration_cast<std::chrono::seconds>(
          now - fs::last_write_time(entry, ignored));
      const bool is_old = !max_age || age > *max_age;
      const bool is_orphan = !build.is_known || !fs::exists(build.package.manifest, ignored);
      if ((is_old || is_orphan) && fs::remove(entry.path(), ignored)) ++count;
    }
    ::rmdir(crate.path().c_str());
  }
  return count;
}

}  // namespace prebind::engine
