#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expand/cursor.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

/// A path that stands for a type, taken to pieces.
struct TypeReader::Path {
  std::vector<std::string> segments;
  std::vector<Cursor> arguments;  ///< type arguments of the last segment, lifetimes left out
  std::optional<std::string> lifetime = {};  ///< the last of the last segment
  bool is_odd = false;  ///< `<T as Trait>::X`, arguments before the last segment, `Fn(A) -> B`
  TokenRange range;

  const std::string& name() const { return segments.back(); }
  bool is_plain() const { return segments.size() == 1 || is_standard_crate(segments.front()); }
};

}  // namespace prebind::expand
