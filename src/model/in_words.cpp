#include "model/in_words.h"

#include <fmt/format.h>

#include "model/describe.h"
#include "model/library.h"

namespace prebind::model {
namespace {

std::string path_of(const NamedType& named, const std::vector<Module>& modules) {
  return path_in(modules, named.module, named.name);
}

}  // namespace

std::string in_words(const Module& module, const std::vector<Module>& modules) {
  return fmt::format("the module `{}`", path_in(modules, module.module, module.name));
}

std::string in_words(const NamedType& named, const std::vector<Module>& modules) {
  const bool is_enum = named.shape == Shape::enumeration || named.shape == Shape::tagged;
  const std::string_view what = is_enum ? "enum" : named.is_trait ? "trait" : "struct";
  return fmt::format("the {} `{}`", what, path_of(named, modules));
}

std::string in_words(const Constant& constant, const std::vector<Module>& modules) {
  return fmt::format("the constant `{}`", path_in(modules, constant.module, constant.name));
}

std::string in_words(const Field& field, const NamedType& owner,
                     const std::vector<Module>& modules) {
  return fmt::format("the field `{}::{}`", path_of(owner, modules), field.name);
}

std::string in_words(const Function& function, const NamedType* owner,
                     const std::vector<Module>& modules) {
  if (!owner) {
    return fmt::format("the function `{}`", path_in(modules, function.module, function.name));
  }
  const std::string type = path_of(*owner, modules);
  if (function.trait_method) {
    return fmt::format("`{}` of `{}`", trait_of(*function.trait_method), type);
  }
  return fmt::format("the {} `{}::{}`", function.receiver ? "method" : "function", type,
                     function.name);
}

}  // namespace prebind::model
