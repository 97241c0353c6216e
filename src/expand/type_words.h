#pragma once

#include <optional>
#include <string_view>

#include "expand/cursor.h"
#include "model/type.h"

namespace prebind::expand {

/// The help where nothing better can be said.
inline constexpr std::string_view kListOfTypes =
    "numbers, `bool`, `char`, strings, slices, `Vec`, tuples, raw pointers, `Option`, `Result` "
    "and `#[julia]` structs and enums can cross";

/// The type that is one word, whatever it may stand for: `i32`, `CString`.
std::optional<model::TypeKind> kind_named(std::string_view name);

/// Behind one type: at the `,` or `>` that ends it, or at the end.
void skip_type(Cursor& cursor);

}  // namespace prebind::expand
