#include "expand/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "expand/lifetimes.h"
#include "expand/operations.h"
#include "expand/substitution.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "model/record.h"
#include "model/strided.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// Types of the standard library that people put into signatures, and what to write instead.
struct Known {
  std::string_view name;
  std::string_view help;
};
constexpr std::string_view kWrap = "put it into a `#[julia] struct` and pass that";
constexpr std::array<Known, 10> kKnown = {{
    {"Box", "write the type without the `Box`: Prebind boxes exported structs itself"},
    {"Rc", "write the struct itself: the host holds a handle to it"},
    {"Cow", "only `Cow<str>` and `Cow<[T]>` can: borrow an argument, and return what is owned"},
    {"RefCell", kWrap},
    {"Mutex", kWrap},
    {"CStr", "write `&CStr`"},
    {"OsStr", "write `&OsStr`"},
    {"str", "write `&str`"},
    {"PhantomData", kWrap},
}};

}  // namespace

void skip_type(Cursor& cursor) {
  int depth = 0;
  while (!cursor.at_end()) {
    if (cursor.take_operator("->")) continue;
    if (depth == 0 &&
        (cursor.at_punctuation(',') || cursor.at_punctuation('>') || cursor.at_punctuation(';') ||
         cursor.at_punctuation('=') || cursor.at_group("{") || cursor.at_identifier("where"))) {
      return;
    }
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    cursor.take();
  }
}

bool may_be_exported(const Tokens& tokens, TokenRange range) {
  for (TokenIndex i = range.first; i <= range.last; ++i) {
    const Token& token = tokens.tokens[i];
    if (token.kind != Token::Kind::identifier && token.text != ":") return false;
  }
  const std::string& last = tokens.tokens[range.last].text;
  const bool is_known = std::any_of(kKnown.begin(), kKnown.end(),
                                    [&](const Known& known) { return known.name == last; });
  return !is_known && !collection_kind(last) && last != "dyn" && last != "impl" &&
         last != "crate" && last != "super";
}

namespace {

bool is_optional_value(TypeKind kind) {
  return kind != TypeKind::unit && kind != TypeKind::option && kind != TypeKind::result;
}

/// `&str`, `&'a str`; its lifetime goes to `lifetime`.
bool is_borrowed_text(Cursor cursor, std::optional<std::string>& lifetime) {
  if (!cursor.take_punctuation('&')) return false;
  lifetime = cursor.take_lifetime();
  return standard_name(cursor) == "str";
}

/// What to take instead of something borrowed that would outlive the call.
std::string owned_instead(const Type& borrowed) {
  switch (model::family_of(borrowed.kind)) {
    case model::Family::text:
      return fmt::format("`{}`", names_of_text(borrowed.kind).owned);
    case model::Family::array: {
      const Type& element = borrowed.arguments[0];
      const bool is_text = model::is_text(element.kind);
      return fmt::format("`Vec<{}>`", is_text ? "String" : to_string(element));
    }
    case model::Family::named:
    case model::Family::fixed:
    case model::Family::packed:
      return "it by value";
    default:
      return {};
  }
}

}  // namespace

void TypeReader::set_owner(TokenRange owner) {
  set_owner(with_types(tokens_, owner), spell(tokens_, owner));
}

void TypeReader::set_owner(TokenRange owner, std::string name) {
  owner_ = std::move(name);
  owner_source_ = (owner.made.empty() ? original(owner) : owner.made) + owner.arguments;
  references_.push_back(std::move(owner));
}

std::optional<Type> TypeReader::refuse(TokenRange range, std::string why, std::string help) {
  diagnostics_.push_back({range, std::move(why), std::move(help)});
  return std::nullopt;
}

std::optional<Type> TypeReader::cannot_cross(TokenRange range, std::string help) {
  return refuse(range, fmt::format("`{}` cannot cross to the host", spell(tokens_, range)),
                std::move(help));
}

Type TypeReader::named(TokenRange range, Passing passing) {
  Type type{.kind = TypeKind::named, .passing = passing, .name = spell(tokens_, range)};
  if (!owner_.empty() && (type.name == "Self" || type.name == owner_)) {
    type.name = owner_;
    return type;  // reference 0
  }
  (void)ask(range);
  type.reference = references_.size();
  // Glue cannot name a type parameter, but the type in its place.
  references_.push_back(with_types(tokens_, range));
  return type;
}

/// Whether it is the type that `Self` means.
bool TypeReader::is_owner(const Type& type) const {
  return !owner_.empty() && type.kind == TypeKind::named && type.reference == 0;
}

std::optional<TypedRange> TypeReader::read(Cursor& cursor, Position position) {
  if (cursor.at_end()) {
    refuse({cursor.here(), cursor.here()}, "a type is missing here", "");
    return std::nullopt;
  }
  const TokenIndex first = cursor.position();
  Cursor behind = cursor;
  skip_type(behind);
  if (behind.position() == first) {
    refuse({first, first}, "a type is missing here", "");
    return std::nullopt;
  }
  const TokenRange range{first, behind.last()};
  if (depth_of(tokens_, range) > model::kDeepestType) {
    refuse(range,
           fmt::format("a type that crosses to the host cannot be nested deeper than {} levels",
                       model::kDeepestType),
           "put it into a `#[julia] struct` and pass that");
    cursor = behind;
    return std::nullopt;
  }
  error_.reset();
  argument_ = {};
  std::optional<Type> type =
      position == Position::argument ? read_argument(cursor) : read_type(cursor, position);
  if (type && cursor.position() != behind.position()) {
    type = cannot_cross(range, std::string(kListOfTypes));
  }
  cursor = behind;
  if (!type || !allows_object(*type, range)) return std::nullopt;
  return TypedRange{std::move(*type),   range,         error_, argument_.is_bounded,
                    argument_.iterates, argument_.lent};
}

std::optional<TypedRange> TypeReader::read_yielded(Cursor& cursor) {
  auto item = read(cursor, Position::returns);
  if (!item) return std::nullopt;
  if (!is_optional_value(item->type.kind)) {
    cannot_cross(item->range, "yield values, not options: `None` ends the iteration");
    return std::nullopt;
  }
  item->type = Type{.kind = TypeKind::option, .arguments = {std::move(item->type)}};
  return item;
}

std::optional<Type> TypeReader::read_type(Cursor& cursor, Position position) {
  const TokenIndex first = cursor.position();
  Cursor behind = cursor;
  skip_type(behind);
  const TokenRange whole{first, behind.last()};
  if (cursor.at_group("(")) {
    if (cursor.inside().at_end()) {
      cursor.take();
      return Type{.kind = TypeKind::unit};
    }
    Cursor inside = cursor.inside();
    skip_type(inside);
    if (!inside.at_end()) {
      const Cursor members = cursor.inside();
      cursor.take();
      return read_tuple(members, position, whole);
    }
    Cursor single = cursor.inside();  // a type in parentheses
    cursor.take();
    return read_type(single, position);
  }
  if (cursor.at_group("[")) return read_fixed(cursor, position, whole);
  if (cursor.take_punctuation('&')) return read_borrow(cursor, position, first);
  if (cursor.take_punctuation('*')) return read_pointer(cursor, first);
  if (at_bounded(cursor) && position == Position::argument) return read_bounded(cursor, false);
  if (at_sequence(cursor)) return read_sequence(cursor, whole);
  if (at_bounded(cursor) || cursor.at_identifier("dyn")) {
    return needs_one_type(cursor, whole, position);
  }
  if (cursor.at_identifier("fn") || cursor.at_identifier("extern") ||
      cursor.at_identifier("unsafe") || cursor.at_identifier("for")) {
    return read_function(cursor, position, whole);
  }
  if (cursor.at_punctuation('!')) return cannot_cross(whole, "write `()`");
  return read_path(cursor, position);
}

bool TypeReader::check_lifetime(const std::optional<std::string>& lifetime, TokenRange range,
                                std::string_view help) {
  if (!lifetime || !lasting_.contains(*lifetime)) return true;
  refuse(range,
         fmt::format(
             "`{}` would outlive the call: a host lends its arguments only until the call returns",
             spell(tokens_, range)),
         std::string(help));
  return false;
}

std::optional<Type> TypeReader::read_borrow(Cursor& cursor, Position position, TokenIndex first) {
  const auto lifetime = cursor.take_lifetime();
  const bool is_mutable = cursor.take_identifier("mut");
  Cursor behind = cursor;
  skip_type(behind);
  const TokenRange whole{first, behind.last()};
  auto type = read_borrowed(cursor, position, whole, is_mutable, lifetime == "static");
  if (!type || position != Position::argument || !lifetime) return type;
  const std::string owned = owned_instead(*type);
  const std::string help =
      (owned.empty() ? "" : fmt::format("take {}, or ", owned)) + let_it_end(*lifetime);
  return check_lifetime(lifetime, whole, help) ? type : std::nullopt;
}

/// What stands behind `&` or `&mut` and a lifetime.
std::optional<Type> TypeReader::read_borrowed(Cursor& cursor, Position position, TokenRange whole,
                                              bool is_mutable, bool is_static) {
  Cursor behind = cursor;
  skip_type(behind);
  const std::string name = standard_name(Cursor(tokens_, cursor.position(), behind.position()));
  if (is_unsized_text(name) && name != owner_) {
    cursor = behind;
    return read_borrowed_text(name, position, whole, is_mutable, is_static);
  }
  if (cursor.at_group("[")) {
    return read_slice(cursor, position, whole, is_mutable, is_static);
  }
  if (cursor.at_group("(") && cursor.inside().at_identifier("dyn")) {
    Cursor inside = cursor.inside();
    cursor.take();
    return read_closure(inside, position, whole, is_mutable);
  }
  if (cursor.at_identifier("dyn") || cursor.at_identifier("impl")) {
    return read_closure(cursor, position, whole, is_mutable);
  }
  std::optional<Type> type = read_type(cursor, position);
  if (!type) return std::nullopt;
  if (model::is_string_like(type->kind)) {
    const auto [borrowed, owned] = names_of_text(type->kind);
    return cannot_cross(whole, is_mutable ? fmt::format("take a `{}` and return the new one", owned)
                                          : fmt::format("write `{}`", borrowed));
  }
  if (type->kind == TypeKind::vector || type->kind == TypeKind::boxed_slice) {
    return cannot_cross(whole, fmt::format("write `{}[{}]`", is_mutable ? "&mut " : "&",
                                           to_string(type->arguments[0])));
  }
  if (type->kind == TypeKind::strided) {
    const Passing passing = is_mutable ? Passing::mutable_reference : Passing::reference;
    return cannot_cross(whole,
                        fmt::format("write `{}<{}>`", model::strided_sibling(type->name, passing),
                                    to_string(type->arguments[0])));
  }
  if (model::is_static_matrix(*type) && !is_mutable && position != Position::field) {
    type->passing = Passing::reference;  // a result is copied
    return type;
  }
  const bool can_borrow =
      type->kind == TypeKind::named || (model::is_collection(type->kind) && !is_mutable);
  if (!can_borrow || type->passing != Passing::value) {
    return cannot_cross(whole, is_mutable ? "take the value and return the new one"
                                          : "take it by value, without the `&`");
  }
  const bool is_receiver =
      receiver_place_ == whole.first && is_mutable && !is_static && is_owner(*type);
  if (is_receiver) {
    returns_receiver_ = true;
    return Type{.kind = TypeKind::unit};
  }
  if (position != Position::argument) {
    return refuse(whole,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, whole)),
                  position == Position::field ? "skip the field with `#[julia(skip)]`"
                                              : "return it by value, for example with `.clone()`");
  }
  type->passing = is_mutable ? Passing::mutable_reference : Passing::reference;
  return type;
}

std::optional<Type> TypeReader::read_pointer(Cursor& cursor, TokenIndex first) {
  const bool is_mutable = cursor.take_identifier("mut");
  if (!is_mutable && !cursor.take_identifier("const")) {
    return cannot_cross({first, cursor.here()}, std::string(kListOfTypes));
  }
  std::optional<Type> target = read_target(cursor);
  if (!target) return std::nullopt;
  return Type{
      .kind = TypeKind::pointer, .arguments = {std::move(*target)}, .is_mutable = is_mutable};
}

/// What a pointer points at: a scalar or a pointer; anything else the host takes as opaque.
std::optional<Type> TypeReader::read_target(Cursor& cursor) {
  const TokenIndex first = cursor.position();
  if (cursor.take_punctuation('*')) return read_pointer(cursor, first);
  Cursor behind = cursor;
  skip_type(behind);
  const Cursor target(tokens_, first, behind.position());
  if (cursor.at_group("[") || cursor.at_identifier("dyn") || standard_name(target) == "str") {
    return cannot_cross({first, behind.last()}, "point at the first element, and pass the length");
  }
  cursor = behind;
  const auto kind = standard_kind(target);
  if (kind && model::is_scalar(*kind)) return Type{.kind = *kind};
  if (!kind && may_be_exported({first, behind.last()})) (void)ask({first, behind.last()});
  return Type{.kind = TypeKind::opaque};
}

namespace {

/// The arguments in `<…>`; the cursor stands behind the `<`.
bool read_arguments(Cursor& cursor, std::vector<Cursor>& arguments,
                    std::optional<std::string>& lifetime) {
  while (!cursor.at_end() && !cursor.at_punctuation('>')) {
    if (const auto own = cursor.take_lifetime()) {
      lifetime = own;
    } else {
      const TokenIndex first = cursor.position();
      skip_type(cursor);
      if (cursor.position() == first) return false;
      arguments.emplace_back(cursor.tokens(), first, cursor.position());
    }
    if (!cursor.take_punctuation(',')) break;
  }
  return cursor.take_punctuation('>');
}

}  // namespace

TypeReader::Path TypeReader::parse_path(Cursor& cursor) const {
  Path path;
  Cursor behind = cursor;
  skip_type(behind);
  path.range = {cursor.position(), behind.last()};
  if (cursor.at_punctuation('<')) path.is_odd = true;
  cursor.take_operator("::");
  while (!path.is_odd && cursor.at_identifier()) {
    path.segments.push_back(plain_name(tokens_.tokens[cursor.take()].text));
    const bool turbofish = cursor.take_operator("::");
    if (cursor.take_punctuation('<')) {
      if (!read_arguments(cursor, path.arguments, path.lifetime)) path.is_odd = true;
      break;
    }
    if (!turbofish) break;
  }
  if (path.segments.empty() || cursor.position() != behind.position()) path.is_odd = true;
  cursor = behind;
  return path;
}

std::optional<Type> TypeReader::read_path(Cursor& cursor, Position position) {
  const Path path = parse_path(cursor);
  if (path.is_odd && tokens_.tokens[path.range.first].text == "<") {
    return read_qualified(path.range);
  }
  if (path.is_odd) return cannot_cross(path.range, std::string(kListOfTypes));

  const bool is_alias = path.name() == "Result" && !path.arguments.empty();
  if (path.name() == "Option" && path.is_plain()) return read_option(path, position);
  const bool has_box = path.name() == "Box" && path.arguments.size() == 1 && path.is_plain();
  const bool is_boxed = has_box && path.arguments[0].at_group("[");
  if (is_kept(path)) return read_kept(path, position);
  if (auto text = read_shared_text(path, position)) return text;
  if ((path.name() == "Vec" && path.is_plain()) || is_boxed) return read_array(path, position);
  const bool is_cow = path.name() == "Cow" && path.is_plain() && path.arguments.size() == 1;
  if (is_cow && path.arguments[0].at_group("[")) return read_cow(path, position);
  if (const auto kind = collection_kind(path.name()); kind && path.is_plain()) {
    return read_collection(*kind, path.arguments, path.range, position);
  }
  if (const auto kind = indexed_kind(path)) {
    return read_collection(*kind, path.arguments, path.range, position);
  }
  if (path.name() == "Result" && path.arguments.empty() && ask(path.range)) {
    return read_asked(path, position);
  }
  if (is_alias || (path.name() == "Result" && path.is_plain())) return read_result(path, position);
  if (const auto complex = read_complex(path.range)) return complex;
  if (const auto time = read_time(path.range)) return time;
  if (const std::string name = strided_name(path); !name.empty()) {
    return read_strided(path, name, position);
  }
  if (is_static_matrix(path)) return read_static_matrix(path, position);
  if (path.arguments.empty()) {
    const Cursor whole(tokens_, path.range.first, cursor.position());
    if (const auto kind = standard_kind(whole)) return Type{.kind = *kind};
  }
  if (has_box && allows_boxes_) return read_boxed(path, position);
  if (path.name() == "Arc" && path.is_plain() && path.arguments.size() == 1) {
    return read_shared(path, position);
  }
  const std::size_t before = diagnostics_.size();
  if (auto sequence = read_sequence_path(path)) return sequence;
  if (diagnostics_.size() > before) return std::nullopt;
  const bool is_holder = has_box || (path.name() == "Rc" && path.is_plain());
  if (is_holder && path.arguments.size() == 1 && path.arguments[0].at_identifier("dyn")) {
    return read_trait_object(path.arguments[0], position, path.range, path.name() + "<dyn>");
  }
  const auto* known = std::find_if(kKnown.begin(), kKnown.end(),
                                   [&](const Known& entry) { return entry.name == path.name(); });
  if (known != kKnown.end() && path.is_plain()) {
    return cannot_cross(path.range, std::string(known->help));
  }
  if (is_instance(path)) {
    if (ask(path.range, path.arguments)) return read_asked(path, position);
    return named(path.range, Passing::value);
  }
  if ((!path.arguments.empty() || path.lifetime) && ask(path.range, path.arguments)) {
    return read_asked(path, position);
  }
  if (!path.arguments.empty()) {
    return refuse(
        path.range,
        fmt::format("`{}` cannot cross to the host: it is generic", spell(tokens_, path.range)),
        path.name() == "DateTime"
            ? "write `DateTime<Utc>`; `to_utc` and `with_timezone` make one"
            : "wrap the instance in a `#[julia] struct` of its own and pass that");
  }
  if (path.lifetime) {
    return refuse(
        path.range,
        fmt::format("`{}` would outlive the call: it borrows, and a host keeps its handles",
                    spell(tokens_, path.range)),
        "export a struct that owns its data");
  }
  const bool is_parameters =
      tokens_.substituted.contains(path.range.first) || bounds_.contains(path.segments[0]);
  if (path.segments.size() > 1 && is_parameters) {
    return cannot_cross(path.range, "write the type that it stands for");
  }
  if (path.name() == "Self" && owner_.empty()) {
    return cannot_cross(path.range,
                        "write the name of the type: `Self` works only in a `#[julia] impl`");
  }
  return named(path.range, Passing::value);
}

/// `[T]` behind a `&`; the cursor stands at the `[`.
std::optional<Type> TypeReader::read_slice(Cursor& cursor, Position position, TokenRange whole,
                                           bool is_mutable, bool is_static) {
  Cursor element = cursor.inside();
  Cursor behind = element;
  skip_type(behind);
  if (!behind.at_end()) return read_borrowed_fixed(cursor, position, whole, is_mutable);
  cursor.take();
  std::optional<Type> type = read_element(element, position, whole);
  if (!type) return std::nullopt;
  Type slice{.kind = TypeKind::slice,
             .arguments = {std::move(*type)},
             .is_view = is_view_ && position == Position::returns,
             .passing = is_mutable ? Passing::mutable_reference : Passing::reference};
  const std::string owned = owned_instead(slice);
  const bool is_lent = slice.arguments[0].passing == Passing::reference;
  if (is_mutable && (model::is_text_array(slice) || model::is_packed(slice) || is_lent)) {
    return cannot_cross(whole, fmt::format("take a {} and return the new one", owned));
  }
  if (position == Position::field && (is_mutable || !is_static)) {
    return cannot_cross(whole, "write `Vec`");
  }
  if (position == Position::returns && is_mutable && !slice.is_view) {
    return refuse(whole,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, whole)),
                  "remove the `mut`: the host gets a copy");
  }
  if (position == Position::returns && model::is_packed(slice)) {
    return refuse(whole,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, whole)),
                  fmt::format("return {}, for example with `.to_vec()`", owned));
  }
  return slice;
}

/// `(A, B)`; the cursor goes over the members.
std::optional<Type> TypeReader::read_tuple(Cursor inside, Position position, TokenRange whole) {
  constexpr std::size_t kMost = 8;
  Type tuple{.kind = TypeKind::tuple};
  while (!inside.at_end()) {
    const TokenIndex first = inside.position();
    Cursor behind = inside;
    skip_type(behind);
    const TokenRange range{first, behind.last()};
    std::optional<Type> member = read_type(inside, position);
    if (!member) return std::nullopt;
    if (member->kind == TypeKind::function) return cannot_cross(range, own_argument(*member));
    if (member->kind == TypeKind::unit) return cannot_cross(range, "remove it from the tuple");
    if (member->kind == TypeKind::result) {
      return cannot_cross(range, "return a `Result` of the tuple");
    }
    tuple.arguments.push_back(std::move(*member));
    inside = behind;
    if (!inside.take_punctuation(',')) break;
  }
  if (!inside.at_end()) return cannot_cross(whole, std::string(kListOfTypes));
  if (tuple.arguments.size() > kMost) {
    return cannot_cross(
        whole,
        "tuples of up to 8 can cross; put the values into a `#[julia] struct` and pass that");
  }
  return tuple;
}

/// `Vec<T>` or `Box<[T]>`.
std::optional<Type> TypeReader::read_array(const Path& path, Position position) {
  if (path.arguments.size() != 1) {
    return cannot_cross(path.range, "name the type of the elements: `Vec<f64>`");
  }
  const bool is_boxed = path.name() == "Box";
  std::optional<Type> element =
      read_element(is_boxed ? path.arguments[0].inside() : path.arguments[0], position, path.range);
  if (!element) return std::nullopt;
  return Type{.kind = is_boxed ? TypeKind::boxed_slice : TypeKind::vector,
              .arguments = {std::move(*element)}};
}

/// What the cursor goes over, up to its end, as the type of the elements of the array `around` it.
std::optional<Type> TypeReader::read_element(Cursor cursor, Position position, TokenRange around) {
  const TokenIndex first = cursor.position();
  if (cursor.at_end()) return refuse(around, "a type is missing here", "");
  while (!cursor.at_end()) cursor.take();
  const TokenRange range{first, cursor.last()};
  const auto kind = standard_kind(Cursor(tokens_, first, cursor.position()));
  if (kind && (model::is_element(*kind) || model::is_text(*kind))) return Type{.kind = *kind};
  std::optional<std::string> lifetime;
  if (is_borrowed_text(Cursor(tokens_, first, cursor.position()), lifetime)) {
    if (position == Position::argument && lifetime) {
      const std::string help = "take `String`, or " + let_it_end(*lifetime);
      if (!check_lifetime(lifetime, range, help)) return std::nullopt;
    }
    return Type{.kind = TypeKind::str};
  }
  if (const auto complex = read_complex(range)) return complex;
  if (const auto time = read_time(range)) return time;
  Cursor object(tokens_, first, cursor.position());
  if (position == Position::argument && object.take_punctuation('&')) {
    lifetime = object.take_lifetime();
    const TokenRange own{object.position(), range.last};
    const bool is_other = object.at_end() || standard_kind(object) || at_bounded(object) ||
                          is_unsized_text(standard_name(object));
    if (!is_other && may_be_exported(own)) {
      const std::string help = lifetime ? let_it_end(*lifetime) : "";
      if (!check_lifetime(lifetime, range, help)) return std::nullopt;
      return named(own, Passing::reference);
    }
  }
  const bool is_parameter = at_bounded(Cursor(tokens_, first, cursor.position()));
  if (!kind && !is_parameter && may_be_exported(range)) {
    return named(range, Passing::value);
  }
  if (Cursor arc(tokens_, first, cursor.position()); at_arc(arc)) return read_type(arc, position);
  return read_nested(Cursor(tokens_, first, cursor.position()), position, "an element of an array");
}

}  // namespace prebind::expand
