#include "model/model.h"

#include <fmt/format.h>

namespace prebind::model {

std::string to_string(const Place& place) {
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string arguments_text(const std::vector<Type>& arguments) {
  std::string text;
  for (const Type& each : arguments) text += (text.empty() ? "<" : ", ") + to_string(each);
  return text.empty() ? text : text + ">";
}

std::string_view base_name(const NamedType& named) {
  const std::string_view name = named.name;
  return named.arguments.empty() ? name : name.substr(0, name.find('<'));
}

std::string whole_host_name(const NamedType& named) {
  return named.host_name + arguments_text(named.arguments);
}

}  // namespace prebind::model
