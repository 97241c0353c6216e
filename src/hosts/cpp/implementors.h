#pragma once

#include <functional>
#include <string>

#include "hosts/cpp/types.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// Finds the traits whose methods objects of C++ can have: it has all that they take and return.
void mark_implementable(const model::Library& library, TypeNames& names);

/// `template <> struct detail::Methods<Store>`: how the methods of a trait are called on objects of
/// C++. `type` is the trait's handle, `name_of` gives a method's name. Lines with their ends.
std::string render_methods(const model::LibraryType& trait, const TypeName& type,
                           const TypeNames& names,
                           const std::function<std::string(const model::Function&)>& name_of);

}  // namespace prebind::hosts::cpp
