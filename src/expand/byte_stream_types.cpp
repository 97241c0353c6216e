// `impl Read`, `impl AsyncRead + AsyncWrite` and the like as what a function returns.

#include "expand/byte_stream_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Type;

namespace {

/// One of the traits of what is returned.
struct ByteTrait {
  std::string name;  ///< the last word of its path
  TokenRange path = {};
  bool is_whole = false;  ///< the path is more than that word
  bool is_tokio = false;

  bool reads() const { return name == "Read" || name == "BufRead" || reads_later(); }
  bool reads_later() const { return name == "AsyncRead" || name == "AsyncBufRead"; }
  bool writes() const { return name == "Write" || writes_later(); }
  bool writes_later() const { return name == "AsyncWrite"; }
  bool waits() const { return reads_later() || writes_later(); }
};

ByteTrait byte_trait(Cursor trait) {
  ByteTrait found;
  const TokenIndex first = trait.position();
  trait.take_operator("::");
  while (trait.at_identifier()) {
    found.is_tokio = found.is_tokio || found.name == "tokio";
    found.is_whole = !found.name.empty();
    found.name = trait.tokens().tokens[trait.take()].text;
    found.path = {first, trait.last()};
    if (!trait.take_operator("::")) break;
  }
  return found;
}

}  // namespace

bool is_of_bytes(const Cursor& trait) {
  const ByteTrait found = byte_trait(trait);
  return found.reads() || found.writes();
}

std::string help_for_bytes(Cursor cursor) {
  if (!cursor.take_identifier("impl") && !cursor.take_identifier("dyn")) return "";
  for (const Cursor& each : traits_in(cursor)) {
    const ByteTrait trait = byte_trait(each);
    if (trait.reads()) return "take the bytes, `&[u8]`, or the `&Path` of a file";
    if (trait.writes()) return "return the bytes, `Vec<u8>`, or take the `&Path` of a file";
  }
  return "";
}

std::optional<Type> TypeReader::read_byte_stream(const Traits& traits, TokenRange whole) {
  ByteStreamSyntax bytes;
  bool waits = false, is_at_once = false;
  for (const Cursor& each : traits) {
    const ByteTrait trait = byte_trait(each);
    bytes.seeks = bytes.seeks || trait.name == "Seek";
    if (!trait.reads() && !trait.writes()) continue;
    (trait.waits() ? waits : is_at_once) = true;
    bytes.is_tokio = trait.is_tokio;
    if (trait.waits() && !trait.is_whole) {
      return cannot_cross(whole, fmt::format("name the trait by its path, which says whose it is: "
                                             "`tokio::io::{0}` or `futures::io::{0}`",
                                             trait.name));
    }
    if (trait.reads()) bytes.reads = true;
    if (trait.writes()) bytes.writes = true;
    if (trait.reads_later()) bytes.read = trait.path;
    if (trait.writes_later()) bytes.write = trait.path;
  }
  if (waits && is_at_once) {
    return cannot_cross(whole, "return one whose traits are all `async`, or none of them");
  }
  bytes.seeks = bytes.seeks && !waits;
  sequence_->waits = waits;
  sequence_->bytes = bytes;
  return made(whole);
}

}  // namespace prebind::expand
