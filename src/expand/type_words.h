#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expand/cursor.h"
#include "model/type.h"

namespace prebind::expand {

/// The help where nothing better can be said.
inline constexpr std::string_view kListOfTypes =
    "numbers, `bool`, `char`, strings, slices, `Vec`, maps, sets, tuples, raw pointers, `Option`, "
    "`Result` and `#[julia]` structs and enums can cross";

/// Whether paths into the standard library begin with this: `std`, `core`, `alloc`.
bool is_standard_crate(std::string_view segment);

/// The name that the cursor goes over up to its end: a single word, whatever it means, or the last
/// word of a path into the standard library (`::core::primitive::u8`). Empty for everything else.
std::string standard_name(Cursor cursor);

/// The type that has such a name: `i32`, `std::ffi::CString`.
std::optional<model::TypeKind> standard_kind(Cursor cursor);

/// Whether text has such a name that is behind a `&` only: `str`, `Path`.
bool is_unsized_text(std::string_view name);

/// Whether an `Arc` of what is no text stands at the cursor.
bool at_arc(Cursor cursor);

/// How text of a kind is written that is borrowed, and that is owned: `&Path`, `PathBuf`.
struct NamesOfText {
  std::string_view borrowed, owned;
};
NamesOfText names_of_text(model::TypeKind kind);

/// The collection that has such a name: `HashMap`.
std::optional<model::TypeKind> collection_kind(std::string_view name);

/// `Complex<f32>`, `num_complex::Complex<f64>`, `Complex64`: the kind, and the tokens of the path
/// with the arguments that it needs. Whether the type is what its name says, glue proves.
std::optional<std::pair<model::TypeKind, TokenRange>> complex_kind(Cursor cursor);

/// What to do with a function of the host, or an object of a trait, in an option or a tuple.
std::string own_argument(const model::Type& type);

/// Whether these are the tokens of a type that may be exported: a path without arguments.
bool may_be_exported(const Tokens& tokens, TokenRange range);

/// What to write instead of a part that nothing nested can have.
std::string help_for_part(const model::Type& part);

/// The number that the cursor goes over up to its end: a literal, as the length of an array.
std::optional<std::size_t> literal_number(Cursor cursor);

/// Behind one type: at the `,` or `>` that ends it, or at the end.
void skip_type(Cursor& cursor);

}  // namespace prebind::expand
