#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expand/bounds.h"
#include "expand/cursor.h"
#include "expand/tokens.h"
#include "model/type.h"

namespace prebind::expand {

struct SequenceSyntax;

enum class Position { argument, returns, field };

/// A type of a signature: what it is to the host, and where it was written.
struct TypedRange {
  model::Type type;
  TokenRange range;
  /// Result only: the tokens of E, if glue can name it, so that a missing `Display` is shown there.
  std::optional<TokenRange> error = {};
  /// Argument only: it is generic in Rust, and the host's type is one that it can be.
  bool is_bounded = false;
  bool iterates = false;                        ///< Rust takes an iterator over it
  model::Passing lent = model::Passing::value;  ///< Rust takes a reference to it
};

/// Reads the types of one item. Object types are numbered in the order they appear, or share a
/// number with the owner if they are it (`Self`); the compiler says later what they are
/// (docs/formats/records.md).
class TypeReader {
 public:
  TypeReader(const Tokens& tokens, std::vector<Diagnostic>& diagnostics)
      : tokens_(tokens), diagnostics_(diagnostics) {}

  /// The type that `Self` means; it becomes reference 0. To be called before any read.
  void set_owner(TokenRange owner);
  /// The same of an instance of a generic struct, which has another name in glue.
  void set_owner(TokenRange owner, std::string name);

  /// The lifetimes that no argument can have, since they outlive the call (lifetimes.h).
  void set_lasting(std::set<std::string> lifetimes) { lasting_ = std::move(lifetimes); }
  /// Says that an argument of these tokens and this lifetime outlives the call, if it does: `help`
  /// says what to write instead. Returns whether it does not.
  bool check_lifetime(const std::optional<std::string>& lifetime, TokenRange range,
                      std::string_view help);

  /// Whether slices that are returned are views.
  void set_view(bool is_view) { is_view_ = is_view; }

  /// The type parameters whose place a type of the host takes.
  void set_bounds(Bounds bounds) { bounds_ = std::move(bounds); }
  /// Whether an argument says what this type parameter is.
  bool is_known(const std::string& parameter) const { return known_.contains(parameter); }

  /// Reads the type at the cursor and leaves the cursor behind it. Nothing if it cannot cross; a
  /// diagnostic then says why, and the cursor stands behind the type all the same.
  std::optional<TypedRange> read(Cursor& cursor, Position position);

  /// The same for a field of a variant, `where` in messages: what is owned, or text that lives for
  /// ever, also a named type in a `Box`.
  std::optional<TypedRange> read_owned(Cursor& cursor, std::string_view where);

  /// The same for what an iterator yields, as `Option` of it.
  std::optional<TypedRange> read_yielded(Cursor& cursor);

  /// What `TryFrom` and the like return: a `Result` of the type at the one cursor, and the error at
  /// the other.
  std::optional<TypedRange> read_fallible(Cursor success, Cursor error, TokenRange range);

  /// The same for what a function returns. If that is an iterator, it goes to `sequence`. A method
  /// of `&mut self` can return its receiver, also in a `Result`: that is read as `()`.
  std::optional<TypedRange> read_returned(Cursor& cursor, std::optional<SequenceSyntax>& sequence,
                                          bool has_mutable_receiver, bool& returns_receiver);

  /// What a method of an exported trait is to a host that implements it: a function that is kept.
  /// `parameters` are inside of its parentheses, with the receiver; `returns` is behind the arrow,
  /// if there is one.
  std::optional<model::Type> read_method(Cursor parameters, std::optional<Cursor> returns);

  /// The tokens of each named type that was read, by reference number.
  const std::vector<TokenRange>& references() const { return references_; }

 private:
  struct Path;

  struct Bounded;

  std::optional<model::Type> read_type(Cursor& cursor, Position position);
  std::optional<model::Type> read_argument(Cursor& cursor);
  bool at_bounded(const Cursor& cursor) const;
  std::optional<model::Type> read_bounded(Cursor& cursor, bool is_whole);
  std::optional<model::Type> read_traits(const Bounded& bounded);
  std::optional<model::Type> read_lent(const Bounded& bounded, const Cursor& rest);
  std::optional<model::Type> read_converted(const Bounded& bounded, const Cursor& rest);
  std::optional<model::Type> read_iterated(const Bounded& bounded, const Cursor& rest);
  std::optional<model::Type> read_item(const Bounded& bounded, Cursor item);
  std::optional<model::Type> read_called(const Bounded& bounded, const KnownTrait& trait);
  std::optional<model::Type> needs_one_type(Cursor cursor, TokenRange whole, Position position);
  std::optional<model::Type> read_borrow(Cursor& cursor, Position position, TokenIndex first);
  std::optional<model::Type> read_borrowed(Cursor& cursor, Position position, TokenRange whole,
                                           bool is_mutable, bool is_static);
  std::optional<model::Type> read_borrowed_text(std::string_view name, Position position,
                                                TokenRange whole, bool is_mutable, bool is_static);
  std::optional<model::Type> read_shared_text(const Path& path, Position position) const;
  std::optional<model::Type> read_pointer(Cursor& cursor, TokenIndex first);
  std::optional<model::Type> read_target(Cursor& cursor);
  Path parse_path(Cursor& cursor) const;
  std::optional<model::Type> read_path(Cursor& cursor, Position position);
  bool is_instance(const Path& path) const;
  /// Whether these are the tokens of a type that may be exported: a path, perhaps of an instance.
  bool may_be_exported(TokenRange range) const;
  std::optional<model::Type> read_slice(Cursor& cursor, Position position, TokenRange whole,
                                        bool is_mutable, bool is_static);
  std::optional<model::Type> read_fixed(Cursor& cursor, Position position, TokenRange whole);
  std::optional<model::Type> read_borrowed_fixed(Cursor& cursor, Position position,
                                                 TokenRange whole, bool is_mutable);
  std::optional<model::Type> read_complex(TokenRange range);
  std::optional<model::Type> read_time(TokenRange range);
  /// `ArrayView2` of `ArrayView2<T>` and `ArrayView<T, Ix2>`; empty for what is none.
  static std::string strided_name(const Path& path);
  std::optional<model::Type> read_strided(const Path& path, const std::string& name,
                                          Position position);
  bool may_be_foreign(const Path& path) const;
  std::optional<model::TypeKind> indexed_kind(const Path& path) const;
  bool is_static_matrix(const Path& path) const;
  std::optional<model::Type> read_static_matrix(const Path& path, Position position);
  std::optional<model::Type> read_array(const Path& path, Position position);
  std::optional<model::Type> read_cow(const Path& path, Position position);
  std::optional<model::Type> read_nested(Cursor cursor, Position position, std::string_view where);
  std::optional<model::Type> read_collection(model::TypeKind kind,
                                             const std::vector<Cursor>& arguments, TokenRange range,
                                             Position position);
  std::optional<model::Type> read_tuple(Cursor inside, Position position, TokenRange whole);
  std::optional<model::Type> read_element(Cursor cursor, Position position, TokenRange around);
  std::optional<model::Type> read_function(Cursor& cursor, Position position, TokenRange whole);
  static std::string help_for_trait(Cursor cursor, Position position);
  std::optional<model::Type> read_closure(Cursor& cursor, Position position, TokenRange whole,
                                          bool is_mutable);
  std::optional<model::Type> read_signature(Cursor& cursor, Position position, TokenRange whole,
                                            model::Type function);
  bool read_told_part(Cursor& cursor, Position position, model::Type& into);
  static bool is_kept(const Path& path);
  std::optional<model::Type> read_trait_object(Cursor cursor, Position position, TokenRange whole,
                                               const std::string& holder);
  std::optional<std::string> refused_bound(Cursor& cursor);
  std::optional<model::Type> read_kept(const Path& path, Position position);
  std::optional<model::Type> read_callable(TokenRange range, Cursor& cursor, Position position,
                                           bool is_c);
  bool allows_object(const model::Type& type, TokenRange range);
  std::optional<model::Type> read_told(TokenRange range, Cursor& cursor, Position position);
  bool at_sequence(const Cursor& cursor) const;
  std::optional<model::Type> read_sequence(Cursor& cursor, TokenRange whole);
  std::optional<model::Type> read_sequence_path(const Path& path);
  std::optional<model::Type> read_byte_stream(const Traits& traits, TokenRange whole);
  std::optional<TypedRange> read_sequence_item(Cursor item, TokenRange whole);
  model::Type made(TokenRange whole);
  std::optional<model::Type> read_shared(const Path& path, Position position);
  std::optional<model::Type> read_boxed(const Path& path, Position position);
  std::optional<model::Type> read_option(const Path& path, Position position);
  std::optional<model::Type> read_result(const Path& path, Position position);
  model::Type named(TokenRange range, model::Passing passing);
  /// Asks rustc what the type is; whether its answer is still to come.
  bool ask(TokenRange range, const std::vector<Cursor>& arguments = {});
  std::optional<model::Type> read_asked(const Path& path, Position position);
  std::optional<model::Type> read_qualified(TokenRange range);
  bool is_owner(const model::Type& type) const;
  std::optional<model::Type> refuse(TokenRange range, std::string why, std::string help);
  std::optional<model::Type> cannot_cross(TokenRange range, std::string help);

  const Tokens& tokens_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<TokenRange> references_;
  std::string owner_;              ///< as spelled; empty outside of an impl
  std::string owner_source_ = {};  ///< as glue writes it
  std::optional<TokenRange> error_ = {};
  bool is_answer_ = false;              ///< what a function of the host returns is read
  bool is_view_ = false;                ///< slices that are returned are views
  bool allows_boxes_ = false;           ///< `Box<Named>` may stand here
  SequenceSyntax* sequence_ = nullptr;  ///< where an iterator that is returned goes
  bool has_sequence_ = false;
  /// Where `&mut Self` may stand as the receiver that is returned.
  std::optional<TokenIndex> receiver_place_ = {};
  bool returns_receiver_ = false;
  Bounds bounds_ = {};
  std::set<std::string> known_ = {};
  int bounded_depth_ = 0;
  TypedRange argument_ = {};  ///< what is said of an argument that is generic
  std::set<std::string> lasting_ = {"static"};
};

}  // namespace prebind::expand
