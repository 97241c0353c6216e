#pragma once

#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind::assembler {

enum class ObjectFormat { wasm, elf, mach_o, coff };

/// What a piece of assembly is assembled for: a machine with its object format, and the features
/// that the assembly may use.
///
/// Written `wasm32`, `wasm32+atomics,bulk-memory`, `x86_64-linux+avx2`: the machine as below, then
/// `+`, then features under the names that Rust gives them. This name is also the name of the
/// folder in which a crate keeps the archives of the variant, so it is canonical: features sorted,
/// none twice. A variant allows exactly the features that it names, whatever the newest compiler
/// enables of its own accord; so archives mean the same for everybody.
class Variant {
 public:
  /// Reads a name; the order of the features does not matter. An unknown machine or feature is an
  /// error that lists what there is and names the nearest.
  static Result<Variant> parse(std::string_view text);

  /// The canonical name.
  std::string name() const;

  /// `wasm32`, `x86_64-linux`, …
  std::string_view machine() const { return machine_; }
  /// Rust's names, sorted.
  const std::vector<std::string>& features() const { return features_; }

  ObjectFormat format() const;
  /// What LLVM calls the machine: `wasm32-unknown-unknown`, `arm64-apple-macosx11.0`, …
  std::string_view llvm_triple() const;
  /// The features as LLVM reads them: `+bulk-memory,+atomics`. Names differ from Rust's in places.
  std::string llvm_features() const;

  auto operator<=>(const Variant&) const = default;

 private:
  Variant(std::string_view machine, std::vector<std::string> features)
      : machine_(machine), features_(std::move(features)) {}

  std::string machine_;
  std::vector<std::string> features_;
};

/// The machines there are, in the order in which messages list them.
std::vector<std::string_view> machines();

/// The features that a variant of `machine` may name, sorted; empty for an unknown machine.
std::vector<std::string_view> features_of(std::string_view machine);

/// The machine for which code of a Rust target is assembled: `aarch64-linux` for
/// `aarch64-unknown-linux-musl`. An error for a target for which no archives can be made.
Result<std::string> machine_of_rust_target(std::string_view rust_triple);

/// Of the variants that a crate declares, the one for a Rust target: those for its machine whose
/// every feature is among `enabled_features` (cargo's CARGO_CFG_TARGET_FEATURE; features unknown
/// here are of no concern), of these the one with the most features, of equals the one whose name
/// is first in the alphabet. An error where none fits; it says which features were missing.
Result<Variant> choose_variant(std::span<const Variant> declared, std::string_view rust_triple,
                               std::span<const std::string> enabled_features);

}  // namespace prebind::assembler
