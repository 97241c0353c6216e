#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/docs.h"
#include "model/type.h"

namespace prebind::model {

/// The version of the calling convention between hosts and glue (docs/formats/glue-abi.md). It is
/// part of every signature digest.
inline constexpr int kAbiVersion = 3;

/// A place in the sources, as rustc counts: lines and columns from 1. `file` is relative to the
/// directory that rustc ran in (the workspace), or absolute for a dependency from elsewhere.
struct Place {
  std::string file = {};
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  auto operator<=>(const Place&) const = default;
};
std::string to_string(const Place& place);

/// `#[deprecated(since = "…", note = "…")]`.
struct Deprecation {
  std::string since = {}, note = {};  ///< as written; empty: not there

  bool operator==(const Deprecation&) const = default;
};

/// What the attributes of an item say of it, beside `host_name`.
struct Marks {
  std::map<std::string, std::string> names = {};  ///< what single hosts call it, by host
  std::vector<std::string> hosts = {};            ///< those that have it; empty: all
  std::optional<Deprecation> deprecation = {};
  /// While a crate is expanded, of docs that rustc evaluates parts of, which have no `docs` yet.
  std::vector<DocPart> doc_parts = {};

  bool operator==(const Marks&) const = default;
};

/// What an argument is if a host leaves it out (`signature = (n = 10)`).
struct Default {
  enum class Kind {
    rust,     ///< Rust evaluates an expression: the type is an option, and no value stands for it
    none,     ///< `None` of an option
    boolean,  ///< `true` or `false`
    number,   ///< decimal: `-10`, `1.5e-3`
    character,
    text,
  };
  Kind kind = Kind::rust;
  std::string text = {};  ///< the value; of `rust` the expression, for people

  bool operator==(const Default&) const = default;
};

/// Whether Rust evaluates what an argument is that a host leaves out.
inline bool is_evaluated(const std::optional<Default>& otherwise) {
  return otherwise && otherwise->kind == Default::Kind::rust;
}

/// A function of the host that the host itself provides where it can: its users do not pass it.
enum class Service {
  interruption,  ///< `&dyn Fn() -> bool`: whether the call should end
  progress,      ///< `&dyn Fn(f64)`: how much of the work is done
};

struct Argument {
  std::string name;
  Type type;
  bool is_generic = false;  ///< of an instance: it has another type in other instances
  std::optional<Default> otherwise = {};
  bool is_keyword = false;  ///< behind all that are not

  /// What Rust has: without the option that stands for a default that Rust evaluates.
  const Type& rust_type() const {
    return is_evaluated(otherwise) && !type.arguments.empty() ? type.arguments[0] : type;
  }
  std::optional<Service> service = {};

  bool operator==(const Argument&) const = default;
};

/// One for each crate with exported items in the library.
struct Crate {
  std::string name;  ///< of the package, with its hyphens
  std::string version;
  std::string engine;  ///< version of the engine that expanded it
  int abi = kAbiVersion;
  std::string initialize, release_memory, release_failure;  ///< symbols

  bool operator==(const Crate&) const = default;
};

/// What a named type is to hosts.
enum class Shape {
  handle,       ///< `#[julia] struct`: it stays in Rust, the host holds a handle to it
  enumeration,  ///< `#[julia] enum` without data: one of a list of integers
  value,        ///< `#[julia(value)] struct`: plain data, copied
  tagged,       ///< `#[julia] enum` with data: which variant it is and its fields, copied
};

/// A field of a value, or of a variant.
struct ValueField {
  std::string name, host_name;  ///< without a name in Rust, `_0`
  std::string docs = {};
  Type type;
  std::uint64_t offset = 0;  ///< of a value: in bytes, from the record's tail
  Marks marks = {};

  bool operator==(const ValueField&) const = default;
};

struct Variant {
  std::string name, host_name;
  std::string docs = {};
  /// Enumerations: from the record's tail. Of a `u64` or `usize` the same 64 bits.
  std::int64_t value = 0;
  Marks marks = {};
  std::vector<ValueField> fields = {};  ///< tagged
  bool is_tuple = false;                ///< its fields have no names in Rust

  bool operator==(const Variant&) const = default;
};

/// The number of a module among those of a library, if the item is in one; only once resolved.
using InModule = std::optional<std::size_t>;

/// A `#[julia] mod`: hosts have a module for it. Other modules of Rust are not seen.
struct Module {
  std::string crate;  ///< in all items: `Crate::name`; `-` and `_` count as one here
  std::string name, host_name;
  std::string docs = {};
  std::string symbol;  ///< of its record alone: the library has nothing else of it
  Marks marks = {};
  InModule module = {};  ///< the one around it
  Place place = {};

  bool operator==(const Module&) const = default;
};

/// An exported type that has a name.
struct NamedType {
  std::string crate;
  std::string name;       ///< Rust's, without `r#`; of an instance `Filter<f64>`
  std::string host_name;  ///< what hosts call it, but for those in `marks.names`; `Filter`
  std::string docs = {};
  std::string id;            ///< 16 lower-case hex digits, what type references point at
  std::string release = {};  ///< symbol; handles only

  Shape shape = Shape::handle;
  std::string definition = {};  ///< symbol of what the record's tail holds; all but handles
  std::optional<TypeKind> representation = {};  ///< enumerations: the integer of `#[repr(u8)]`
  std::vector<Variant> variants = {};           ///< enumerations, tagged
  bool is_open = false;  ///< tagged: `#[non_exhaustive]`, a newer library may have more variants
  /// Tagged: hosts get such values and cannot make them, because a field is left out or borrows.
  bool is_returned_only = false;
  /// Handles: a trait. Hosts have types with its methods, and handles to Rust's objects.
  bool is_trait = false;
  bool is_clone = false;  ///< tagged: it implements `Clone`; from the record's tail
  /// Tagged: what the static `definition` holds; from the record's tail. ASCII.
  std::string contents = {};
  std::vector<ValueField> members = {};   ///< values
  std::uint64_t size = 0, alignment = 0;  ///< values: in bytes, from the record's tail
  /// Of an instance of a generic struct: the types in the place of its type parameters.
  std::vector<Type> arguments = {};
  Marks marks = {};
  InModule module = {};

  bool operator==(const NamedType&) const = default;
};

/// `<f64>`; empty for what is not generic.
std::string arguments_text(const std::vector<Type>& arguments);

/// Rust's name of the struct that an instance is one of: `Filter`. Of others, the name.
std::string_view base_name(const NamedType& named);

/// The name that hosts call it by, with the types of an instance: `Filter<f64>`.
std::string whole_host_name(const NamedType& named);

/// A `const` or an immutable `static`.
struct Constant {
  std::string crate;
  std::string name, host_name;
  std::string docs = {};
  Type type;               ///< a scalar, a number of 128 bits or `&str`
  std::string definition;  ///< symbol of what the record's tail holds
  /// From the record's tail: text, or the value's bytes, little-endian, zeros up to 8; 16 of a
  /// number of 128 bits.
  std::string bytes = {};
  Marks marks = {};
  Place place = {};  ///< in all members of a library: of the record
  InModule module = {};

  bool operator==(const Constant&) const = default;
};

struct Field {
  std::string crate;
  std::size_t owner = 0;  ///< type reference; once resolved, as `Type::reference`
  std::string name, host_name;
  std::string docs = {};
  Type type;
  std::string getter;
  std::string setter;  ///< empty: the field is read only
  Marks marks = {};
  Place place = {};

  bool operator==(const Field&) const = default;
};

/// What a method stands for that was made of an implementation of a trait.
enum class TraitMethod {
  display,  ///< `Display`: `fn(&self) -> String`
  equal,    ///< `PartialEq`: `fn(&self, other: &Self) -> bool`
  clone,    ///< `Clone`: `fn(&self) -> Self`
  hash,     ///< `Hash`: `fn(&self) -> u64`
  less,     ///< `PartialOrd`, `Ord`: `fn(&self, other: &Self) -> bool`
  /// `Iterator`: `fn(&mut self) -> Option<Item>`, or `Result<Option<Item>, E>`
  next,
  length,  ///< `ExactSizeIterator`: how many items are left
  read,    ///< `Read`: `fn(&mut self, &mut [u8]) -> Result<usize, E>`; 0 at the end
  fill,    ///< `AsyncRead`: waits until `read`, which does not, has bytes; 0 at the end
  write,   ///< `Write`: `fn(&mut self, &[u8]) -> Result<usize, E>`
  /// `Write`: `fn(&mut self) -> Result<(), E>`. `AsyncWrite`: a future of `fn(&mut self, how: u8)`,
  /// which sends on what was written (0), and flushes (1), and shuts it down (2).
  flush,
  seek,  ///< `Seek`: `fn(&mut self, from: u8, offset: i64) -> Result<u64, E>`; 0 start, 1 here, 2
         ///< end
};

/// A free function, an associated function (`owner`) or a method (`owner` and `receiver`).
struct Function {
  std::string crate;
  std::string name, host_name;
  std::string docs = {};
  std::string symbol;
  std::optional<std::size_t> owner = {};  ///< type reference; once resolved, as `Type::reference`
  std::optional<Passing> receiver = {};
  std::vector<Argument> arguments = {};  ///< without the receiver
  Type returns = {};
  /// It returns `&mut Self`, or that in a `Result`, and hosts get the object that they called it
  /// on. `returns` has `()` there.
  bool returns_receiver = false;
  bool is_unsafe = false;
  bool is_gc_safe = false;  ///< it takes long and never calls the host, which may collect meanwhile
  /// Of an `async fn`: what the symbols of its crate's futures begin with.
  std::string futures = {};
  bool has_timeout = false;  ///< hosts can say how long they wait for such a future
  bool is_logger = false;    ///< it is how hosts get what the crate logs, and none calls it else
  std::optional<TraitMethod> trait_method = {};
  /// The function of Julia's Base that it is a method of there: `length` (base_functions.h).
  std::string base_function = {};
  /// The trait that it is the method of, where hosts have a form of their own for that: `Add`
  /// (trait_forms.h).
  std::string implements = {};
  bool counts_from_one = false;  ///< of an index: Julia's, where Rust's begin with 0
  /// One of several instances of a generic function: they have one name and differ by their types.
  bool is_instance = false;
  /// Of a method of an exported trait: the number by which Rust calls the host's.
  std::optional<std::size_t> number = {};
  bool is_provided = false;  ///< of such a method: Rust has one for hosts that have none
  /// The exported trait that its owner has, if it is a method of that `impl`: type reference; once
  /// resolved, as `Type::reference`.
  std::optional<std::size_t> of_trait = {};
  /// Public methods of its `impl` that are not exported, because others are marked. On the first
  /// function of the `impl`.
  std::vector<std::string> unmarked = {};
  Marks marks = {};
  Place place = {};
  InModule module = {};  ///< with an owner: the owner's, wherever the `impl` is

  bool operator==(const Function&) const = default;
};

using Item = std::variant<Crate, Module, NamedType, Field, Function, Constant>;

/// A type that an item refers to by number: `id` of the named type, empty if that type is not
/// exported.
struct TypeReference {
  std::string id = {};
  Place place = {};

  bool operator==(const TypeReference&) const = default;
};

/// One record of a library: an item, where it stands, and the types it refers to.
struct Record {
  Item item;
  Place place = {};
  std::vector<TypeReference> references = {};
  /// The Rust module that the item stands in, from the crate on, without `r#`.
  std::vector<std::string> module = {};

  bool operator==(const Record&) const = default;
};

}  // namespace prebind::model
