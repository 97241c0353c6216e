#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hosts/surface.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::cpp {

/// What Rust must not see, and what refuses it: expressions.
struct Check {
  std::string condition;
  std::string refusal;  ///< a `Failure`
};

/// How an argument goes from C++ to a glue function: one C parameter for each of
/// `abi::parameters_of`.
struct Lowered {
  std::string parameter;             ///< the type of the parameter: `span<const double>`
  std::string member;                ///< the same inside of a tuple
  std::vector<std::string> c_types;  ///< of the glue function's parameters
  std::vector<std::string> values;   ///< what is passed
  std::vector<Check> checks;
  std::vector<std::string> emptied;  ///< objects that Rust takes
};

/// `variable` is an expression for the argument, `name` that of the parameter. An error if no
/// argument can be of this type.
Result<Lowered> lower(const model::Type& type, const std::string& variable, const std::string& name,
                      const TypeNames& names);

/// An expression for a part of an argument: the address of a handle, else the memory. `variable` is
/// an expression for the argument, `type` its type.
std::string lent(const Part& part, const model::Type& type, const std::string& variable);

/// What a glue function returns, in C++.
struct Lifted {
  std::string type;   ///< `std::optional<double>`, `void`
  std::string error;  ///< E of a `Result`, `detail::TextOnly` where there is no value
};

/// An error if nothing can be returned as this type.
Result<Lifted> lift(const model::Type& type, const TypeNames& names);

/// Whether a type holds one of this family, at any depth.
bool holds(const model::Type& type, model::Family family);

}  // namespace prebind::hosts::cpp
