#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "abi/layout.h"
#include "expand/tokens.h"
#include "model/type.h"

namespace prebind::expand {

/// Rust source for carrying what a function returns over the glue ABI
/// (docs/formats/glue-abi.md). The names are those of lift.h.

/// The way a returned type travels.
class Lowering {
 public:
  /// `error` are the tokens of a result's E if they can be named in glue.
  Lowering(const model::Type& type, std::optional<TokenRange> error, std::string failed_symbol);

  /// The definitions of the return struct and its parts; empty if the status is all there is.
  std::string definition() const;
  /// What the return value is made with; to stand beside the glue function.
  std::string helpers() const;
  /// `__PrebindReturn` or `*mut u8`.
  std::string type_name() const;
  /// The return value for a failure, or for `None`: a status and no value.
  std::string only_status(const std::string& status) const;
  /// The Rust type, if its values are returned as they are, `()` among them; else empty.
  std::string plain_type() const;
  /// The return value for the Rust value `value`.
  std::string expression(const std::string& value) const { return lower(type_, value); }

 private:
  bool has_slot() const { return returned_.slot.kind != abi::Slot::Kind::none; }
  std::string lower(const model::Type& type, const std::string& value) const;
  std::string lower_error(const model::Type& error) const;

  const model::Type& type_;
  abi::Returned returned_;
  std::optional<TokenRange> error_;
  std::string failed_;
};

}  // namespace prebind::expand
