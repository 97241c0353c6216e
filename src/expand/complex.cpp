#include "expand/complex.h"

#include <fmt/format.h>

#include <map>

#include "expand/carried.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Type;
using model::TypeKind;

std::optional<std::pair<TypeKind, TokenRange>> complex_kind(Cursor cursor) {
  const TokenIndex first = cursor.position();
  std::string name;
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    name = plain_name(cursor.tokens().tokens[cursor.take()].text);
    if (!cursor.take_operator("::")) break;
  }
  if (name.empty()) return std::nullopt;
  const TokenRange path{first, cursor.last()};
  if (cursor.at_end()) {
    if (name == "Complex32") return std::pair(TypeKind::complex32, path);
    if (name == "Complex64") return std::pair(TypeKind::complex64, path);
    return std::nullopt;
  }
  if (name != "Complex" || !cursor.take_punctuation('<')) return std::nullopt;
  const TokenIndex argument = cursor.position();
  skip_type(cursor);
  const auto kind = standard_kind(Cursor(cursor.tokens(), argument, cursor.position()));
  cursor.take_punctuation(',');
  if (!cursor.take_punctuation('>') || !cursor.at_end()) return std::nullopt;
  if (kind == TypeKind::f32) {
    return std::pair(TypeKind::complex32, TokenRange{path.first, path.last, "<f32>"});
  }
  if (kind == TypeKind::f64) {
    return std::pair(TypeKind::complex64, TokenRange{path.first, path.last, "<f64>"});
  }
  return std::nullopt;
}

/// If the tokens are those of a complex number. It becomes a reference, by which glue names it; one
/// type has one in an item.
std::optional<Type> TypeReader::read_complex(TokenRange range) {
  TokenIndex end = range.last;
  if (tokens_.tokens[end].kind == Token::Kind::open) end = tokens_.tokens[end].match;
  const auto found = complex_kind(Cursor(tokens_, range.first, end + 1));
  if (!found) return std::nullopt;
  const auto words = [&](const TokenRange& each) {
    return spell(tokens_, each) + std::string(each.arguments);
  };
  Type type{.kind = found->first};
  while (type.reference < references_.size() &&
         words(references_[type.reference]) != words(found->second)) {
    ++type.reference;
  }
  if (type.reference == references_.size()) references_.push_back(found->second);
  return type;
}

namespace {

void find_complex(const Type& type, std::map<std::size_t, TypeKind>& found) {
  if (model::is_complex(type.kind)) found[type.reference] = type.kind;
  for (const Type& each : type.arguments) find_complex(each, found);
}

}  // namespace

std::string complex_proofs(const std::vector<const Type*>& types) {
  std::map<std::size_t, TypeKind> found;
  for (const Type* each : types) find_complex(*each, found);
  std::string source;
  for (const auto& [reference, kind] : found) {
    const bool is_short = kind == TypeKind::complex32;
    source += templates::Complex{.im = is_short ? "0x4000_0000" : "0x4000_0000_0000_0000",
                                 .integer = is_short ? "u32" : "u64",
                                 .name = std::string(model::name_of(kind)),
                                 .number = is_short ? "f32" : "f64",
                                 .re = is_short ? "0x3f80_0000" : "0x3ff0_0000_0000_0000",
                                 .type = type_reference({.kind = kind, .reference = reference})}
                  .text();
  }
  return source;
}

}  // namespace prebind::expand
