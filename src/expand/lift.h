#pragma once

#include <string>

#include "expand/convert.h"
#include "model/type.h"

namespace prebind::expand {

/// Rust source that makes Rust's values of a glue function's parameters
/// (docs/formats/glue-abi.md).
///
/// Names: everything that glue declares begins with `prebind_` or `__Prebind`, and everything of
/// the standard library is reached through `prebind_std`, so that no name of the crate can be in
/// the way. `__PrebindT<n>` is type reference n.

/// `, prebind_a0: *const u8, prebind_a0_length: usize`; empty for `()`. `name` is `prebind_a0`.
std::string parameters(const model::Type& type, const std::string& name);

/// The functions that such source calls, without those that `known` has.
std::string lift_helpers(const std::string& source, const std::string& known);

/// The return expression for an argument that is refused.
class Refusal {
 public:
  Refusal(std::string argument, std::string refused_symbol, const Lowering& lowering)
      : argument_(std::move(argument)), refused_(std::move(refused_symbol)), lowering_(&lowering) {}

  /// In the function of a type that reads its values: it leaves to its caller which argument it is.
  Refusal() = default;

  /// `what` is wrong with it ("is not valid UTF-8").
  std::string operator()(std::string_view what) const;
  /// What is wrong is in this variable, a number of a failure and the text.
  std::string of(const std::string& pair) const;
  /// What is wrong with the memory at `address` is known to the named type `type`.
  std::string by(const std::string& type, const std::string& address) const;

 private:
  std::string argument_ = {}, refused_ = {};
  const Lowering* lowering_ = nullptr;
};

/// The statements that lift all arguments of one glue function.
///
/// Their order is the rule of the ABI that a refused argument costs the host nothing: first all
/// are read, then the objects are claimed, and only then is any of them taken. Until then every
/// `return` gives back what was claimed.
///
/// Whatever Rust borrows of the host's memory has the lifetime of a variable of the glue function.
/// So rustc itself refuses a function that wants it for longer than the call.
class Lifting {
 public:
  /// `raise` is the function that a closure calls when the host's function threw (support.h).
  /// Functions that are kept are those of `crate`.
  explicit Lifting(std::string raise = {}, std::string crate = {})
      : raise_(std::move(raise)), crate_(std::move(crate)) {}

  /// Binds `name` to the Rust value made of the parameters of that name.
  void add(const model::Type& type, const std::string& name, const Refusal& refused);

  /// The functions that the statements call; to stand beside the glue function.
  /// Without those that stand there already.
  std::string definitions(const std::string& known = {}) const;
  std::string statements() const { return taken() + bound(); }
  /// The first of them, up to where nothing is refused any more.
  std::string taken() const;
  /// The others, which bind the names.
  std::string bound() const { return bind_; }

 private:
  void add_if(const model::Type& type, const std::string& name, const std::string& condition,
              const Refusal& refused);
  void add_named(const model::Type& named, const std::string& name, const std::string& condition,
                 const Refusal& refused);
  void add_claimed_array(const model::Type& type, const std::string& name,
                         const std::string& condition, const Refusal& refused);
  void add_claimed_map(const model::Type& type, const std::string& name,
                       const std::string& condition, const Refusal& refused);
  void add_tuple(const model::Type& type, const std::string& name, const std::string& condition,
                 const Refusal& refused);

  std::string raise_, crate_;
  std::string read_, claim_, bind_;
};

}  // namespace prebind::expand
