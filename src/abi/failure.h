#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/model.h"

namespace prebind::abi {

/// The status of a call that succeeded, and of one that returned `None`. Any other is the address
/// of a failure.
inline constexpr int kStatusOk = 0;
inline constexpr int kStatusNone = 1;

/// Why a call has no value.
enum class Failure : std::uint32_t {
  panic = 1,     ///< Rust panicked
  error = 2,     ///< the function returned `Err`
  refused = 3,   ///< an argument was refused, nothing was taken, the function was not called
  callback = 4,  ///< a function of the host failed
  borrowed = 5,  ///< an object is in use or belongs to another thread; else as `refused`
  pending = 6,   ///< a future is not ready: the value is its handle and its id
};

inline constexpr std::array kFailures = {Failure::panic,    Failure::error,    Failure::refused,
                                         Failure::callback, Failure::borrowed, Failure::pending};

/// As it stands in glue and in hosts: `3`.
constexpr std::uint32_t number_of(Failure failure) {
  return static_cast<std::uint32_t>(failure);
}

/// What it means, for the documentation.
std::string_view meaning_of(Failure failure);

/// The struct that a status points at, in C.
extern const std::string_view kFailureStruct;

/// How many words of 64 bits a failure has for the value of `Err`.
inline constexpr std::size_t kFailureWords = 2;

/// Whether the value of an E crosses, and not its text alone. `named` is what a named E is, else
/// null.
bool has_value(const model::Type& error, const model::NamedType* named);

}  // namespace prebind::abi
