#include "cargo/graph.h"

#include <map>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

namespace prebind::cargo {
namespace {

using nlohmann::json;

/// Packages are known by their ids.
struct Graph {
  std::map<std::string, std::string> names;
  std::map<std::string, std::vector<std::string>> needs;  ///< but for tests
  std::string root;
};

bool is_for_tests_only(const json& dependency) {
  for (const json& kind : dependency.at("dep_kinds")) {
    if (kind.at("kind") != "dev") return false;
  }
  return true;
}

Graph graph_of(const json& metadata, const std::string& manifest) {
  Graph graph;
  for (const json& package : metadata.at("packages")) {
    const auto& id = package.at("id").get_ref<const std::string&>();
    graph.names[id] = package.at("name").get<std::string>();
    if (package.at("manifest_path") == manifest) graph.root = id;
  }
  for (const json& node : metadata.at("resolve").at("nodes")) {
    std::vector<std::string>& needs = graph.needs[node.at("id").get<std::string>()];
    for (const json& dependency : node.at("deps")) {
      if (!is_for_tests_only(dependency)) needs.push_back(dependency.at("pkg").get<std::string>());
    }
  }
  return graph;
}

std::string find(const Graph& graph) {
  std::set<std::string> seen = {graph.root};
  std::vector<std::string> pending = {graph.root};
  while (!pending.empty()) {
    const std::string id = std::move(pending.back());
    pending.pop_back();
    const auto needs = graph.needs.find(id);
    if (needs == graph.needs.end()) continue;
    for (const std::string& needed : needs->second) {
      const auto name = graph.names.find(needed);
      if (name == graph.names.end()) continue;
      if (name->second == "cc" || name->second == "cmake") return graph.names.at(id);
      if (seen.insert(needed).second) pending.push_back(needed);
    }
  }
  return {};
}

}  // namespace

std::string package_that_compiles_c(std::string_view metadata, const std::string& manifest) {
  const json answer = json::parse(metadata, nullptr, /*allow_exceptions=*/false);
  try {
    return find(graph_of(answer, manifest));
  } catch (const json::exception&) {
    return {};
  }
}

}  // namespace prebind::cargo
