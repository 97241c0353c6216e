#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "hosts/surface.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// A scalar in C++: `std::int32_t`. Empty for what is no scalar.
std::string_view scalar(model::TypeKind kind);

/// What stands in memory in an array or a value: a scalar or a named type.
std::string element(const model::Type& type, const TypeNames& names);

/// `const double *`. Empty if T cannot be behind a pointer.
std::string pointer(const model::Type& type);

/// Whether there is a day or the like in it.
bool has_calendar(const model::Type& type);

/// Whether Rust writes into the array.
bool is_written(const model::Type& type);

bool is_handle(const model::Type& type, const TypeNames& names);

bool is_tagged(const model::Type& type, const TypeNames& names);

/// Whether its elements are enums with data.
bool is_tagged_array(const model::Type& type, const TypeNames& names);

/// What is nested, as it is by itself: `std::vector<std::optional<double>>`. Empty if a map or a
/// set has keys without an order. Of types that are `boxed`, only a `std::vector` has them as they
/// are.
std::string nested_type(const model::Type& type, const TypeNames& names,
                        const std::set<std::size_t>* boxed = nullptr);

/// What a function of C++ returns to Rust: `fallible<std::string>`. Empty as `nested_type` is.
std::string answer(const model::Type& type, const TypeNames& names);

/// The type of what stands for an argument, where that is no part of another: `std::string_view`.
std::string plain_type(const model::Type& type, const TypeNames& names);

/// How a handle or a value is taken: `Counter &&`.
std::string named_type(const model::Type& type, const TypeNames& names, bool is_parameter);

}  // namespace prebind::hosts::cpp
