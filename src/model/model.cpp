#include "model/model.h"

#include <fmt/format.h>

namespace prebind::model {

std::string to_string(const Place& place) {
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

}  // namespace prebind::model
