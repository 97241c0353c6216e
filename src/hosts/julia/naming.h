#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hosts/surface.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// What names of our own begin with in a generated module, and what no Rust name may.
inline constexpr std::string_view kReservedPrefix = "_prebind";

inline constexpr Conventions kConventions = {.host = "julia",
                                             .title = "Julia",
                                             .rename = R"(#[julia(name = "…")])",
                                             .methods_are_functions = true,
                                             .has_base_functions = true};

/// Whether Julia would read this as one identifier that can be defined: letters, digits and `_`, at
/// the end perhaps a `!`; not a keyword, not only underscores. What is not ASCII counts as letters.
bool is_identifier(std::string_view name);

/// `text-kit_core` -> `TextKitCore`.
std::string camel_case(std::string_view name);

/// A Rust name as a Julia identifier: `r#` is dropped, Julia's keywords and the names that
/// generated code relies on (`Base`, `Core`, `ccall`) get a `_` behind them, and characters that
/// Julia reads as another one are written as that one.
std::string identifier(std::string_view rust_name);

/// The identifier as it is written in a source text: as it is, or `var"…"` where Julia would not
/// read it as one identifier. A path (`shapes.Circle`) is written part by part.
std::string written(std::string_view identifier);

/// Without the types of an instance: `Filter` of `Filter{Base.Float64}`.
std::string without_types(std::string_view path);

/// A function of Base where a method is added to it: `Base.length`, `Base.:(+)`.
std::string in_base(std::string_view function);

/// `length` of `Base.length`; other names as they are.
std::string without_base(std::string_view name);

/// The literal of the symbol with which a property is asked for: `:x`.
std::string property_symbol(std::string_view rust_name);

/// The Julia module that a name is in.
struct Around {
  std::string name;
  bool is_library = true;  ///< not that of a `#[julia] mod`
};

/// Names the type and checks it: an error if generated code needs that name for itself, or if the
/// module has it.
Result<std::string> public_name(std::string_view rust_name, std::string_view kind,
                                const std::string& where, const Around& around);

/// The wanted name of a constant for a glue function: `_prebind_Counter_increment`. ASCII.
std::string glue_name(std::initializer_list<std::string_view> parts);

/// Gives out names that are different from each other.
class UniqueNames {
 public:
  UniqueNames() = default;
  explicit UniqueNames(std::set<std::string, std::less<>> taken) : taken_(std::move(taken)) {}

  /// `wanted`, or with the first number behind it that makes it new: `add_2`.
  std::string numbered(std::string wanted);

  /// `wanted`, or with as many `_` behind it as make it new.
  std::string underscored(std::string wanted);

 private:
  std::set<std::string, std::less<>> taken_;
};

}  // namespace prebind::hosts::julia
