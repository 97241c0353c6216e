// `&dyn Store`, `Box<dyn Store>`, `Arc<dyn Store>`, and what a method of such a trait is to hosts.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "expand/byte_stream_types.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

constexpr std::string_view kInStruct =
    "put it into a `#[julia] struct`, and write the methods that hosts need";

/// Goes over the path of a trait, up to its last word.
bool take_path(Cursor& cursor, std::string& name) {
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    name = plain_name(cursor.peek().text);
    cursor.take();
    if (!cursor.take_operator("::")) return true;
  }
  return false;
}

}  // namespace

std::string own_argument(const Type& type) {
  return fmt::format(
      "{} has to be an argument by itself, not in an `Option` or a tuple",
      model::is_implementor(type) ? "an object of a trait" : "a function of the host");
}

/// What stands behind a `+`, if that is not `Send`, `Sync` or `'static`.
std::optional<std::string> TypeReader::refused_bound(Cursor& cursor) {
  if (const auto lifetime = cursor.take_lifetime()) {
    return *lifetime == "static" ? std::nullopt : std::optional("'" + *lifetime);
  }
  std::string name;
  const TokenIndex first = cursor.position();
  const bool is_path = take_path(cursor, name);
  if (is_path && (name == "Send" || name == "Sync")) return std::nullopt;
  return spell(tokens_, {first, cursor.here()});
}

/// The cursor stands at the `dyn` and ends behind the type; `whole` is what holds it, `holder` the
/// name of that (`is_name_of_implementor`).
std::optional<Type> TypeReader::read_trait_object(Cursor cursor, Position position,
                                                  TokenRange whole, const std::string& holder) {
  const Cursor start = cursor;
  const TokenIndex first = cursor.take();
  std::string name;
  const TokenIndex path = cursor.position();
  if (!take_path(cursor, name)) return cannot_cross(whole, "write the concrete type");
  const TokenRange trait{path, cursor.last()};
  if (is_foreign_trait(name)) {
    const std::string help = position == Position::argument ? help_for_bytes(start) : "";
    return cannot_cross(whole, help.empty() ? "write the concrete type" : help);
  }
  if (cursor.at_punctuation('<')) {
    return refuse(
        whole,
        fmt::format("`{}` cannot cross to the host: the trait is generic", spell(tokens_, whole)),
        "take an object of a trait without parameters");
  }
  while (cursor.take_punctuation('+')) {
    if (const auto bound = refused_bound(cursor)) {
      return cannot_cross(whole, fmt::format("remove the `+ {}`", *bound));
    }
  }
  if (!cursor.at_end()) return cannot_cross(whole, std::string(kListOfTypes));
  Type object = named({first, cursor.last()}, Passing::value);
  object.name = spell(tokens_, trait);
  if (position == Position::argument) {
    return Type{.kind = TypeKind::function, .arguments = {std::move(object)}, .name = holder};
  }
  if (position == Position::field) return cannot_cross(whole, std::string(kInStruct));
  if (holder.ends_with("dyn")) {
    return refuse(whole,
                  fmt::format("`{}` would outlive the call: a host cannot hold a Rust reference",
                              spell(tokens_, whole)),
                  fmt::format("return a `Box<dyn {0}>` or an `Arc<dyn {0}>`", object.name));
  }
  if (holder == "Rc<dyn>") {
    return cannot_cross(whole,
                        fmt::format("return a `Box<dyn {0}>` or an `Arc<dyn {0}>`", object.name));
  }
  object.is_dyn = true;
  object.is_shared = holder == "Arc<dyn>";
  return object;
}

/// Whether each object of a trait stands where glue can give it: by itself, in an option, a result
/// or a tuple.
bool TypeReader::allows_object(const Type& type, TokenRange range) {
  const bool is_around = type.kind == TypeKind::option || type.kind == TypeKind::result ||
                         type.kind == TypeKind::tuple;
  for (const Type& each : type.arguments) {
    if (each.is_dyn && !is_around) {
      return refuse(range,
                    fmt::format("`{}` cannot cross to the host: it has objects of a trait in it",
                                spell(tokens_, range)),
                    std::string(kInStruct)),
             false;
    }
    if (!allows_object(each, range)) return false;
  }
  return true;
}

/// A type of the host's side, up to where it ends; added to `into`.
bool TypeReader::read_told_part(Cursor& cursor, Position position, Type& into) {
  const TokenIndex first = cursor.position();
  Cursor behind = cursor;
  skip_type(behind);
  if (behind.position() == first) return false;  // rustc has an error for it
  Cursor own(tokens_, first, behind.position());
  auto type = read_told({first, behind.last()}, own, position);
  cursor = behind;
  if (!type) return false;
  if (type->kind == TypeKind::pointer) {
    return cannot_cross({first, own.last()}, "pass it as `usize`"), false;
  }
  into = std::move(*type);
  return true;
}

std::optional<Type> TypeReader::read_method(Cursor parameters, std::optional<Cursor> returns) {
  Type function{.kind = TypeKind::function, .arguments = {Type{}}, .name = "Box<dyn Fn>"};
  skip_type(parameters);  // the receiver
  parameters.take_punctuation(',');
  while (!parameters.at_end()) {
    while (!parameters.at_end() && !(parameters.at_punctuation(':') && !parameters.peek().joint)) {
      parameters.take();
    }
    if (parameters.at_end()) return std::nullopt;
    parameters.take();
    function.arguments.emplace_back();
    if (!read_told_part(parameters, Position::argument, function.arguments.back())) {
      return std::nullopt;
    }
    if (!parameters.take_punctuation(',')) break;
  }
  const bool is_unit = !returns || (returns->at_group("(") && returns->inside().at_end());
  if (!is_unit && !read_told_part(*returns, Position::returns, function.arguments[0])) {
    return std::nullopt;
  }
  return function;
}

}  // namespace prebind::expand
