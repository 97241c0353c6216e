#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hosts/julia/naming.h"
#include "model/type.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// How an argument goes from Julia to a glue function. `docs/formats/glue-abi.md` has the C side.
struct Lowered {
  /// Its annotation in the method's signature: what a caller may pass (`Base.Real`).
  std::string dispatch;

  /// The same where nothing is converted: `Base.Int32`.
  std::string exact;

  /// What the value of a property is converted to, if not to `exact`.
  std::string assigned = {};

  /// Its type in the docstring: what Rust gets (`Int32`).
  std::string documented;

  /// An expression whose value takes the argument's place before the call; empty if the argument is
  /// good as it is. May throw.
  std::string prepared = {};

  /// The same for an argument that `ccall` converts itself, where it does not: in a tuple.
  std::string prepared_early = {};

  /// The C parameters and the expressions passed, one for one.
  std::vector<std::string> c_types = {};
  std::vector<std::string> values = {};

  /// Whether the garbage collector has to keep the argument while the call runs.
  bool preserve = false;

  /// Whether Rust borrows or takes a part of it as it is: a slice or a handle.
  bool is_borrowed = false;

  /// A function that Rust calls: the method has to be compiled for it, which Julia does only where
  /// a type parameter stands for its type.
  bool is_function = false;
};

/// `variable` is the name of the argument in the method. With `lends`, Rust calls functions of
/// Julia meanwhile, and gets copies of what it would borrow of arrays. An error if no argument can
/// be of this type.
Result<Lowered> lower(const model::Type& type, std::string_view variable, const TypeNames& names,
                      bool lends = false);

/// How a glue function's return value becomes a Julia value.
struct Lifted {
  /// T of `_prebind.Returned{T}`; empty if the glue returns a status alone.
  std::string slot = {};

  /// The Julia value, from a variable `returned`.
  std::string value;

  /// Its type in the docstring.
  std::string documented;

  /// Whether the status can be `NONE`.
  bool optional = false;

  /// Julia type of the E of a `Result` whose value the host gets; else empty.
  std::string error = {};
};

/// `returned` is the name of the variable. An error if nothing can be returned as this type.
Result<Lifted> lift(const model::Type& type, std::string_view returned, const TypeNames& names);

/// The Julia type with the same bytes (of a `char` its number); empty for what is no scalar.
std::string_view scalar(model::TypeKind kind);

/// A type's name without `Base.`, as docstrings have it.
std::string unqualified(std::string_view type);

}  // namespace prebind::hosts::julia
