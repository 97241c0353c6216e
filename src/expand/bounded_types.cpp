// Arguments that are generic in Rust: `impl AsRef<str>`, `S` where `S: AsRef<str>`. The host has a
// type of its own for what such an argument can be.

#include <fmt/format.h>

#include <algorithm>

#include "expand/carried.h"
#include "expand/lifetimes.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

/// What is generic, and where it stands.
struct TypeReader::Bounded {
  Cursor at;
  TokenRange whole;
  std::string name;  ///< of the type parameter; empty: `impl`
  Traits traits;
  bool is_whole;       ///< an argument, or behind the `&` of one
  bool lasts = false;  ///< it may outlive the call
};

namespace {

/// The parameters that bounds have of each other end somewhere.
constexpr int kDeepestBound = 4;

TypeKind borrowed_text(std::string_view name) {
  if (name == "Path") return TypeKind::path;
  if (name == "OsStr") return TypeKind::os_str;
  return name == "CStr" ? TypeKind::c_str : TypeKind::str;
}

/// What stands in `<…>`, if it is one type.
std::optional<Cursor> only_argument(Cursor rest) {
  if (!rest.take_punctuation('<')) return std::nullopt;
  const TokenIndex first = rest.position();
  skip_type(rest);
  const Cursor argument(rest.tokens(), first, rest.position());
  if (rest.position() == first || !rest.take_punctuation('>')) return std::nullopt;
  return argument;
}

/// rustc knows such a type only by what the function says of it.
bool has_collection(const Type& type) {
  return model::is_collection(type.kind) || std::ranges::any_of(type.arguments, has_collection);
}

}  // namespace

bool TypeReader::at_bounded(const Cursor& cursor) const {
  if (cursor.at_identifier("impl")) return true;
  if (!cursor.at_identifier() || !bounds_.contains(cursor.peek().text)) return false;
  Cursor behind = cursor;
  behind.take();
  return !behind.at_operator("::");
}

std::optional<Type> TypeReader::read_argument(Cursor& cursor) {
  Cursor inner = cursor;
  Passing lent = Passing::value;
  std::optional<std::string> lifetime;
  if (inner.take_punctuation('&')) {
    lifetime = inner.take_lifetime();
    lent = inner.take_identifier("mut") ? Passing::mutable_reference : Passing::reference;
  }
  if (!at_bounded(inner)) return read_type(cursor, Position::argument);
  Cursor behind = inner;
  skip_type(behind);
  const TokenRange whole{cursor.position(), behind.last()};
  cursor = behind;
  if (!check_lifetime(lifetime, whole, let_it_end(lifetime.value_or("static")))) {
    return std::nullopt;
  }
  argument_.lent = lent;
  return read_bounded(inner, true);
}

/// The cursor stands at an `impl` or at the name of a type parameter.
std::optional<Type> TypeReader::read_bounded(Cursor& cursor, bool is_whole) {
  Cursor behind = cursor;
  skip_type(behind);
  Bounded bounded{.at = cursor,
                  .whole = {cursor.position(), behind.last()},
                  .name = {},
                  .traits = {},
                  .is_whole = is_whole};
  if (cursor.take_identifier("impl")) {
    bounded.traits = traits_in(Cursor(tokens_, cursor.position(), behind.position()));
  } else {
    bounded.name = cursor.peek().text;
    bounded.traits = bounds_.at(bounded.name);
    known_.insert(bounded.name);
  }
  cursor = behind;
  return read_traits(bounded);
}

std::optional<Type> TypeReader::read_traits(const Bounded& written) {
  Bounded bounded = written;
  for (Cursor trait : bounded.traits) {
    const auto lifetime = trait.take_lifetime();
    bounded.lasts = bounded.lasts || (lifetime && lasting_.contains(*lifetime));
  }
  const auto found = std::ranges::find_if(bounded.traits, [](const Cursor& trait) {
    return known_trait(trait).kind != KnownTrait::Kind::other;
  });
  if (found == bounded.traits.end() || bounded_depth_ == kDeepestBound) {
    return needs_one_type(bounded.at, bounded.whole, Position::argument);
  }
  argument_.is_bounded = true;
  const KnownTrait trait = known_trait(*found);
  ++bounded_depth_;
  std::optional<Type> type;
  switch (trait.kind) {
    case KnownTrait::Kind::lent:
      type = read_lent(bounded, trait.rest);
      break;
    case KnownTrait::Kind::converted:
      type = read_converted(bounded, trait.rest);
      break;
    case KnownTrait::Kind::iterator:
      if (bounded.is_whole) {
        argument_.iterates = true;
        type = read_iterated(bounded, trait.rest);
      } else {
        cannot_cross(bounded.whole, "an iterator has to be an argument by itself");
      }
      break;
    case KnownTrait::Kind::iterated:
      type = read_iterated(bounded, trait.rest);
      break;
    case KnownTrait::Kind::called:
      type = read_called(bounded, trait);
      break;
    case KnownTrait::Kind::shown:
    case KnownTrait::Kind::other:
      type = Type{.kind = bounded.lasts ? TypeKind::string : TypeKind::str};
      break;
  }
  --bounded_depth_;
  return type;
}

/// `AsRef<str>`, `AsRef<[f64]>`: what the host lends, or a copy of it where that has to last.
std::optional<Type> TypeReader::read_lent(const Bounded& bounded, const Cursor& rest) {
  auto target = only_argument(rest);
  if (target && target->at_group("[")) {
    Cursor element = target->inside();
    skip_type(element);
    if (element.at_end()) {
      const bool is_owned = bounded.lasts || !bounded.is_whole;
      auto type = read_slice(*target, Position::argument, bounded.whole, false, false);
      if (type && is_owned) type = Type{.kind = TypeKind::vector, .arguments = type->arguments};
      return type;
    }
  }
  const std::string name = target ? standard_name(*target) : "";
  if (!is_unsized_text(name)) {
    return needs_one_type(bounded.at, bounded.whole, Position::argument);
  }
  const TypeKind kind = borrowed_text(name);
  return Type{.kind = bounded.lasts ? owned_kind(kind) : kind};
}

/// `Into<String>`: that very type.
std::optional<Type> TypeReader::read_converted(const Bounded& bounded, const Cursor& rest) {
  const auto target = only_argument(rest);
  if (!target) return needs_one_type(bounded.at, bounded.whole, Position::argument);
  Cursor inside = *target;
  auto type = read_type(inside, Position::argument);
  if (!type || !has_collection(*type)) return type;
  Cursor end = *target;
  skip_type(end);
  return cannot_cross(bounded.whole,
                      fmt::format("write `{}`", spell(tokens_, {target->position(), end.last()})));
}

/// `IntoIterator<Item = f64>`: a vector, or a slice of what is lent.
std::optional<Type> TypeReader::read_iterated(const Bounded& bounded, const Cursor& rest) {
  if (const auto item = type_of(rest, "Item")) return read_item(bounded, *item);
  const auto traits = bounds_.find(bounded.name + "::Item");
  if (bounded.name.empty() || traits == bounds_.end()) {
    return cannot_cross(bounded.whole, "say what it yields: `Item = f64`");
  }
  auto element = read_traits({.at = bounded.at,
                              .whole = bounded.whole,
                              .name = traits->first,
                              .traits = traits->second,
                              .is_whole = false});
  if (!element) return std::nullopt;
  if (!model::is_nestable(*element)) {
    return needs_one_type(bounded.at, bounded.whole, Position::argument);
  }
  return Type{.kind = TypeKind::vector, .arguments = {std::move(*element)}};
}

std::optional<Type> TypeReader::read_item(const Bounded& bounded, Cursor item) {
  Cursor behind = item;
  const bool is_lent = behind.take_punctuation('&');
  const auto lifetime = is_lent ? behind.take_lifetime() : std::nullopt;
  if (is_lent && behind.at_identifier("mut")) {
    return cannot_cross(bounded.whole, "take `&mut [T]`, whose elements Rust can change");
  }
  if (!is_lent || is_unsized_text(standard_name(behind)) || at_bounded(behind)) {
    auto element = read_element(item, Position::argument, bounded.whole);
    if (!element) return std::nullopt;
    return Type{.kind = TypeKind::vector, .arguments = {std::move(*element)}};
  }
  const std::string help = "let it yield values instead of references";
  const auto lasting = bounded.lasts ? std::optional<std::string>("static") : lifetime;
  if (!check_lifetime(lasting, bounded.whole, help)) return std::nullopt;
  auto element = read_element(behind, Position::argument, bounded.whole);
  if (!element) return std::nullopt;
  return Type{
      .kind = TypeKind::slice, .arguments = {std::move(*element)}, .passing = Passing::reference};
}

/// `Fn(f64) -> f64`: Rust borrows the function, and what borrows one can be called as it can. One
/// that may outlive the call or leave its thread goes in a `Box`, which can be called, too.
std::optional<Type> TypeReader::read_called(const Bounded& bounded, const KnownTrait& trait) {
  const bool leaves = std::ranges::any_of(bounded.traits, [](const Cursor& each) {
    return each.at_identifier("Send") || each.at_identifier("Sync");
  });
  Type function{.kind = TypeKind::function};
  if (leaves || bounded.lasts) {
    function.name = fmt::format("Box<dyn {} + Send + Sync>", trait.name);
  } else {
    function.passing = trait.name == "FnMut" ? Passing::mutable_reference : Passing::reference;
  }
  Cursor rest = trait.rest;
  return read_signature(rest, Position::argument, bounded.whole, std::move(function));
}

}  // namespace prebind::expand
