#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expand/tokens.h"
#include "model/type.h"

namespace prebind::expand {

class Lowering;

/// Rust source for carrying one type over the glue ABI (docs/formats/glue-abi.md).
///
/// Names: everything that glue declares begins with `prebind_` or `__Prebind`, and everything of
/// the standard library is reached through `prebind_std`, so that no name of the crate can be in
/// the way. `__PrebindT<n>` is type reference n.

/// `, prebind_a0: *const u8, prebind_a0_length: usize`; empty for `()`. `name` is `prebind_a0`.
std::string parameters(const model::Type& type, const std::string& name);

/// A statement that takes what the callee owns out of the parameters, which can be done before
/// anything is refused; empty if there is nothing to take. To stand before any `lift`.
std::string take(const model::Type& type, const std::string& name);

/// The return expression for an argument that is refused.
class Refusal {
 public:
  Refusal(std::string argument, std::string failed_symbol, const Lowering& lowering)
      : argument_(std::move(argument)), failed_(std::move(failed_symbol)), lowering_(lowering) {}

  /// `what` is wrong with it ("is not valid UTF-8").
  std::string operator()(std::string_view what) const;
  /// What is wrong is known to the named type `type`.
  std::string by(const std::string& type) const;

 private:
  std::string argument_, failed_;
  const Lowering& lowering_;
};

/// Statements that bind `name` to the Rust value made of the parameters. `raise` is the function
/// that a closure calls when the host's function threw (support.h).
std::string lift(const model::Type& type, const std::string& name, const Refusal& refused,
                 const std::string& raise);

/// Whether this is a closure of the host, `&dyn Fn` or `&mut dyn FnMut`.
bool is_closure(const model::Type& type);

/// Whether lifting can refuse a value (text that is not UTF-8, a number that is no character or no
/// member of an enum).
bool can_refuse(const model::Type& type);

/// The way a returned type travels.
class Lowering {
 public:
  /// `error` are the tokens of a result's E if they can be named in glue.
  Lowering(const model::Type& type, std::optional<TokenRange> error, std::string failed_symbol);

  /// The definitions of the return struct and its parts; empty if the status is all there is.
  std::string definition() const;
  /// `__PrebindReturn` or `*mut u8`.
  std::string type_name() const;
  /// The return value for a failure, or for `None`: a status and no value.
  std::string only_status(const std::string& status) const;
  /// The Rust type, if its values are returned as they are, `()` among them; else empty.
  std::string plain_type() const;
  /// The return value for the Rust value `value`.
  std::string expression(const std::string& value) const { return lower(type_, value); }

 private:
  std::string lower(const model::Type& type, const std::string& value) const;
  std::string lower_error(const model::Type& error) const;

  const model::Type& type_;
  const model::Type& slot_;  ///< what is inside of Option and Result
  std::optional<TokenRange> error_;
  std::string failed_;
};

}  // namespace prebind::expand
