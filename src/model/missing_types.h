#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace prebind::model {

/// An exported type, for messages about one that is not.
struct KnownType {
  const NamedType* named;
  std::string path;
  Place place;
};

/// What to do about a type that is not exported, by how it is spelled.
std::string help_for_missing(const std::string& type, const std::vector<KnownType>& known);

}  // namespace prebind::model
