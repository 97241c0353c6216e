#pragma once

#include <optional>
#include <string>

#include "expand/convert.h"
#include "expand/lift.h"
#include "expand/runners.h"
#include "model/model.h"

namespace prebind::expand {

/// Glue of `async` functions (docs/formats/glue-abi.md, "Futures").

/// What the symbols of a crate's futures begin with.
std::string futures_symbol(const std::string& crate);

/// What a future has of an argument, since it goes on after the call: a copy of what the host lends
/// (`String` of `&str`, `Vec<T>` of `&[T]`). Nothing if that is impossible.
std::optional<model::Type> kept(const model::Type& type);

/// Whether it borrows from what a call was given.
bool borrows_from_call(const model::Type& type);

struct FutureCall {
  const model::Function& function;
  const std::string& runtime;  ///< `tokio`, `smol`, the path of a function, or empty
  const Lowering& lowering;
  const Lifting& lifting;         ///< of the arguments as they are `kept`
  std::string kept_arguments;     ///< statements that borrow from these again
  std::string shared;             ///< statements that let other threads use the objects
  std::string call;               ///< `path(arguments)`
  bool is_bound_in_call = false;  ///< `call` binds the arguments and borrows from them itself
  std::string ready = {};         ///< what is kept of `prebind_value`, if that is no result itself
};

/// The function that runs something in the context of what polls futures.
std::string running_within(const std::string& crate, const std::string& runtime);

/// What stands beside the glue functions.
std::string future_definitions(const FutureCall& call, Runners& runners);
/// The body of the function that starts the future.
std::string future_start(const FutureCall& call);
/// The body of the function that has what a future came to, `prebind_h`.
std::string future_finish(const FutureCall& call);

/// `let x = &*x; `: what the function takes of a value that is kept. Empty if it is that value.
std::string borrow_again(const model::Type& type, const std::string& name);

/// `<T>::__prebind_shares(); ` of each object that the type has.
std::string sharing(const model::Type& type);

}  // namespace prebind::expand
