#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/type.h"

namespace prebind::model {

/// What the name of an array of n dimensions says, as `ArrayView2` in a `Type::name`.
struct StridedForm {
  std::size_t rank = 0;              ///< 0: any, as in `ArrayViewD`
  Passing passing = Passing::value;  ///< views: by reference, that Rust writes into: mutable
  bool operator==(const StridedForm&) const = default;
};

/// Of the last name of a path; nothing for other names.
std::optional<StridedForm> strided_form(std::string_view name);

/// Whether such a name is of nalgebra: its arrays always lie in memory column by column, in one
/// piece. The others are of ndarray.
bool is_of_nalgebra(std::string_view name);

/// The name of another one of the same crate and rank: `Array2` of `ArrayView2`.
std::string strided_sibling(std::string_view name, Passing passing);

/// The most dimensions that a name says: `Ix6`.
inline constexpr std::size_t kHighestRank = 6;

/// The type that such a name and its elements make.
std::optional<Type> strided_type(std::string_view name, Type element);

/// Whether it can be the element of one: what is an element of slices, but no text, named type or
/// array of fixed length.
bool is_strided_element(TypeKind kind);

}  // namespace prebind::model
