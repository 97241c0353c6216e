#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hosts/cpp/types.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// Lines that define a type or constant, and the statement that compares it with the library's.
struct Definition {
  std::string text;
  std::string agreement;
};

/// `variants` are their names in C++.
Definition render_enum(const model::NamedType& named, const std::string& name,
                       const std::vector<std::string>& variants);

/// `fields` are the names of the members, `methods` lines of declarations for the class.
Definition render_value(const model::NamedType& named, const TypeName& type,
                        const std::vector<std::string>& fields, const std::string& methods,
                        const TypeNames& names);

/// `path` is the name for what is in another namespace.
Definition render_constant(const model::Constant& constant, const std::string& name,
                           const std::string& path);

/// The statement that adds an item to those that differ, unless `test`, of a symbol, is true.
std::string agreement_of(const std::string& symbol, const std::string& item,
                         const std::string& expected);

}  // namespace prebind::hosts::cpp
