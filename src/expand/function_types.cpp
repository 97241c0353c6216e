// The types of functions of the host: `extern "C" fn`, `&dyn Fn`, `&mut dyn FnMut`.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/byte_stream_types.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// Goes over the `::`, `std::` or `ops::` of `::std::ops::Fn`; whether there was one.
bool skip_segment(Cursor& path) {
  if (path.take_operator("::")) return true;
  if (!path.at_identifier()) return false;
  path.take();
  return path.take_operator("::");
}

constexpr std::string_view kClosures = "write `&dyn Fn(…)` or `&mut dyn FnMut(…)`";
constexpr std::string_view kArgumentOnly =
    "a function of the host can only be an argument: it is valid only during the call";

constexpr std::string_view kNoResult = "a function of the host can only be an argument";

/// Whether the cursor, which stands at a `dyn` or `impl`, has a trait of callables before it.
bool is_callable(Cursor cursor) {
  cursor.take();
  for (Cursor path = cursor; skip_segment(path);) cursor = path;
  return cursor.at_identifier("Fn") || cursor.at_identifier("FnMut") ||
         cursor.at_identifier("FnOnce");
}

}  // namespace

/// `extern "C" fn(A) -> R`; the cursor stands at its beginning.
std::optional<Type> TypeReader::read_function(Cursor& cursor, Position position, TokenRange whole) {
  if (cursor.at_identifier("for")) {
    return cannot_cross(whole, "remove the `for<…>`: nothing in it can borrow");
  }
  cursor.take_identifier("unsafe");
  bool is_c = false;
  if (cursor.take_identifier("extern")) {
    is_c = !cursor.at_literal() || string_value(tokens_.tokens[cursor.take()].text) == "C";
  }
  if (!is_c) {
    return cannot_cross(whole,
                        "write `&dyn Fn(…)`, which takes closures too, or `extern \"C\" fn(…)`");
  }
  cursor.take_identifier("fn");
  return read_signature(cursor, position, whole, {.kind = TypeKind::function});
}

/// What to write instead of `impl Trait`, or of `dyn Trait` without a `&`.
std::string TypeReader::help_for_trait(Cursor cursor, Position position) {
  if (is_callable(cursor)) {
    return std::string(position == Position::argument ? kClosures : kArgumentOnly);
  }
  if (position == Position::argument) {
    std::string help = help_for_bytes(cursor);
    if (!help.empty()) return help;
  }
  if (position == Position::argument && cursor.at_identifier("impl")) {
    return "write the concrete type, or a trait that values of hosts have: `AsRef<str>`, "
           "`Into<String>`, `IntoIterator<Item = f64>`, `Fn(f64)`";
  }
  return "write the concrete type; for a generic function, export instances";
}

std::optional<Type> TypeReader::needs_one_type(Cursor cursor, TokenRange whole, Position position) {
  return refuse(whole,
                fmt::format("`{}` cannot cross to the host: the host needs one concrete type",
                            spell(tokens_, whole)),
                help_for_trait(cursor, position));
}

/// `dyn Fn(A) -> R` behind a `&`; the cursor stands at the `dyn`.
std::optional<Type> TypeReader::read_closure(Cursor& cursor, Position position, TokenRange whole,
                                             bool is_mutable) {
  const bool is_dyn = cursor.at_identifier("dyn");
  const bool calls = is_callable(cursor);
  if (is_dyn && !calls) {
    const TokenIndex first = cursor.position();
    skip_type(cursor);
    return read_trait_object(Cursor(tokens_, first, cursor.position()), position, whole,
                             is_mutable ? "&mut dyn" : "&dyn");
  }
  cursor.take();
  for (Cursor path = cursor; skip_segment(path);) cursor = path;
  if (!calls) return cannot_cross(whole, "write the concrete type");
  const std::string_view trait = is_mutable ? "FnMut" : "Fn";
  if (!is_dyn || !cursor.take_identifier(trait)) {
    return cannot_cross(whole, std::string(kClosures));
  }
  return read_signature(cursor, position, whole,
                        {.kind = TypeKind::function,
                         .passing = is_mutable ? Passing::mutable_reference : Passing::reference});
}

namespace {

/// Behind what a function returns: at a `+` that is no part of it, or where any type ends.
void skip_returned(Cursor& cursor) {
  Cursor end = cursor;
  skip_type(end);
  int depth = 0;
  while (cursor.position() < end.position()) {
    if (depth == 0 && cursor.at_punctuation('+')) return;
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    cursor.take();
  }
}

}  // namespace

/// `(A, B) -> R`; the cursor stands at the parenthesis.
std::optional<Type> TypeReader::read_signature(Cursor& cursor, Position position, TokenRange whole,
                                               Type function) {
  if (position != Position::argument) {
    return cannot_cross(whole, std::string(model::is_kept(function) ? kNoResult : kArgumentOnly));
  }
  if (!cursor.at_group("(")) return cannot_cross(whole, std::string(kListOfTypes));
  const bool is_c = model::is_c_function(function);
  function.arguments = {Type{}};
  Cursor inside = cursor.inside();
  cursor.take();
  while (!inside.at_end()) {
    Cursor named = inside;  // `x: f64`
    if (named.at_identifier() && named.take() && named.at_punctuation(':') &&
        !named.at_operator("::")) {
      named.take();
      inside = named;
    }
    const TokenIndex first = inside.position();
    Cursor behind = inside;
    skip_type(behind);
    if (behind.position() == first) return cannot_cross(whole, std::string(kListOfTypes));
    auto argument = read_callable({first, behind.last()}, inside, Position::argument, is_c);
    if (!argument) return std::nullopt;
    function.arguments.push_back(std::move(*argument));
    inside = behind;
    if (!inside.take_punctuation(',')) break;
  }
  if (cursor.take_operator("->")) {
    const TokenIndex first = cursor.position();
    Cursor behind = cursor;
    skip_returned(behind);
    const bool is_unit = cursor.at_group("(") && cursor.inside().at_end();
    Cursor own(tokens_, first, behind.position());
    auto returned =
        is_unit ? Type{} : read_callable({first, behind.last()}, own, Position::returns, is_c);
    if (!returned) return std::nullopt;
    function.arguments[0] = std::move(*returned);
    cursor = behind;
  }
  const auto is_pointer = [](const Type& each) { return each.kind == TypeKind::pointer; };
  if (model::is_packed_call(function) && std::ranges::any_of(function.arguments, is_pointer)) {
    return cannot_cross(whole,
                        "pass pointers as `usize`: they cross only beside numbers and `bool`");
  }
  if (cursor.at_punctuation('+') && !model::is_kept(function)) {
    return cannot_cross(whole,
                        "remove what follows the `+`, or take a `Box<dyn Fn(…) + Send + Sync>`, "
                        "which may leave its thread");
  }
  return function;
}

/// Whether this is `Box<dyn Fn…>` or the like.
bool TypeReader::is_kept(const Path& path) {
  const std::string& holder = path.name();
  return (holder == "Box" || holder == "Arc" || holder == "Rc") && path.is_plain() &&
         path.arguments.size() == 1 && path.arguments[0].at_identifier("dyn") &&
         is_callable(path.arguments[0]);
}

std::optional<Type> TypeReader::read_kept(const Path& path, Position position) {
  Cursor cursor = path.arguments[0];
  cursor.take();
  for (Cursor inner = cursor; skip_segment(inner);) cursor = inner;
  const std::string trait = tokens_.tokens[cursor.take()].text;
  if (trait != "Fn" && path.name() != "Box") {
    return cannot_cross(
        path.range, fmt::format("write `{}<dyn Fn(…)>` or `Box<dyn {}(…)>`", path.name(), trait));
  }
  const std::string head = fmt::format("{}<dyn {}", path.name(), trait);
  auto type = read_signature(cursor, position, path.range,
                             {.kind = TypeKind::function, .name = head + ">"});
  if (!type) return std::nullopt;
  bool is_send = false;
  bool is_sync = false;
  while (cursor.take_punctuation('+')) {
    if (cursor.take_lifetime()) continue;
    for (Cursor inner = cursor; skip_segment(inner);) cursor = inner;
    const bool sends = cursor.take_identifier("Send");
    is_send = is_send || sends;
    if (sends) continue;
    if (!cursor.take_identifier("Sync")) break;
    is_sync = true;
  }
  if (!cursor.at_end()) {
    return cannot_cross(path.range, "remove what follows the `+` but `Send`, `Sync` and `'static`");
  }
  type->name = head + (is_send ? " + Send" : "") + (is_sync ? " + Sync" : "") + ">";
  return type;
}

/// What a function of the host takes or returns.
std::optional<Type> TypeReader::read_callable(TokenRange range, Cursor& cursor, Position position,
                                              bool is_c) {
  Cursor behind = cursor;
  skip_type(behind);
  const auto kind = standard_kind(Cursor(tokens_, range.first, behind.position()));
  if (kind && model::is_callable(*kind)) return Type{.kind = *kind};
  if (cursor.at_punctuation('*')) {
    const TokenIndex first = cursor.take();
    std::optional<Type> type = read_pointer(cursor, first);
    if (!type) return std::nullopt;
    const Type* target = &*type;
    while (target->kind == TypeKind::pointer) target = &target->arguments[0];
    if (target->kind != TypeKind::opaque) return type;
  } else if (!is_c) {
    return read_told(range, cursor, position);
  }
  if (!kind && expand::may_be_exported(tokens_, range)) (void)ask(range);
  return refuse(
      range,
      fmt::format("a function of the host can neither take nor return `{}`", spell(tokens_, range)),
      "it can take and return numbers, `bool` and pointers to them");
}

/// What crosses packed.
std::optional<Type> TypeReader::read_told(TokenRange range, Cursor& cursor, Position position) {
  const bool is_taken = position == Position::argument;
  if (at_bounded(cursor)) return needs_one_type(cursor, range, Position::returns);
  const auto outer_error = error_;
  is_answer_ = !is_taken;
  std::optional<Type> type = read_type(cursor, position);
  is_answer_ = false;
  error_ = outer_error;
  if (!type || (is_taken ? model::can_be_told(*type) : model::can_be_answered(*type))) return type;
  if (model::has_indexed(*type)) {
    return refuse(range,
                  fmt::format("a function of the host cannot {} `{}`: glue cannot name the type",
                              is_taken ? "take" : "return", spell(tokens_, range)),
                  "write `Vec<(K, V)>`, or another map or set");
  }
  const std::string help = is_taken || type->kind == TypeKind::slice ? help_for_part(*type) : "";
  return refuse(range,
                fmt::format("a function of the host cannot {} `{}`", is_taken ? "take" : "return",
                            spell(tokens_, range)),
                help.empty() ? "let it return what is owned: `String`, `Vec<T>`" : help);
}

}  // namespace prebind::expand
