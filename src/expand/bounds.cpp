#include "expand/bounds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "expand/type_words.h"

namespace prebind::expand {

namespace {

/// Up to what `ends` says at the depth where the cursor stands, or to the end of all bounds.
template <typename Ends>
void skip_to(Cursor& cursor, Ends ends) {
  for (int depth = 0; !cursor.at_end();) {
    if (cursor.take_operator("->")) continue;
    if (depth == 0 && (ends(cursor) || cursor.at_punctuation(',') || cursor.at_punctuation('>') ||
                       cursor.at_punctuation(';') || cursor.at_group("{"))) {
      return;
    }
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    if (cursor.at_operator("::")) cursor.take();
    cursor.take();
  }
}

bool at_colon(const Cursor& cursor) {
  return cursor.at_punctuation(':') && !cursor.at_operator("::");
}

/// `S: AsRef<str> + Send`, a parameter that it declares or what stands behind `where`; leaves the
/// cursor at the `,` or the end behind it.
void read_bounded(Cursor& cursor, bool declares, Bounds& bounds) {
  const TokenIndex first = cursor.position();
  skip_to(cursor, at_colon);
  if (cursor.position() == first) return;
  const std::string name = spell(cursor.tokens(), {first, cursor.last()});
  Traits traits;
  if (at_colon(cursor)) {
    cursor.take();
    const TokenIndex begin = cursor.position();
    skip_to(cursor, [](const Cursor& at) { return at.at_punctuation('='); });
    traits = traits_in(Cursor(cursor.tokens(), begin, cursor.position()));
  }
  skip_to(cursor, [](const Cursor&) { return false; });
  const bool is_known = declares || bounds.contains(name.substr(0, name.find("::")));
  if (!is_known || cursor.tokens().substituted.contains(first)) return;
  Traits& all = bounds[name];
  all.insert(all.end(), traits.begin(), traits.end());
}

constexpr std::array<std::pair<std::string_view, KnownTrait::Kind>, 13> kBoundTraits = {
    {{"AsRef", KnownTrait::Kind::lent},
     {"Borrow", KnownTrait::Kind::lent},
     {"Into", KnownTrait::Kind::converted},
     {"Display", KnownTrait::Kind::shown},
     {"ToString", KnownTrait::Kind::shown},
     {"IntoIterator", KnownTrait::Kind::iterated},
     {"Iterator", KnownTrait::Kind::iterator},
     {"ExactSizeIterator", KnownTrait::Kind::iterator},
     {"DoubleEndedIterator", KnownTrait::Kind::iterator},
     {"FusedIterator", KnownTrait::Kind::iterator},
     {"Fn", KnownTrait::Kind::called},
     {"FnMut", KnownTrait::Kind::called},
     {"FnOnce", KnownTrait::Kind::called}}};

}  // namespace

Bounds bounds_of(Cursor function) {
  Bounds bounds;
  if (function.take_punctuation('<')) {
    while (!function.at_end() && !function.at_punctuation('>')) {
      read_bounded(function, true, bounds);
      if (!function.take_punctuation(',')) break;
    }
    function.take_punctuation('>');
  }
  if (function.at_group("(")) function.take();
  if (function.take_operator("->")) skip_type(function);
  if (!function.take_identifier("where")) return bounds;
  while (!function.at_end()) {
    read_bounded(function, false, bounds);
    if (!function.take_punctuation(',')) break;
  }
  return bounds;
}

Traits traits_in(Cursor list) {
  Traits traits;
  while (!list.at_end()) {
    const TokenIndex first = list.position();
    skip_to(list, [](const Cursor& at) { return at.at_punctuation('+'); });
    if (list.position() != first) traits.emplace_back(list.tokens(), first, list.position());
    if (!list.take_punctuation('+')) break;
  }
  return traits;
}

KnownTrait known_trait(Cursor trait) {
  if (trait.at_group("(")) trait = trait.inside();
  KnownTrait known{.rest = trait};
  trait.take_operator("::");
  std::vector<std::string> path;
  while (trait.at_identifier()) {
    path.push_back(trait.tokens().tokens[trait.take()].text);
    if (!trait.take_operator("::")) break;
  }
  if (path.empty() || (path.size() > 1 && !is_standard_crate(path[0]))) return known;
  const auto* found = std::ranges::find(kBoundTraits, path.back(),
                                        &std::pair<std::string_view, KnownTrait::Kind>::first);
  if (found == kBoundTraits.end()) return known;
  return {found->second, path.back(), trait};
}

bool has_known_trait(const Traits& traits) {
  return std::ranges::any_of(traits, [](const Cursor& trait) {
    return known_trait(trait).kind != KnownTrait::Kind::other;
  });
}

std::optional<Cursor> type_of(Cursor rest, std::string_view name) {
  const bool is_named =
      rest.take_punctuation('<') && rest.take_identifier(name) && rest.take_punctuation('=');
  if (!is_named) return std::nullopt;
  const TokenIndex first = rest.position();
  skip_type(rest);
  if (rest.position() == first) return std::nullopt;
  return Cursor(rest.tokens(), first, rest.position());
}

}  // namespace prebind::expand
