#pragma once

#include <string_view>
#include <vector>

#include "model/model.h"
#include "util/result.h"

namespace prebind::model {

struct LibraryType {
  NamedType type;
  Place place;
  std::vector<Field> fields;        ///< in source order; handles only
  std::vector<Function> functions;  ///< associated functions and methods, in source order
};

/// What a library exports, put together: every named type points at its definition, every method
/// stands with its type. Sorted by place, so that the same sources give the same interface whatever
/// order the linker chose.
struct Library {
  std::vector<Crate> crates;  ///< sorted by name
  std::vector<Module> modules = {};
  std::vector<LibraryType> types;
  std::vector<Function> functions;
  std::vector<Constant> constants;

  /// The first type with this Rust name; null if there is none. Two modules may each have a
  /// `Node`, under different host names: to follow a type, take `types[type.reference]`.
  const LibraryType* find(std::string_view name) const;
};

/// The modules around what is in `module`, and that itself, from outside.
std::vector<std::size_t> chain_of(const std::vector<Module>& modules, InModule module);

/// An item of that module in Rust's notation: `shapes::round::Circle`.
std::string path_in(const std::vector<Module>& modules, InModule module, std::string_view name);

/// Puts records together. In the result `Type::reference`, `Field::owner` and `Function::owner` are
/// indices into `types`, and `Type::name` is the Rust name of that type, with the marked modules
/// around it (`shapes::Circle`).
///
/// What would have one name in a host is for hosts to find (hosts/shown.h).
///
/// A named E of a `Result` that is not exported becomes `display`.
///
/// Errors name the place (`src/lib.rs:10:22`) and the way out: a type that is not exported, or that
/// is not allowed where it is (`&mut` of an enumeration, a handle as a field), two items of one
/// symbol (both places), an `abi` that this engine does not speak, a crate
/// without or with two crate records, no record at all. All problems found are reported, one Error
/// each, in source order.
tl::expected<Library, std::vector<Error>> resolve(std::vector<Record> records);

}  // namespace prebind::model
