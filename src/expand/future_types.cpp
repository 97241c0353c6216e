#include "expand/future_types.h"

#include <string>

#include "expand/bounds.h"
#include "expand/type_words.h"

namespace prebind::expand {

namespace {

/// The last word of the path that the cursor goes over; empty where there is no path.
std::string take_words(Cursor& cursor) {
  std::string name;
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    name = plain_name(cursor.peek().text);
    cursor.take();
    if (!cursor.take_operator("::")) break;
  }
  return name;
}

/// The cursor stands at an `impl` or a `dyn`.
void read_traits(Cursor cursor, std::optional<FutureSyntax>& future) {
  const bool is_dyn = cursor.at_identifier("dyn");
  cursor.take();
  Cursor behind = cursor;
  skip_type(behind);
  const Traits traits = traits_in(Cursor(cursor.tokens(), cursor.position(), behind.position()));
  bool is_sent = !is_dyn;
  for (Cursor each : traits) {
    const std::string name = take_words(each);
    is_sent = is_sent || name == "Send";
    if (name != "Future") continue;
    if (const auto output = type_of(each, "Output")) future = FutureSyntax{.output = *output};
  }
  if (future) future->is_sent = is_sent;
}

/// `BoxFuture<'a, T>`; the cursor stands behind the name.
void read_alias(Cursor cursor, std::optional<FutureSyntax>& future) {
  if (!cursor.take_punctuation('<')) return;
  if (cursor.take_lifetime()) cursor.take_punctuation(',');
  const TokenIndex first = cursor.position();
  skip_type(cursor);
  if (cursor.position() == first || !cursor.at_punctuation('>')) return;
  future = FutureSyntax{.output = Cursor(cursor.tokens(), first, cursor.position())};
}

}  // namespace

std::optional<FutureSyntax> future_at(Cursor cursor) {
  std::optional<FutureSyntax> future;
  Cursor behind = cursor;
  skip_type(behind);
  const TokenRange whole{cursor.position(), behind.last()};
  if (cursor.at_identifier("impl")) {
    read_traits(cursor, future);
  } else {
    const std::string name = take_words(cursor);
    if (name == "BoxFuture" || name == "LocalBoxFuture") {
      read_alias(cursor, future);
      if (future) future->is_sent = name == "BoxFuture";
    } else if (name == "Pin" && cursor.take_punctuation('<') && take_words(cursor) == "Box" &&
               cursor.take_punctuation('<') && cursor.at_identifier("dyn")) {
      read_traits(cursor, future);
    }
  }
  if (future) future->whole = whole;
  return future;
}

}  // namespace prebind::expand
