#include "engine/json.h"

#include <nlohmann/json.hpp>

namespace prebind::engine {
namespace {

using Json = nlohmann::ordered_json;

const char* name(Origin origin) {
  switch (origin) {
    case Origin::fresh:
      return "fresh";
    case Origin::restored:
      return "restored";
    case Origin::received:
      return "received";
    case Origin::built:
      break;
  }
  return "built";
}

Json json_of(const std::vector<InputChange>& changes) {
  Json list = Json::array();
  for (const InputChange& change : changes) {
    list.push_back({{"input", change.input},
                    {"before", change.before},
                    {"after", change.after},
                    {"text", change.text}});
  }
  return list;
}

Json json_of(const CheckedBuild& build) {
  return {{"fresh", build.is_fresh()},
          {"package", build.report.package},
          {"module_file", build.report.module_file.path.string()},
          {"library_file", build.report.library_file.path.string()},
          {"changes", json_of(build.changes)}};
}

}  // namespace

Json to_json(const model::LibraryNeeds& needs) {
  Json libraries = Json::object();
  for (const std::string& library : needs.libraries) libraries[library] = Json::array();
  for (const auto& [library, versions] : needs.versions) libraries[library] = versions;
  const std::string glibc = model::glibc_of(needs);
  return {{"glibc", glibc.empty() ? Json() : Json(glibc)}, {"libraries", std::move(libraries)}};
}

Json to_json(const BuildReport& report) {
  const auto file = [](const WrittenFile& file) {
    return Json{{"path", file.path.string()}, {"changed", file.changed}};
  };
  Json companions = Json::array();
  for (const WrittenFile& each : report.companions) companions.push_back(file(each));
  Json left_out = Json::array();
  for (const LeftOutItem& each : report.left_out) {
    left_out.push_back({{"item", each.item}, {"place", each.place}, {"reason", each.reason}});
  }
  Json unmarked = Json::array();
  for (const UnmarkedMethods& each : report.unmarked) {
    unmarked.push_back({{"type", each.type}, {"methods", each.names}});
  }
  return {{"package", report.package},
          {"version", report.version},
          {"language", report.language},
          {"module", report.module},
          {"module_file", file(report.module_file)},
          {"library_file", file(report.library_file)},
          {"companions", std::move(companions)},
          {"types", report.objects},
          {"functions", report.functions},
          {"left_out", std::move(left_out)},
          {"unmarked", std::move(unmarked)},
          {"qualified", report.qualified},
          {"needs", to_json(report.needs)},
          {"origin", name(report.origin)},
          {"seconds", report.seconds}};
}

Json to_json(const CheckReport& report) {
  Json builds = Json::array();
  for (const CheckedBuild& build : report.builds) builds.push_back(json_of(build));
  return {{"crate", report.crate.string()},
          {"fresh", report.is_fresh()},
          {"builds", std::move(builds)}};
}

Json to_json(const Explanation& explanation) {
  Json builds = Json::array();
  for (const ExplainedBuild& build : explanation.builds) {
    Json object = json_of(build.checked);
    object["origin"] = name(build.checked.report.origin);
    object["key"] = build.key;
    object["finished"] = build.finished;
    object["stored"] = build.is_stored;
    object["miss"] = build.miss;
    object["remote"] = {
        {"server", build.remote.server}, {"key", build.remote.key}, {"told", build.remote.told}};
    object["nearest"] = {{"key", build.nearest_key},
                         {"created", build.nearest_created},
                         {"changes", json_of(build.nearest_changes)}};
    Json inputs = Json::array();
    for (const ExplainedInput& input : build.inputs) {
      inputs.push_back({{"role", input.role},
                        {"name", input.name},
                        {"content", input.content},
                        {"path", input.path}});
    }
    object["inputs"] = std::move(inputs);
    builds.push_back(std::move(object));
  }
  return {{"crate", explanation.crate.string()}, {"builds", std::move(builds)}};
}

Json to_json(const std::vector<CachedBuild>& builds) {
  Json list = Json::array();
  for (const CachedBuild& build : builds) {
    list.push_back({{"key", build.key},
                    {"crate", build.crate},
                    {"version", build.version},
                    {"profile", build.profile},
                    {"target", build.target},
                    {"engine", build.engine},
                    {"size", build.size},
                    {"created", build.created},
                    {"last_used", build.last_used},
                    {"seconds", build.seconds},
                    {"origin", build.is_remote ? "remote" : "local"}});
  }
  return {{"results", std::move(list)}};
}

Json to_json(const CacheSize& size) {
  return {{"directory", size.directory.string()},
          {"results", size.results},
          {"files", size.files},
          {"bytes", size.bytes},
          {"set_aside", size.set_aside},
          {"limit", size.limit}};
}

Json to_json(const CacheVerification& verification) {
  return {{"results", verification.results},
          {"files", verification.files},
          {"damaged", verification.damaged},
          {"incomplete", verification.incomplete}};
}

Json to_json(const CacheStatistics& statistics) {
  return {{"hits", statistics.hits},
          {"misses", statistics.misses},
          {"seconds_saved", statistics.seconds_saved},
          {"published", statistics.published},
          {"removed", statistics.removed},
          {"set_aside", statistics.set_aside},
          {"remote", statistics.remote},
          {"remote_seconds_saved", statistics.remote_seconds_saved}};
}

Json to_json(const CacheCleaning& cleaning) {
  return {{"removed", cleaning.removed},
          {"in_use", cleaning.in_use},
          {"freed", cleaning.freed},
          {"remaining", cleaning.remaining},
          {"forgotten", cleaning.forgotten}};
}

Json to_json(const Failure& failure) {
  Json errors = Json::array();
  for (const Error& error : failure.errors) {
    errors.push_back({{"message", error.message}, {"where", error.where}, {"help", error.help}});
  }
  return {{"errors", std::move(errors)}};
}

}  // namespace prebind::engine
