// `Arc<T>`: an object that Rust and the host both keep.

#include <fmt/format.h>

#include <string>

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;

bool at_arc(Cursor cursor) {
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    const bool is_arc = cursor.peek().text == "Arc";
    cursor.take();
    if (is_arc && cursor.take_punctuation('<')) return !cursor.at_identifier("str");
    if (!cursor.take_operator("::")) return false;
  }
  return false;
}

namespace {

/// `Mutex` of `Mutex<T>`, by whatever path; empty of what is no lock.
std::string name_of_lock(Cursor cursor) {
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    const std::string name = cursor.peek().text;
    cursor.take();
    if (cursor.at_punctuation('<')) return name == "Mutex" || name == "RwLock" ? name : "";
    if (!cursor.take_operator("::")) break;
  }
  return {};
}

}  // namespace

/// To hosts it is a handle: as an argument one that Rust does not take.
std::optional<Type> TypeReader::read_shared(const Path& path, Position position) {
  Cursor inside = path.arguments[0];
  const TokenIndex first = inside.position();
  Cursor behind = inside;
  skip_type(behind);
  const TokenRange range{first, behind.last()};
  if (inside.at_identifier("dyn"))
    return read_trait_object(inside, position, path.range, "Arc<dyn>");
  const std::string lock = name_of_lock(inside);
  const bool is_struct = lock.empty() && !standard_kind(inside) && may_be_exported(range);
  if (!behind.at_end() || !is_struct) {
    return cannot_cross(
        path.range, fmt::format("put {} into a `#[julia(shared)] struct`{}, and write the `Arc` "
                                "of that",
                                lock.empty() ? "what it holds" : "the `" + lock + "`",
                                lock.empty() ? "" : " whose methods lock it and take `&self`"));
  }
  if (position == Position::field) {
    return cannot_cross(path.range, "write a method that returns a clone of it");
  }
  Type type = named(range, position == Position::argument ? Passing::reference : Passing::value);
  type.is_shared = true;
  return type;
}

}  // namespace prebind::expand
