// `impl Iterator<Item = T>`, `impl Stream<Item = T>` and `impl Read` as what a function returns.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/byte_stream_types.h"
#include "expand/futures.h"
#include "expand/item_reader.h"
#include "expand/sequences.h"
#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"
#include "model/defaults.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// One of the traits of what is returned.
struct SequenceTrait {
  enum class Kind { other, iterator, exact, stream } kind = Kind::other;
  TokenRange path = {};
  Cursor rest;  ///< behind the path
};

SequenceTrait sequence_trait(Cursor trait) {
  SequenceTrait found{.rest = trait};
  const KnownTrait known = known_trait(trait);
  if (known.kind == KnownTrait::Kind::iterator) {
    const bool is_exact = known.name == "ExactSizeIterator";
    found.kind = is_exact ? SequenceTrait::Kind::exact : SequenceTrait::Kind::iterator;
    found.rest = known.rest;
    return found;
  }
  const TokenIndex first = trait.position();
  std::string name;
  trait.take_operator("::");
  while (trait.at_identifier()) {
    name = trait.tokens().tokens[trait.take()].text;
    found.path = {first, trait.last()};
    if (!trait.take_operator("::")) break;
  }
  if (name != "Stream" && name != "FusedStream") return found;
  found.kind = SequenceTrait::Kind::stream;
  found.rest = trait;
  return found;
}

Traits traits_of(Cursor cursor, TokenIndex end) {
  if (!cursor.take_identifier("impl") && !cursor.take_identifier("dyn")) return {};
  return traits_in(Cursor(cursor.tokens(), cursor.position(), end));
}

bool has_sequence(const Traits& traits) {
  return std::ranges::any_of(traits, [](const Cursor& each) {
    return sequence_trait(each).kind != SequenceTrait::Kind::other || is_of_bytes(each);
  });
}

Traits traits_in_box(const Cursor& boxed) {
  Cursor behind = boxed;
  skip_type(behind);
  return boxed.at_identifier("dyn") ? traits_of(boxed, behind.position()) : Traits();
}

std::string_view name_of(const SequenceSyntax& sequence) {
  if (sequence.bytes) return sequence.bytes->reads ? "a reader" : "a writer";
  return sequence.waits ? "a stream" : "an iterator";
}

/// The `T` of what `next` returns.
const Type& item_of(const SequenceSyntax& sequence) {
  const Type& item = sequence.item.type;
  const Type& option = item.kind == TypeKind::result ? item.arguments[0] : item;
  return option.arguments[0];
}

bool is_of(const Type& type, std::size_t reference) {
  return type.kind == TypeKind::named && type.reference == reference;
}

}  // namespace

bool TypeReader::at_sequence(const Cursor& cursor) const {
  if (sequence_ == nullptr || !cursor.at_identifier("impl")) return false;
  Cursor behind = cursor;
  skip_type(behind);
  return has_sequence(traits_of(cursor, behind.position()));
}

/// `Box<dyn Iterator<Item = T>>`, `Pin<Box<dyn Stream<Item = T>>>`, `BoxStream<'static, T>`.
std::optional<Type> TypeReader::read_sequence_path(const Path& path) {
  if (sequence_ == nullptr || path.arguments.size() != 1) return std::nullopt;
  Cursor inside = path.arguments[0];
  auto box = SequenceSyntax::Box::plain;
  if (path.name() == "BoxStream" || path.name() == "LocalBoxStream") {
    const std::size_t before = diagnostics_.size();
    auto item = read_sequence_item(inside, path.range);
    if (!item || diagnostics_.size() > before) return std::nullopt;
    sequence_->item = std::move(*item);
    sequence_->waits = true;
    sequence_->box = SequenceSyntax::Box::pinned;
    sequence_->is_sent = path.name() == "BoxStream";
    return made(path.range);
  }
  if (!path.is_plain()) return std::nullopt;
  if (path.name() == "Pin" && inside.take_identifier("Box") && inside.take_punctuation('<')) {
    box = SequenceSyntax::Box::pinned;
  } else if (path.name() != "Box") {
    return std::nullopt;
  }
  if (!has_sequence(traits_in_box(inside))) return std::nullopt;
  sequence_->box = box;
  return read_sequence(inside, path.range);
}

/// The cursor stands at the `impl` or `dyn`.
std::optional<Type> TypeReader::read_sequence(Cursor& cursor, TokenRange whole) {
  Cursor behind = cursor;
  skip_type(behind);
  const bool is_dyn = cursor.at_identifier("dyn");
  const Traits traits = traits_of(cursor, behind.position());
  cursor = behind;
  std::optional<Cursor> item;
  sequence_->is_sent = !is_dyn || std::ranges::any_of(traits, [](const Cursor& each) {
    return each.at_identifier("Send");
  });
  if (std::ranges::any_of(traits, is_of_bytes)) return read_byte_stream(traits, whole);
  for (const Cursor& each : traits) {
    const SequenceTrait trait = sequence_trait(each);
    if (trait.kind == SequenceTrait::Kind::other) continue;
    if (trait.kind == SequenceTrait::Kind::exact) sequence_->has_length = true;
    if (trait.kind == SequenceTrait::Kind::stream) {
      sequence_->waits = true;
      sequence_->trait = trait.path;
    }
    if (const auto own = type_of(trait.rest, "Item")) item = own;
  }
  if (!item) return cannot_cross(whole, "say what it yields: `Item = f64`");
  auto yielded = read_sequence_item(*item, whole);
  if (!yielded) return std::nullopt;
  sequence_->item = std::move(*yielded);
  return made(whole);
}

/// The type that glue makes of an iterator.
Type TypeReader::made(TokenRange whole) {
  sequence_->whole = whole;
  sequence_->reference = references_.size();
  has_sequence_ = true;
  const Type type{
      .kind = TypeKind::named, .reference = references_.size(), .name = std::string(kSequenceName)};
  whole.made = kSequenceName;
  references_.push_back(std::move(whole));
  return type;
}

std::optional<TypedRange> TypeReader::read_sequence_item(Cursor item, TokenRange whole) {
  Cursor behind = item;
  skip_type(behind);
  const TokenRange range{item.position(), behind.last()};
  const auto around = std::exchange(error_, std::nullopt);
  auto* const outer = std::exchange(sequence_, nullptr);
  auto type = read_type(item, Position::returns);
  if (type && type->kind == TypeKind::option) {
    type = read_nested({tokens_, range.first, behind.position()}, Position::returns,
                       "an item of an iterator");
  }
  sequence_ = outer;
  const auto error = std::exchange(error_, around);
  if (!type) return std::nullopt;
  Type& value = type->kind == TypeKind::result ? type->arguments[0] : *type;
  if (value.kind == TypeKind::unit) {
    cannot_cross(whole, "yield values: the host sees nothing of `()`");
    return std::nullopt;
  }
  if (&value != &*type && value.kind == TypeKind::option) {
    cannot_cross(whole, "yield values in the `Result`, not options");
    return std::nullopt;
  }
  value = Type{.kind = TypeKind::option, .arguments = {std::move(value)}};
  return TypedRange{std::move(*type), range, error};
}

std::optional<TypedRange> TypeReader::read_returned(Cursor& cursor,
                                                    std::optional<SequenceSyntax>& sequence,
                                                    bool has_mutable_receiver,
                                                    bool& returns_receiver) {
  SequenceSyntax read_one;
  sequence_ = &read_one;
  if (has_mutable_receiver) receiver_place_ = cursor.position();
  auto type = read(cursor, Position::returns);
  sequence_ = nullptr;
  receiver_place_.reset();
  returns_receiver = std::exchange(returns_receiver_, false);
  if (!type || !std::exchange(has_sequence_, false)) return type;
  const bool is_wrapped =
      type->type.kind == TypeKind::option || type->type.kind == TypeKind::result;
  const Type& value = is_wrapped ? type->type.arguments[0] : type->type;
  if (!is_of(value, read_one.reference)) {
    cannot_cross(read_one.whole, "return it by itself, or in an `Option` or a `Result`");
    return std::nullopt;
  }
  sequence = std::move(read_one);
  return type;
}

void ItemReader::check_sequence(const FunctionSyntax& function) {
  if (!function.sequence) return;
  const SequenceSyntax& sequence = *function.sequence;
  const std::string_view what = name_of(sequence);
  // `check_async` has looked at those of an `async` function.
  for (const ArgumentSyntax& argument : function.arguments) {
    if (function.is_async) break;
    const TokenRange range = argument.type.range;
    if (!kept(argument.type.type)) {
      say(range,
          fmt::format("{} goes on after the call, so its function cannot take `{}`", what,
                      spell(tokens_, range)),
          "take a type that owns what is in it and is `Send`");
    } else if (model::is_evaluated(argument.otherwise)) {
      say(argument.expression,
          fmt::format("a default of a function that returns {} has to be a literal", what),
          "take an `Option` with the default `None`, and let the function replace that");
    }
  }
  if (sequence.waits && !sequence.bytes && borrows_from_call(item_of(sequence))) {
    say(sequence.item.range, "a stream cannot yield what it borrows",
        "yield a type that owns what is in it");
  }
  if (sequence.is_sent) return;
  if (sequence.waits) {
    say(sequence.whole, fmt::format("{} is polled in other threads, so it has to be `Send`", what),
        sequence.bytes ? "write `+ Send` behind the traits"
                       : "write `Pin<Box<dyn Stream<Item = T> + Send>>`");
  } else if (function.is_async) {
    say(sequence.whole,
        fmt::format("{} of an `async` function is made in another thread, so it has to be `Send`",
                    what),
        "write `+ Send` behind the traits");
  }
}

}  // namespace prebind::expand
