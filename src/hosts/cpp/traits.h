#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hosts/cpp/functions.h"
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
  /// Names of functions, and the types of their parameters.
  std::vector<std::pair<std::string, std::vector<std::string>>> declared = {};
};

/// The names of C++ that an implementation has, by this function of it.
std::vector<std::string_view> names_of(const model::Function& function);

/// Whether these are of the type's class, and not of the namespace.
bool is_member(model::TraitMethod method);

/// A namespace with all around it, `geometry::shapes`, and that of the library.
struct Space {
  std::string own, library;
};

/// `space` is that of the type, `release` what releases its handles, and `shared` what
/// all functions of the header share.
Result<Trait> render_trait(const model::Function& function, const std::string& item,
                           const std::string& release, const TypeNames& names, const Space& space,
                           const Shared& shared);

}  // namespace prebind::hosts::cpp
