#include "abi/layout.h"

#include <fmt/format.h>

#include <algorithm>

namespace prebind::abi {

using model::Family;
using model::Type;
using model::TypeKind;

std::string_view c_name(Word word) {
  switch (word) {
    case Word::boolean:
      return "bool";
    case Word::character:
    case Word::u32:
      return "uint32_t";
    case Word::i8:
      return "int8_t";
    case Word::i16:
      return "int16_t";
    case Word::i32:
      return "int32_t";
    case Word::i64:
      return "int64_t";
    case Word::isize:
      return "intptr_t";
    case Word::u8:
      return "uint8_t";
    case Word::u16:
      return "uint16_t";
    case Word::u64:
      return "uint64_t";
    case Word::usize:
      return "size_t";
    case Word::f32:
      return "float";
    case Word::f64:
      return "double";
    case Word::address:
    case Word::function:
      break;
  }
  return "uint8_t *";
}

Word word_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
      return Word::boolean;
    case TypeKind::character:
      return Word::character;
    case TypeKind::i8:
      return Word::i8;
    case TypeKind::i16:
      return Word::i16;
    case TypeKind::i32:
      return Word::i32;
    case TypeKind::i64:
      return Word::i64;
    case TypeKind::isize:
      return Word::isize;
    case TypeKind::u8:
      return Word::u8;
    case TypeKind::u16:
      return Word::u16;
    case TypeKind::u32:
      return Word::u32;
    case TypeKind::u64:
      return Word::u64;
    case TypeKind::usize:
      return Word::usize;
    case TypeKind::f32:
      return Word::f32;
    case TypeKind::f64:
      return Word::f64;
    case TypeKind::pointer:
    case TypeKind::unit:
    case TypeKind::i128:
    case TypeKind::u128:
    case TypeKind::complex32:
    case TypeKind::complex64:
    case TypeKind::duration:
    case TypeKind::system_time:
    case TypeKind::chrono_date:
    case TypeKind::chrono_date_time:
    case TypeKind::chrono_utc:
    case TypeKind::jiff_date:
    case TypeKind::jiff_date_time:
    case TypeKind::jiff_timestamp:
    case TypeKind::str:
    case TypeKind::string:
    case TypeKind::boxed_str:
    case TypeKind::cow_str:
    case TypeKind::static_cow:
    case TypeKind::arc_str:
    case TypeKind::rc_str:
    case TypeKind::c_str:
    case TypeKind::c_string:
    case TypeKind::path:
    case TypeKind::path_buf:
    case TypeKind::os_str:
    case TypeKind::os_string:
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
    case TypeKind::fixed_array:
    case TypeKind::strided:
    case TypeKind::deque:
    case TypeKind::hash_set:
    case TypeKind::btree_set:
    case TypeKind::hash_map:
    case TypeKind::btree_map:
    case TypeKind::index_set:
    case TypeKind::index_map:
    case TypeKind::tuple:
    case TypeKind::function:
    case TypeKind::option:
    case TypeKind::result:
    case TypeKind::named:
    case TypeKind::display:
    case TypeKind::opaque:
      break;
  }
  return Word::address;
}

std::string_view suffix_of(Role role) {
  switch (role) {
    case Role::high:
      return "_high";
    case Role::nanoseconds:
      return "_nanos";
    case Role::real:
      return "_re";
    case Role::imaginary:
      return "_im";
    case Role::length:
      return "_length";
    case Role::axes:
      return "_axes";
    case Role::rank:
      return "_rank";
    case Role::data:
      return "_data";
    case Role::hold:
      return "_hold";
    case Role::present:
      return "_present";
    case Role::value:
    case Role::low:
    case Role::seconds:
    case Role::address:
    case Role::named:
    case Role::trampoline:
    case Role::function:
      break;
  }
  return "";
}

namespace {

Word float_of(const Type& complex) {
  return complex.kind == TypeKind::complex32 ? Word::f32 : Word::f64;
}

Parameter parameter(Role role, Word word, const Type& type) {
  return {role, word, std::string(suffix_of(role)), &type};
}

std::vector<Parameter> parameters_of_members(const Type& tuple) {
  std::vector<Parameter> all;
  for (std::size_t i = 0; i < tuple.arguments.size(); ++i) {
    for (Parameter& each : parameters_of(tuple.arguments[i])) {
      each.suffix = fmt::format("_{}{}", i, each.suffix);
      all.push_back(std::move(each));
    }
  }
  return all;
}

std::vector<Parameter> parameters_of_option(const Type& option) {
  const Type& value = option.arguments.at(0);
  std::vector<Parameter> all = parameters_of(value);
  if (!is_null_if_absent(value)) all.push_back(parameter(Role::present, Word::boolean, option));
  return all;
}

std::vector<Parameter> parameters_of_strided(const Type& type) {
  std::vector<Parameter> all = {parameter(Role::address, Word::address, type),
                                parameter(Role::axes, Word::address, type)};
  if (type.length == 0) all.push_back(parameter(Role::rank, Word::usize, type));
  return all;
}

}  // namespace

std::vector<Parameter> parameters_of(const Type& type) {
  switch (family_of(type)) {
    case Family::unit:
      return {};
    case Family::scalar:
    case Family::pointer:
      return {parameter(Role::value, word_of(type), type)};
    case Family::wide:
      return {parameter(Role::low, Word::u64, type), parameter(Role::high, Word::u64, type)};
    case Family::complex:
      return {parameter(Role::real, float_of(type), type),
              parameter(Role::imaginary, float_of(type), type)};
    case Family::time:
      return {parameter(Role::seconds, Word::u64, type),
              parameter(Role::nanoseconds, Word::u32, type)};
    case Family::fixed:
      return {parameter(Role::address, Word::address, type)};
    case Family::strided:
      return parameters_of_strided(type);
    case Family::text:
    case Family::array:
    case Family::packed:
      return {parameter(Role::address, Word::address, type),
              parameter(Role::length, Word::usize, type)};
    case Family::named:
      return {parameter(Role::named, Word::address, type)};
    case Family::function:
      if (model::is_c_function(type)) return {parameter(Role::function, Word::function, type)};
      if (model::is_kept(type)) {
        return {parameter(Role::trampoline, Word::address, type),
                parameter(Role::data, Word::address, type),
                parameter(Role::hold, Word::address, type)};
      }
      return {parameter(Role::trampoline, Word::address, type),
              parameter(Role::data, Word::address, type)};
    case Family::tuple:
      return parameters_of_members(type);
    case Family::option:
      return parameters_of_option(type);
    case Family::result:
    case Family::part:
      break;
  }
  return {};
}

bool is_null_if_absent(const Type& value) {
  return model::is_string_like(value.kind);
}

namespace {

bool holds_borrowed(const Type& type) {
  return model::is_borrowed_text(type.kind) || std::ranges::any_of(type.arguments, holds_borrowed);
}

}  // namespace

Custody custody_of(const Type& type) {
  const auto of_passing = [](model::Passing passing) {
    switch (passing) {
      case model::Passing::reference:
        return Custody::borrowed;
      case model::Passing::mutable_reference:
        return Custody::borrowed_mutably;
      case model::Passing::value:
        break;
    }
    return Custody::taken;
  };
  // Of what is packed, Rust makes a value of its own; text in it may be that of the host.
  if (model::is_packed(type)) return holds_borrowed(type) ? Custody::borrowed : Custody::copied;
  switch (type.kind) {
    case TypeKind::str:
    case TypeKind::cow_str:
    case TypeKind::c_str:
    case TypeKind::path:
    case TypeKind::os_str:
      return Custody::borrowed;
    case TypeKind::strided:
      return type.passing == model::Passing::value ? Custody::copied : of_passing(type.passing);
    case TypeKind::function:
      // A C function stays where it is, whoever keeps its address.
      return model::is_c_function(type) ? Custody::copied : of_passing(type.passing);
    case TypeKind::slice:
    case TypeKind::named:
      return of_passing(type.passing);
    case TypeKind::unit:
    case TypeKind::boolean:
    case TypeKind::character:
    case TypeKind::i8:
    case TypeKind::i16:
    case TypeKind::i32:
    case TypeKind::i64:
    case TypeKind::isize:
    case TypeKind::u8:
    case TypeKind::u16:
    case TypeKind::u32:
    case TypeKind::u64:
    case TypeKind::usize:
    case TypeKind::f32:
    case TypeKind::f64:
    case TypeKind::i128:
    case TypeKind::u128:
    case TypeKind::complex32:
    case TypeKind::complex64:
    case TypeKind::duration:
    case TypeKind::system_time:
    case TypeKind::chrono_date:
    case TypeKind::chrono_date_time:
    case TypeKind::chrono_utc:
    case TypeKind::jiff_date:
    case TypeKind::jiff_date_time:
    case TypeKind::jiff_timestamp:
    case TypeKind::string:
    case TypeKind::boxed_str:
    case TypeKind::static_cow:
    case TypeKind::arc_str:
    case TypeKind::rc_str:
    case TypeKind::c_string:
    case TypeKind::path_buf:
    case TypeKind::os_string:
    case TypeKind::pointer:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
    case TypeKind::fixed_array:
    case TypeKind::deque:
    case TypeKind::hash_set:
    case TypeKind::btree_set:
    case TypeKind::hash_map:
    case TypeKind::btree_map:
    case TypeKind::index_set:
    case TypeKind::index_map:
    case TypeKind::tuple:
    case TypeKind::option:
    case TypeKind::result:
    case TypeKind::display:
    case TypeKind::opaque:
      break;
  }
  return Custody::copied;
}

namespace {

/// A `bool` by itself is in a register; in memory it may be any byte.
bool is_refusable_part(const Type& type) {
  return type.kind == TypeKind::boolean || can_refuse(type) ||
         std::ranges::any_of(type.arguments, is_refusable_part);
}

}  // namespace

bool can_refuse(const Type& type) {
  switch (family_of(type)) {
    case Family::packed:
      return std::ranges::any_of(type.arguments, is_refusable_part);
    case Family::scalar:
      return type.kind == TypeKind::character;
    case Family::time:
      return type.kind != TypeKind::duration;
    case Family::text:
    case Family::named:
    case Family::strided:
      return true;
    case Family::array: {
      const TypeKind element = model::leaf_of(type.arguments.at(0)).kind;
      return element == TypeKind::boolean || element == TypeKind::named || model::is_text(element);
    }
    case Family::fixed:
      return model::leaf_of(type).kind == TypeKind::boolean;
    case Family::function:
      return model::is_c_function(type);
    case Family::tuple:
    case Family::option:
      return std::ranges::any_of(type.arguments, can_refuse);
    case Family::unit:
    case Family::wide:
    case Family::complex:
    case Family::pointer:
    case Family::result:
    case Family::part:
      break;
  }
  return false;
}

namespace {

Slot part(Slot::Part part, Word word) {
  return {.kind = Slot::Kind::word, .word = word, .part = part};
}

/// The host frees it with `release_memory(address, bytes, alignment)`.
Slot slot_of_elements(const Type* type) {
  return {
      .kind = Slot::Kind::record,
      .members = {part(Slot::Part::address, Word::address), part(Slot::Part::length, Word::usize),
                  part(Slot::Part::bytes, Word::usize), part(Slot::Part::alignment, Word::usize)},
      .type = type};
}

/// The host ends it with `release(guard)`.
Slot slot_of_view(const Type& type) {
  return {
      .kind = Slot::Kind::record,
      .members = {part(Slot::Part::address, Word::address), part(Slot::Part::length, Word::usize),
                  part(Slot::Part::guard, Word::address), part(Slot::Part::release, Word::address)},
      .type = &type};
}

/// The host frees it with `release_memory(address, capacity, 1)`.
Slot slot_of_bytes(const Type& type) {
  return {
      .kind = Slot::Kind::record,
      .members = {part(Slot::Part::address, Word::address), part(Slot::Part::length, Word::usize),
                  part(Slot::Part::capacity, Word::usize)},
      .type = &type};
}

/// The elements in column order, and the sizes; of an array of any rank, these are a
/// `Vec<usize>` of their own.
Slot slot_of_strided(const Type& type) {
  const Slot size{.kind = Slot::Kind::word, .word = Word::usize};
  return {.kind = Slot::Kind::record,
          .members = {slot_of_elements(nullptr),
                      type.length == 0
                          ? slot_of_elements(nullptr)
                          : Slot{.kind = Slot::Kind::elements, .members = {size}, .type = &type}},
          .type = &type};
}

Slot slot_of_array(const Type& type) {
  if (type.is_view) return slot_of_view(type);
  if (!model::is_text(type.arguments.at(0).kind)) return slot_of_elements(&type);
  // All texts as one `Vec<u8>`, and where each ends as a `Vec<usize>`.
  return {.kind = Slot::Kind::record,
          .members = {slot_of_elements(nullptr), slot_of_elements(nullptr)},
          .type = &type};
}

}  // namespace

Slot slot_of(const Type& type) {
  switch (family_of(type)) {
    case Family::scalar:
    case Family::pointer:
      return {.kind = Slot::Kind::word, .word = word_of(type), .type = &type};
    case Family::wide:
    case Family::time:
      return {.kind = Slot::Kind::wide, .type = &type};
    case Family::complex:
      return {.kind = Slot::Kind::record,
              .members = {part(Slot::Part::real, float_of(type)),
                          part(Slot::Part::imaginary, float_of(type))},
              .type = &type};
    case Family::fixed:
      return {
          .kind = Slot::Kind::elements, .members = {slot_of(type.arguments.at(0))}, .type = &type};
    case Family::text:
    case Family::packed:
      return slot_of_bytes(type);
    case Family::array:
      return slot_of_array(type);
    case Family::strided:
      return slot_of_strided(type);
    case Family::named:
      return {.kind = Slot::Kind::words, .type = &type};
    case Family::tuple: {
      Slot slot{.kind = Slot::Kind::record, .type = &type};
      for (const Type& member : type.arguments) slot.members.push_back(slot_of(member));
      return slot;
    }
    case Family::option:
      return {
          .kind = Slot::Kind::optional, .members = {slot_of(type.arguments.at(0))}, .type = &type};
    case Family::unit:
    case Family::function:
    case Family::result:
    case Family::part:
      break;
  }
  return {.type = &type};
}

Returned returned_by(const Type& returns) {
  if (returns.kind == TypeKind::result) {
    Returned returned = returned_by(returns.arguments.at(0));
    returned.error = &returns.arguments.at(1);
    return returned;
  }
  if (returns.kind == TypeKind::option && !model::is_packed(returns)) {
    Returned returned = returned_by(returns.arguments.at(0));
    returned.is_optional = true;
    return returned;
  }
  return {.value = &returns, .slot = slot_of(returns)};
}

std::size_t words_of(const model::NamedType& named) {
  constexpr std::size_t kWord = 8;
  switch (named.shape) {
    case model::Shape::handle:
    case model::Shape::enumeration:
      return 1;
    case model::Shape::tagged:
      return 3;
    case model::Shape::value:
      break;
  }
  return (named.size + kWord - 1) / kWord;
}

}  // namespace prebind::abi
