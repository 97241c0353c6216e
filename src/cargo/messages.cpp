#include "cargo/messages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cargo/package_id.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_shared_library(const fs::path& path) {
  const fs::path extension = path.extension();
  return extension == ".so" || extension == ".dylib" || extension == ".dll";
}

/// The library that an artifact's message reports as built; empty if it is another artifact.
fs::path library_in_message(const json& message, const Package& package) {
  const json& target = message.at("target");
  const json& types = target.at("crate_types");
  const std::string name = crate_name(target.at("name").get<std::string>());
  if (name != package.library || std::find(types.begin(), types.end(), "cdylib") == types.end()) {
    return {};
  }
  for (const json& file : message.at("filenames")) {
    const fs::path path = file.get<std::string>();
    if (is_shared_library(path)) return path;
  }
  return {};
}

ArtifactKind kind_of(const json& target) {
  for (const json& kind : target.value("kind", json::array())) {
    if (kind == "proc-macro") return ArtifactKind::macro;
    if (kind == "custom-build") return ArtifactKind::build_script;
  }
  return ArtifactKind::library;
}

/// Ids have had blanks in them until the very version that knows `cargo::KEY=VALUE`, 1.77.
ScriptSyntax syntax_by(const std::string& id) {
  return id.find(' ') == std::string::npos ? ScriptSyntax::both : ScriptSyntax::old;
}

}  // namespace

bool Messages::add(std::string_view line) {
  try {
    const json message = json::parse(line);
    const json& reason = message.at("reason");
    if (reason == "compiler-artifact") add_artifact(message);
    if (reason == "build-script-executed") add_script(message);
    return true;
  } catch (const json::exception&) {
    return false;
  }
}

void Messages::add_artifact(const json& message) {
  if (fs::path found = library_in_message(message, package_); !found.empty()) {
    built_.library = std::move(found);
  }
  const std::string id = message.at("package_id").get<std::string>();
  const fs::path directory = fs::path(message.at("manifest_path").get<std::string>()).parent_path();
  directories_[id] = directory;
  const json& files = message.at("filenames");
  if (files.empty()) return;
  built_.artifacts.push_back({.name = parse_package_id(id).name,
                              .package = directory,
                              .file = files.front().get<std::string>(),
                              .is_local = parse_package_id(id).is_local(),
                              .id = parse_package_id(id),
                              .kind = kind_of(message.at("target"))});
}

void Messages::add_script(const json& message) {
  const std::string id = message.at("package_id").get<std::string>();
  ScriptRun run = {.package = directories_[id],
                   .out_directory = message.at("out_dir").get<std::string>(),
                   .is_local = parse_package_id(id).is_local(),
                   .id = parse_package_id(id),
                   .syntax = syntax_by(id)};
  for (const json& variable : message.at("env")) {
    run.variables.push_back(variable.at(0).get<std::string>());
  }
  built_.scripts.push_back(std::move(run));
}

}  // namespace prebind::cargo
