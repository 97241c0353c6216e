#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace prebind::model {

/// Items for people, in Rust's names and with the marked modules around them: "the method
/// `shapes::Circle::area`". The module of each is resolved.
std::string in_words(const Module& module, const std::vector<Module>& modules);
std::string in_words(const NamedType& named, const std::vector<Module>& modules);
std::string in_words(const Constant& constant, const std::vector<Module>& modules);
std::string in_words(const Field& field, const NamedType& owner,
                     const std::vector<Module>& modules);

/// `owner` is the type whose function it is; null: none.
std::string in_words(const Function& function, const NamedType* owner,
                     const std::vector<Module>& modules);

}  // namespace prebind::model
