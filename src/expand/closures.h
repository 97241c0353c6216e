#pragma once

#include <string>

#include "model/type.h"

namespace prebind::expand {

/// Rust closures around functions of the host (docs/formats/glue-abi.md, "Functions of the host").
/// The names are those of lift.h.

/// The statement that binds `name` to the closure, or to a reference to it. `raise` is the function
/// that unwinds when the host's function threw (support.h).
std::string lift_closure(const model::Type& type, const std::string& name,
                         const std::string& raise);

/// The same for one that Rust keeps: a `Box`, an `Arc` or an `Rc` of a closure. `crate` is the name
/// of the crate, whose functions `kept_imports` declares.
std::string lift_kept(const model::Type& type, const std::string& name, const std::string& crate);
/// A call of one that is kept, `callee`, with the arguments `prebind_x1` and so on: statements that
/// may return, and the value.
std::string call_kept(const model::Type& function, const std::string& callee,
                      const std::string& crate);
/// What makes a future of such a call for a method that returns one of `output`. The call begins at
/// once; `later_imports` declares what `callee` is made by.
std::string call_later(const model::Type& function, const std::string& callee,
                       const std::string& output, const std::string& crate);
std::string later_imports(const std::string& crate);
/// The same as `lift_kept` for an object of the host's with the methods of a trait.
std::string lift_implementor(const model::Type& type, const std::string& name);
std::string kept_imports(const std::string& crate);
std::string kept_symbol(const std::string& crate);

/// `f64, bool, `, the types that a function of the host takes in registers; and what it returns.
std::string callable_types(const model::Type& function);
std::string callable_result(const model::Type& function);

}  // namespace prebind::expand
