#pragma once

#include <string>

#include "hosts/cpp/types.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::cpp {

/// What an implementation of a trait becomes: operators, `std::hash`, a range.
struct Trait {
  std::string glue = {};
  std::string members = {};      ///< declarations for a handle's class
  std::string definitions = {};  ///< behind all classes
  std::string of_std = {};       ///< outside of the namespace
};

/// `namespace_name` is that of the library, and `macros` what its macros begin with.
Result<Trait> render_trait(const model::Function& function, const std::string& item,
                           const TypeNames& names, const std::string& namespace_name,
                           const std::string& macros);

}  // namespace prebind::hosts::cpp
