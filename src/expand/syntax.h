#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "expand/attributes.h"
#include "expand/cursor.h"
#include "expand/tokens.h"
#include "expand/types.h"
#include "model/model.h"
#include "model/trait_forms.h"

namespace prebind::expand {

struct ArgumentSyntax {
  std::string name = {};
  TypedRange type = {};
  bool is_generic = false;  ///< its type is another one in other instances
  std::optional<model::Default> otherwise = {};
  TokenRange expression = {};  ///< that of the default
  bool is_keyword = false;
  std::optional<model::Service> service = {};
};

/// `impl Read + Write`: which traits a reader or writer has.
struct ByteStreamSyntax {
  bool reads = false, writes = false, seeks = false;
  bool is_tokio = false;  ///< the traits are tokio's `AsyncRead` and `AsyncWrite`
  /// The paths of these traits; empty if they are not `async`.
  TokenRange read = {}, write = {};
};

/// `impl Iterator<Item = T>`, `impl Stream<Item = T>` or `impl Read` as what a function returns, or
/// what is in its `Option` or `Result`.
struct SequenceSyntax {
  std::optional<ByteStreamSyntax> bytes = {};  ///< if it is a reader or writer, without items
  TypedRange item = {};       ///< what `next` returns: `Option<T>`, `Result<Option<T>, E>`
  TokenRange whole = {};      ///< `impl Iterator<Item = T>`
  std::size_t reference = 0;  ///< the type reference of what glue makes of it
  bool has_length = false;    ///< `ExactSizeIterator`
  bool is_sent = true;        ///< other threads may use it
  bool waits = false;         ///< it is a `Stream`, or `AsyncRead` and the like
  TokenRange trait = {};      ///< of a stream: the path of that trait, if `is_named`
  bool is_named = false;
  enum class Box { none, plain, pinned } box = Box::none;  ///< of what waits: what it is in
};

/// A function's signature; its body is never looked at.
struct FunctionSyntax {
  Attributes attributes = {};
  std::string name = {};  ///< as written, with `r#`
  TokenIndex place = 0;   ///< of the name
  bool is_unsafe = false;
  bool is_async = false;  ///< or it returns a future
  bool has_abi = false;   ///< `extern "C" fn`
  std::optional<model::Passing> receiver = {};
  bool has_arc = false;  ///< the receiver is an `Arc<Self>`
  std::vector<ArgumentSyntax> arguments = {};
  TypedRange returns = {};
  std::optional<TokenRange> future = {};  ///< around what is in `returns`
  bool returns_receiver = false;          ///< `&mut Self`, or that in a `Result`; `()` in `returns`
  std::optional<SequenceSyntax> sequence = {};  ///< what is in `returns`
  /// Of an instance of a generic function: the types in the place of its type parameters, as glue
  /// writes them; `_` of one that rustc infers.
  std::vector<std::string> instance = {};
};

struct FieldSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  TypedRange type = {};
  std::vector<TokenRange> references = {};  ///< the struct's name first; of a struct's own fields
};

struct StructSyntax {
  Attributes attributes = {};
  std::string name = {};  ///< of an instance of a generic struct, without its types
  TokenIndex place = 0;
  std::vector<model::Type> arguments = {};  ///< of an instance: the types in its place
  /// Itself, and the named types among its arguments.
  std::vector<TokenRange> references = {};
  std::vector<FieldSyntax> fields = {};  ///< the exported ones
};

/// `Filter<f64>`
std::string name_of_instance(const StructSyntax& item);

/// A `#[julia(value)] struct`: all of its fields.
struct ValueSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  std::vector<FieldSyntax> fields = {};
  std::vector<TokenRange> references = {};  ///< the struct's name first
};

struct VariantSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  /// What stands behind its name: `(f64)`, `{ radius: f64 }`.
  enum class Data { none, tuple, named } data = Data::none;
  std::vector<FieldSyntax> fields = {};  ///< all of them, also those with `#[julia(skip)]`
};

struct EnumSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  std::optional<model::TypeKind> representation = {};
  std::vector<VariantSyntax> variants = {};
  bool has_data = false;                    ///< some variant has parentheses or braces
  std::vector<TokenRange> references = {};  ///< the enum's name first
};

struct ConstantSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  TypedRange type = {};
  bool is_static = false;
  TokenRange value = {};  ///< the expression
};

/// Each member has type references of its own: it becomes a record of its own.
struct MethodSyntax {
  FunctionSyntax function;
  std::vector<TokenRange> references;
};

struct ImplSyntax {
  Attributes attributes = {};
  TokenRange type = {};                  ///< whose impl it is
  std::optional<TokenRange> trait = {};  ///< the exported trait whose methods these are
  std::vector<MethodSyntax> methods = {};
  std::vector<std::string> unmarked = {};  ///< public methods, where others are marked
};

/// `#[julia] impl Display for Point`.
struct TraitSyntax {
  Attributes attributes = {};
  TokenRange type = {};  ///< whose impl it is
  Implementation implementation = {};
  TypedRange item = {};  ///< what an iterator yields
  std::vector<TokenRange> references = {};
};

/// `#[julia] impl Add for Point`: a trait that hosts have a form of their own for.
struct FormSyntax {
  Attributes attributes = {};
  TokenRange type = {};   ///< whose impl it is
  bool has_owner = true;  ///< that is an exported type, and not a number
  bool is_lent = false;   ///< the impl is that of a reference to it
  bool clones_self = false;
  std::vector<bool> clones = {};  ///< of each argument: Rust gets a clone of what a host lends
  const model::TraitForm* form = nullptr;
  TokenIndex place = 0;  ///< of the trait's name
  FunctionSyntax function = {};
  std::vector<TokenRange> references = {};
};

/// A method of an exported trait.
struct TraitMemberSyntax {
  FunctionSyntax function = {};
  std::vector<TokenRange> references = {};
  std::optional<TokenRange> generics = {};  ///< `<'a>`
  std::optional<TokenRange> lifetime = {};  ///< that of the receiver
  std::optional<TokenRange> where = {};
  /// What it is to hosts with types of their own, with the references of the whole trait.
  model::Type told = {};
  bool is_provided = false;
};

/// `#[julia] trait Store`.
struct DefinedTraitSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
  bool needs_debug = false;  ///< it has the supertrait `Debug`
  bool is_sent = false;      ///< each type with it is `Send`
  bool is_shared = false;    ///< each is `Sync`
  std::vector<TraitMemberSyntax> methods = {};
  std::vector<TokenRange> references = {};  ///< the object's type first
};

struct FreeFunctionSyntax {
  FunctionSyntax function;
  std::vector<TokenRange> references;
};

/// One or more instances of a generic function.
struct GenericFunctionSyntax {
  std::vector<FreeFunctionSyntax> instances;
};

/// `mod shapes { … }`; what is in it has attributes of its own.
struct ModuleSyntax {
  Attributes attributes = {};
  std::string name = {};
  TokenIndex place = 0;
};

using ItemSyntax = std::variant<FreeFunctionSyntax, GenericFunctionSyntax, StructSyntax,
                                ValueSyntax, EnumSyntax, ConstantSyntax, ImplSyntax, TraitSyntax,
                                DefinedTraitSyntax, FormSyntax, ModuleSyntax>;

/// Reads the item of a request. Nothing if it cannot be exported; diagnostics then say why, all of
/// them.
std::optional<ItemSyntax> read_item(const Tokens& tokens, std::vector<Diagnostic>& diagnostics);

}  // namespace prebind::expand
