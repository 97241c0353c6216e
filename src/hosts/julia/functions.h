#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hosts/julia/dispatch.h"
#include "hosts/julia/naming.h"
#include "hosts/julia/text.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// One parameter of a glue function, and of the Julia method that calls it.
struct Parameter {
  std::string name;  ///< a Julia identifier
  model::Type type;
  bool is_exact = false;  ///< of just this type: dispatch depends on it
  std::optional<model::Default> otherwise = {};
  bool is_keyword = false;
  std::optional<model::Service> service = {};  ///< the method makes it; callers do not pass it
};

/// A Julia method that calls one glue function.
struct Method {
  std::string name = {};                  ///< as it is written: `increment`, `_prebind.getter`
  std::string documented_name = {};       ///< in the docstring; empty: no docstring
  std::vector<std::string> leading = {};  ///< parameters that only dispatch: `::Base.Type{Counter}`
  std::vector<std::string> documented_leading = {};
  std::vector<Parameter> parameters = {};
  bool is_setter = false;  ///< takes anything as its last parameter that converts to its type
  model::Type returns = {};
  bool returns_receiver = false;  ///< the first parameter instead of `nothing`
  std::string before = {};        ///< statements ahead of all others
  std::string glue = {};          ///< the constant that holds the function's pointer
  std::string finish = {};        ///< that of what a future came to; empty unless it is one
  std::string futures = {};       ///< the constant of the crate's futures
  bool has_timeout = false;       ///< the last keyword is `timeout`
  bool logs = false;              ///< what the crate logged meanwhile is told
  std::string docs = {};
  bool is_unsafe = false;
  bool may_run_julia = false;  ///< Rust keeps functions of Julia, which any call may run
  bool is_gc_safe = false;     ///< other threads may collect garbage during the call
  std::optional<model::Deprecation> deprecation = {};
  std::string depwarn = {};  ///< the arguments of `Base.depwarn`; empty: calls say nothing
};

/// The method, with its docstring.
Result<Code> render(const Method& method, const TypeNames& names);

/// What Julia's dispatch sees of it, and of the methods that Julia makes for calls that leave
/// arguments out: all but the keywords first.
Result<std::vector<Dispatch>> dispatches_of(const Method& method, const TypeNames& names);

/// The parameters of a function as Julia has them: the receiver as `self`, names that Julia accepts
/// and that hide nothing that a method's body uses.
std::vector<Parameter> parameters_of(const model::Function& function, const TypeNames& names);

/// What `Base.depwarn` is told of a call to what has this name; `symbol` is the function called.
std::string depwarn_arguments(const std::string& name, const std::string& symbol,
                              const std::optional<model::Deprecation>& deprecation);

/// `const <glue> = _prebind.@declare(…)`, with a line break.
std::string declaration(const std::string& glue, const std::string& symbol,
                        const std::string& signature);

}  // namespace prebind::hosts::julia
