#include "hosts/cpp/instances.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace prebind::hosts::cpp {
namespace {

using model::Type;

/// What one type parameter is in each instance.
using Differing = std::vector<Type>;

bool are_equal(const std::vector<const Type*>& types) {
  return std::ranges::all_of(types, [&](const Type* each) { return *each == *types.front(); });
}

/// `types` are of one argument, or of one part of it, in each instance.
void find_differing(const std::vector<const Type*>& types, std::vector<Differing>& found) {
  if (are_equal(types)) return;
  const Type& first = *types.front();
  const bool are_alike = std::ranges::all_of(types, [&](const Type* each) {
    return each->kind == first.kind && each->arguments.size() == first.arguments.size();
  });
  if (are_alike && !first.arguments.empty()) {
    for (std::size_t i = 0; i < first.arguments.size(); ++i) {
      std::vector<const Type*> parts;
      for (const Type* each : types) parts.push_back(&each->arguments[i]);
      find_differing(parts, found);
    }
    return;
  }
  Differing differing;
  for (const Type* each : types) {
    differing.push_back(*each);
    // `T` and `&T` are of one parameter.
    differing.back().passing = model::Passing::value;
  }
  if (std::ranges::find(found, differing) == found.end()) found.push_back(std::move(differing));
}

std::vector<Differing> differing_types(const std::vector<const model::Function*>& instances) {
  std::vector<Differing> found;
  for (std::size_t i = 0; i < instances.front()->arguments.size(); ++i) {
    std::vector<const Type*> types;
    for (const model::Function* each : instances) types.push_back(&each->arguments.at(i).type);
    find_differing(types, found);
  }
  return found;
}

}  // namespace

TemplateArguments template_arguments(std::span<const model::Function> functions,
                                     const TypeNames& names) {
  using Key = std::tuple<model::InModule, std::string, std::string>;
  std::map<Key, std::vector<const model::Function*>> generic;
  for (const model::Function& each : functions) {
    if (each.is_instance) generic[{each.module, each.crate, each.host_name}].push_back(&each);
  }
  TemplateArguments arguments;
  for (const auto& [name, instances] : generic) {
    const std::vector<Differing> parameters = differing_types(instances);
    for (std::size_t i = 0; i < instances.size(); ++i) {
      std::vector<std::string>& own = arguments[instances[i]];
      for (const Differing& each : parameters) {
        const auto lifted = lift(each[i], names);
        own.push_back(lifted ? lifted->type : "");
      }
    }
  }
  return arguments;
}

}  // namespace prebind::hosts::cpp
