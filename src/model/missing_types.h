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

/// The type for messages: `Cfg` in backquotes, or that an alias has it in it, if it is spelled
/// `Table<Cfg>::1.0`, as a part of what rustc says of an alias is.
std::string missing_in_words(const std::string& type);

/// What to do about a type that is not exported, by how it is spelled.
std::string help_for_missing(const std::string& type, const std::vector<KnownType>& known);

}  // namespace prebind::model
