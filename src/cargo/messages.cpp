#include "cargo/messages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

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

bool is_local(const std::string& id) {
  return id.find("path+file:") != std::string::npos;
}

/// "path+file:///w/geometry#1.2.3", "path+file:///w/geo#geometry@1.2.3", and before cargo 1.77
/// "geometry 1.2.3 (path+file:///w/geo)".
std::string name_in(const std::string& id) {
  const std::size_t hash = id.rfind('#');
  if (hash == std::string::npos) return id.substr(0, id.find(' '));
  if (const std::size_t at = id.find('@', hash); at != std::string::npos) {
    return id.substr(hash + 1, at - hash - 1);
  }
  return fs::path(id.substr(0, hash)).filename().string();
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
  built_.artifacts.push_back({.name = name_in(id),
                              .package = directory,
                              .file = files.front().get<std::string>(),
                              .is_local = is_local(id)});
}

void Messages::add_script(const json& message) {
  const std::string id = message.at("package_id").get<std::string>();
  ScriptRun run = {.package = directories_[id],
                   .out_directory = message.at("out_dir").get<std::string>(),
                   .is_local = is_local(id)};
  for (const json& variable : message.at("env")) {
    run.variables.push_back(variable.at(0).get<std::string>());
  }
  built_.scripts.push_back(std::move(run));
}

}  // namespace prebind::cargo
