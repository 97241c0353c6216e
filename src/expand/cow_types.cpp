// `Cow<'_, [T]>`: an array that is borrowed or owned.

#include "expand/type_path.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

/// To hosts, an argument is a slice that Rust borrows, or a `Vec` if it has to outlive the call; a
/// result is a `Vec`.
std::optional<Type> TypeReader::read_cow(const Path& path, Position position) {
  Cursor element = path.arguments[0].inside();
  Cursor behind = element;
  skip_type(behind);
  if (!behind.at_end()) return cannot_cross(path.range, "write the array itself: `[T; N]`");
  if (position == Position::field) return cannot_cross(path.range, "write `Vec`");
  std::optional<Type> type = read_element(element, position, path.range);
  if (!type) return std::nullopt;
  const bool lasts = path.lifetime && lasting_.contains(*path.lifetime);
  const bool is_borrowed = position == Position::argument && !lasts;
  return Type{.kind = is_borrowed ? TypeKind::slice : TypeKind::vector,
              .arguments = {std::move(*type)},
              .is_cow = true,
              .passing = is_borrowed ? Passing::reference : Passing::value};
}

}  // namespace prebind::expand
