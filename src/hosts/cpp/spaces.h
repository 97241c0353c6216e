#pragma once

#include <string>
#include <vector>

#include "model/library.h"

namespace prebind::hosts::cpp {

/// Names of the namespaces of a library's modules, each with those around it: `shapes::round`.
using SpaceNames = std::vector<std::string>;

/// Lines of a header in the order in which they were added, each in the namespace that it is for.
class Spaces {
 public:
  void add(model::InModule module, const std::string& lines);
  std::string text(const SpaceNames& names) const;

 private:
  struct Part {
    model::InModule module;
    std::string lines;
  };
  std::vector<Part> parts_ = {};
};

}  // namespace prebind::hosts::cpp
