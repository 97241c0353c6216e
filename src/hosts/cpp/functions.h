#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hosts/cpp/types.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::cpp {

/// A parameter in C++.
struct Parameter {
  std::string name;
  model::Type type;
  bool is_generic = false;  ///< its type is another one in other instances
};

/// A function of C++ that calls one glue function.
struct Function {
  std::string owner = {};       ///< the class that it is a member of; empty: none
  std::string name = {};        ///< the one that throws; empty: there is none
  std::string try_name = {};    ///< the one that does not; empty: there is none
  bool is_static = false;       ///< of a member: it has no object
  bool is_constructor = false;  ///< `name` is the class's
  std::optional<model::Passing> receiver = {};
  std::size_t named = 0;  ///< with an owner: which type that is
  std::vector<Parameter> parameters = {};
  model::Type returns = {};
  bool returns_receiver = false;  ///< the one that throws returns `*this`
  std::string symbol = {};
  std::string item = {};  ///< in Rust's notation, for errors at load
  std::string docs = {};
  bool is_unsafe = false;
  std::optional<model::Deprecation> deprecation = {};
  std::vector<std::string> template_arguments = {};  ///< of an instance
  std::string futures = {};  ///< of one that returns a `Future`, as its record has it
};

/// Its texts: lines with their ends.
struct FunctionText {
  std::string glue;                   ///< the declaration of the glue function
  std::string declaration;            ///< what stands in the class, or nothing
  std::string definition;             ///< what stands behind all classes
  std::vector<std::string> dispatch;  ///< what overloads differ by: the types of the parameters
};

/// What all functions of a header share.
struct Shared {
  std::string macros;            ///< what the header's macros begin with
  bool keeps_functions = false;  ///< Rust keeps functions of C++
};

Result<FunctionText> render(const Function& function, const TypeNames& names, const Shared& shared);

/// What C++ tells overloads apart by.
std::string dispatch_of(const std::vector<std::string>& types);

/// `GEOMETRY_FUNCTION(geometry__add__…, …);`
std::string glue_declaration(const std::string& macro, const std::string& symbol,
                             const std::string& returned, const std::vector<std::string>& types);

/// Lines of an item that not every compiler has.
std::string only_with_wide(const std::string& lines);

}  // namespace prebind::hosts::cpp
