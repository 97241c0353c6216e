#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expand/cursor.h"
#include "expand/tokens.h"
#include "model/model.h"

namespace prebind::expand {

/// A trait whose methods a host can have.
struct Implementation {
  model::TraitMethod trait_method;
  TokenIndex place;         ///< of the trait's name
  bool is_default = false;  ///< `Default` instead, which has a form of its own
};

/// `T = f32, f64`: for which types a generic function is exported.
struct TypeParameter {
  std::string name;
  TokenIndex place;
  std::vector<TokenIndex> types;  ///< an identifier each
};

/// The two attributes that mark what is exported. What `#[julia(…)]` says of names, it says for
/// Julia alone.
enum class Mark { julia, exported };

/// What stands in the parentheses of `#[julia(…)]` and `#[export(…)]`.
struct Options {
  std::optional<std::string> name = {};  ///< `#[export(name = "…")]`: what all hosts call it
  /// By host: `#[julia(name = "…")]`, `#[export(name(cpp = "…"))]`.
  std::map<std::string, std::string> names = {};
  std::optional<TokenIndex> name_place = {};   ///< where one of these stands
  std::vector<std::string> hosts = {};         ///< `#[export(hosts = cpp)]`: those that have it
  std::optional<TokenIndex> hosts_place = {};  ///< where that stands
  bool skip = false;                           ///< leave this field or method out
  bool is_unsafe = false;                      ///< `unsafe`: export an `unsafe fn` all the same
  std::optional<TokenIndex> value = {};        ///< `value`: a struct is plain data
  std::optional<TokenIndex> shared = {};       ///< `shared`: a struct that an `Arc` can have
  /// `gc_safe`: the host may collect garbage while this function runs.
  std::optional<TokenIndex> gc_safe = {};
  /// `interruptible`, `progress`: a parameter that the host itself provides.
  std::optional<model::Service> service = {};
  std::optional<TokenIndex> service_place = {};  ///< where that stands
  std::optional<TokenIndex> other_place = {};    ///< where an option that is none stands
  /// `runtime = "tokio"`: what polls the futures of an `async fn`.
  std::string runtime = {};
  std::optional<TokenIndex> runtime_place = {};  ///< where that stands
  std::optional<TokenIndex> timeout = {};        ///< `timeout`: an `async fn` can be given one
  std::optional<TokenIndex> view = {};           ///< `view`: what is returned is not copied
  /// `as = "length"`: the function of Julia's Base that a function is a method of.
  std::string base_function = {};
  std::optional<TokenIndex> base_place = {};  ///< where that stands
  /// `prefix = "Exp"`: what Julia's names of an enum's variants begin with.
  std::string prefix = {};
  std::optional<TokenIndex> prefix_place = {};  ///< where that stands
  /// `index = 1`: indices of Julia begin with 1.
  std::optional<TokenIndex> index_place = {};
  std::optional<TokenIndex> signature_place = {};  ///< `signature = (x, n = 10)`
  TokenIndex signature = 0;                        ///< its `(`
  /// `derive(Clone, …)`: traits to export.
  std::vector<Implementation> derived = {};
  std::vector<TypeParameter> parameters = {};
  /// `in(shapes, round)`, which the macro of a marked module adds to the marks in it: the names of
  /// the modules, from outside.
  std::vector<std::string> module = {};
};

/// The operation that a trait of this name stands for.
std::optional<model::TraitMethod> trait_method_of(std::string_view trait);

/// The traits that hosts can have, for messages; those that `derive(…)` has too.
extern const std::string_view kTraits, kDerivable;

/// What to write in the place of an implementation of a trait that hosts cannot have.
std::string instead_of_trait(std::string_view trait);

/// Whether this is the name of a trait of the standard library or the like, which nobody can put an
/// attribute on.
bool is_foreign_trait(std::string_view name);

/// Reads `name = "…", hosts = cpp, skip, unsafe, gc_safe, as = "…", value, derive(…)`, and adds it
/// to what was read from another attribute of the same item. What is not known is a diagnostic at
/// its token.
void read_options(Cursor cursor, Mark mark, Options& options, std::vector<Diagnostic>& diagnostics);

/// The attributes before an item, a field or a method.
struct Attributes {
  /// The text of doc comments, unindented as rustdoc does. Empty if rustc evaluates a part of it.
  std::string docs = {};
  std::vector<model::DocPart> doc_parts = {};  ///< in the order in which they are written
  std::vector<TokenRange> cfg = {};            ///< `#[cfg(…)]`, each with its `#`
  std::vector<TokenRange> allow = {};  ///< what `#[allow(…)]` and `#[expect(…)]` have in `(…)`
  std::optional<model::Deprecation> deprecation = {};
  /// The identifiers of `#[repr(…)]`: `C`, `u8`, `align`.
  std::vector<TokenIndex> representation = {};
  bool is_non_exhaustive = false;
  bool is_marked = false;  ///< it carries `#[julia]` or `#[export]` itself
  bool is_bare = false;    ///< that without options
  TokenRange mark = {};
  Options options = {};
};

/// Reads the outer attributes at the cursor and leaves it behind them.
Attributes read_attributes(Cursor& cursor, std::vector<Diagnostic>& diagnostics);

/// Adds the docs that begin what is in braces, `//! …`, to those before it.
void add_inner_docs(Cursor inside, Attributes& attributes);

}  // namespace prebind::expand
