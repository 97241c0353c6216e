#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

/// How each type crosses between a host and a glue function, as data (docs/formats/glue-abi.md).
/// `expand` writes glue from it, and each host its calls.
namespace prebind::abi {

/// What fits a register, as C has it.
enum class Word {
  boolean,    ///< `bool`, 0 or 1
  character,  ///< `uint32_t`, a Unicode scalar value
  i8,
  i16,
  i32,
  i64,
  isize,
  u8,
  u16,
  u32,
  u64,
  usize,
  f32,
  f64,
  address,   ///< `uint8_t *`
  function,  ///< the address of a C function
};

/// `uint32_t`; `uint8_t *`. Of a function, as `uint8_t *` too.
std::string_view c_name(Word word);

/// Of a scalar, a pointer or what a function of the host takes and returns.
Word word_of(const model::Type& type);

/// What one parameter of a glue function is, of an argument.
enum class Role {
  value,        ///< all of it: a number, `bool`, `char` or pointer
  low,          ///< of a number of 128 bits
  high,         ///< likewise, signed if the number is
  real,         ///< of a complex number
  imaginary,    ///< likewise
  seconds,      ///< of a time
  nanoseconds,  ///< likewise, fewer than 10^9
  address,      ///< of text or elements; of a fixed array, of as many as it has
  length,       ///< in bytes of text, else in elements
  axes,         ///< of a strided array: the address of its sizes and strides
  rank,         ///< of a strided array of any rank: how many dimensions it has
  named,        ///< the word of a named type: a handle, an integer or the address of a copy
  trampoline,   ///< what Rust calls for `&dyn Fn`, see c_trampoline
  data,         ///< what the trampoline gets first
  hold,         ///< what Rust calls once it has a function that it keeps
  function,     ///< a C function
  present,      ///< whether there is a value
};

/// What follows an argument's name in the names of its parameters: `_length`; of what comes first,
/// nothing.
std::string_view suffix_of(Role role);

/// One parameter of a glue function.
struct Parameter {
  Role role = Role::value;
  Word word = Word::address;
  /// Behind the argument's name: `_length`, and of the second member of a tuple `_1_length`.
  std::string suffix = {};
  /// The part of the argument's type that it belongs to; it lives as long as the argument's type.
  const model::Type* type = nullptr;
};

/// The parameters that an argument of this type becomes, in order; none for `()`.
std::vector<Parameter> parameters_of(const model::Type& type);

/// Whether `None` is said by a null address instead of a parameter of its own.
bool is_null_if_absent(const model::Type& value);

/// Who has what the host passes, from the call on.
enum class Custody {
  copied,            ///< nobody else: numbers, text and elements that Rust copies
  borrowed,          ///< the host; Rust reads it until the call returns
  borrowed_mutably,  ///< the host; until the call returns, nobody but this argument may refer to it
  taken,             ///< Rust, once no argument was refused
};

/// Of a type that is neither a tuple nor an option: these have that of their parts.
Custody custody_of(const model::Type& type);

/// Whether glue can refuse a value of this type: text that is not UTF-8, a number that is no
/// character, an object in use.
bool can_refuse(const model::Type& type);

/// How a returned value lies in memory.
struct Slot {
  enum class Kind {
    none,      ///< of `()`
    word,      ///< `word`
    wide,      ///< `uint64_t[2]`: the low half first; of a time, the seconds
    elements,  ///< an array of the one member, as many as the type's `length`
    words,     ///< `uint64_t[words_of(type)]`
    record,    ///< a struct of the members
    optional,  ///< a struct of the one member, which is undefined if absent, and `bool`
  };
  /// Of a member of a record that is no part of the Rust type, what it is.
  enum class Part {
    value,
    address,
    length,
    capacity,
    bytes,
    alignment,
    guard,
    release,
    real,
    imaginary
  };

  Kind kind = Kind::none;
  Word word = Word::address;
  Part part = Part::value;
  std::vector<Slot> members = {};
  const model::Type* type = nullptr;  ///< what it is the slot of; null for a part
};

/// Of a type inside of a tuple or as it is. An option is `optional`.
Slot slot_of(const model::Type& type);

/// What a glue function returns. `Option` and `Result` outside of all else are in the status.
struct Returned {
  const model::Type* value = nullptr;  ///< what the slot is of
  const model::Type* error = nullptr;  ///< E of a `Result`, else null
  bool is_optional = false;            ///< whether the status may be 1, for `None`
  Slot slot = {};
};
Returned returned_by(const model::Type& returns);

/// In how many enums with data, one in the other, a value can be. So the stack of nobody who writes
/// or reads one runs out.
inline constexpr std::uint32_t kDeepestValue = 1000;

/// How many words of 64 bits a named type takes in a slot.
std::size_t words_of(const model::NamedType& named);

}  // namespace prebind::abi
