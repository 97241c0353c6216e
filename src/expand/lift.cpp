#include "expand/lift.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "abi/failure.h"
#include "abi/layout.h"
#include "expand/carried.h"
#include "expand/closures.h"
#include "expand/packed.h"
#include "expand/rust/templates.h"
#include "expand/strided.h"
#include "expand/times.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// The value in registers as Rust's: an expression.
std::string lift_register(const Type& type, const std::string& name) {
  return type.kind == TypeKind::pointer ? fmt::format("{} as {}", name, register_type(type)) : name;
}

std::string lift_character(const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match prebind_std::char::from_u32({0}) {{ prebind_std::option::Option::Some(prebind_c) => "
      "prebind_c, "
      "_ => return {1} }}",
      name, refused("is not a Unicode scalar value"));
}

std::string lift_text(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match prebind_std::str::from_utf8(prebind_slice(&prebind_call, {0}, {0}_length)) {{ "
      "prebind_std::result::Result::Ok(prebind_s) => {1}, _ => return {2} }}",
      name, text_value(type.kind), refused("is not valid UTF-8"));
}

/// Only where the system's texts are no bytes, one can be refused.
std::string lift_os_text(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match prebind_os(prebind_slice(&prebind_call, {0}, {0}_length)) {{ "
      "prebind_std::option::Option::Some(prebind_s) => {1}, _ => return {2} }}",
      name, text_value(type.kind), refused("is not valid UTF-8"));
}

/// The host's text of C ends with a NUL, which does not count.
std::string lift_c_text(const Type& type, const std::string& name, const Refusal& refused) {
  const bool is_owned = type.kind == TypeKind::c_string;
  const std::string made =
      fmt::format("{1}(prebind_slice(&prebind_call, {0}, {0}_length{2}))", name,
                  is_owned ? "CString::new" : "CStr::from_bytes_with_nul", is_owned ? "" : " + 1");
  return fmt::format(
      "match prebind_std::ffi::{} {{ prebind_std::result::Result::Ok(prebind_s) => prebind_s, _ => "
      "return {} }}",
      made, refused("has a NUL in it"));
}

std::string lift_wide(const Type& type, const std::string& name) {
  return fmt::format("(({0}_high as u128) << 64 | {0} as u128) as {1}", name,
                     model::name_of(type.kind));
}

/// As a `Vec`, whatever borrows from it.
std::string lift_text_array(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "{{ let prebind_w: &[[*const u8; 2]] = if {0}_length == 0 {{ &[] }} else {{ "
      "prebind_slice(&prebind_call, {0} as *const [*const u8; 2], {0}_length) }}; "
      "let mut prebind_t = prebind_std::vec::Vec::with_capacity({0}_length); "
      "for prebind_w in prebind_w {{ "
      "prebind_t.push(match prebind_std::str::from_utf8(prebind_slice("
      "&prebind_call, prebind_w[0], prebind_w[1] as usize)) {{ "
      "prebind_std::result::Result::Ok(prebind_s) => {1}, _ => return {2} }}); }} {3} }}",
      name, text_value(type.arguments[0].kind), refused("has an element that is not valid UTF-8"),
      type.kind == TypeKind::boxed_slice ? "prebind_t.into_boxed_slice()" : "prebind_t");
}

/// Whether one of `count` bytes at the address `name` is neither `true` nor `false`.
std::string has_no_bool(const std::string& name, const std::string& count) {
  return fmt::format(
      "prebind_slice(&prebind_call, {} as *const u8, {}).iter()"
      ".fold(0, |prebind_b, prebind_c| prebind_b | *prebind_c) > 1",
      name, count);
}

/// The host's elements may lie at any address.
std::string lift_fixed(const Type& type, const std::string& name, const Refusal& refused) {
  const bool is_matrix = model::is_static_matrix(type);
  std::string value = fmt::format("prebind_std::ptr::read_unaligned({} as *const {})", name,
                                  value_type(is_matrix ? model::array_of_matrix(type) : type));
  if (is_matrix) value = matrix_of_array(type, value);
  if (model::leaf_of(type).kind != TypeKind::boolean) return value;
  return fmt::format("if {} {{ return {} }} else {{ {} }}",
                     has_no_bool(name, std::to_string(model::leaves_of(type))),
                     refused("has an element that is neither `true` nor `false`"), value);
}

std::string lift_strided(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match {0}({1}{2}, {2}_axes as *const usize, {3}) {{ prebind_std::result::Result::Ok("
      "prebind_v) => prebind_v, prebind_std::result::Result::Err(prebind_e) => return {4} }}",
      strided_maker_name(type), type.passing == Passing::value ? "" : "&prebind_call, ", name,
      type.length == 0 ? name + "_rank" : std::to_string(type.length), refused.of("prebind_e"));
}

/// The type of the elements knows how they lie in memory. What stands for a slice is borrowed in
/// its turn (`Lifting::add_if`).
std::string lift_named_slice(const Type& type, const std::string& name, const Refusal& refused) {
  return fmt::format(
      "match <{0}>::__prebind_elements(&prebind_call, {1}, {1}_length) {{ "
      "prebind_std::result::Result::Ok(prebind_s) => prebind_s, "
      "prebind_std::result::Result::Err(prebind_e) => return {2} }}",
      element_type(type), name, refused.of("prebind_e"));
}

/// An array that Rust owns of a named type, or one of references. Its elements may be objects, each
/// of which has to be claimed.
bool is_claimed_array(const Type& type) {
  if (!model::is_array(type.kind) || type.arguments[0].kind != TypeKind::named) return false;
  return type.kind != TypeKind::slice || type.arguments[0].passing == Passing::reference;
}

/// References to what was claimed, as Rust's; they are borrowed of the variable `name`.
std::string bind_lent_array(const Type& type, const std::string& name, bool is_option) {
  const std::string lent = fmt::format(
      "{{ let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_h.len()); "
      "for prebind_v in prebind_h {{ prebind_c.push({}); }} prebind_c{} }}",
      type.arguments[0].is_shared
          ? fmt::format("<{}>::__prebind_arc(prebind_v)", element_type(type))
          : "&**prebind_v",
      type.kind == TypeKind::boxed_slice ? ".into_boxed_slice()" : "");
  const bool is_slice = type.kind == TypeKind::slice;
  if (is_option) {
    return fmt::format("let {0}_all = {0}.as_ref().map(|prebind_h| {1}); let {0} = {0}_all{2}; ",
                       name, lent, is_slice ? ".as_deref()" : "");
  }
  return fmt::format("let {0}_all = {{ let prebind_h = &{0}; {1} }}; let {0} = {2}{0}_all; ", name,
                     lent, is_slice ? "&*" : "");
}

/// What was claimed, taken.
std::string bind_taken_array(const Type& type, const std::string& name, bool is_option) {
  const std::string take = fmt::format("<{}>::__prebind_take_all", element_type(type));
  const std::string_view box = type.kind == TypeKind::boxed_slice ? ".into_boxed_slice()" : "";
  if (!is_option) return fmt::format("let {0} = {1}({0}){2}; ", name, take, box);
  return fmt::format("let {0} = {0}.map(|prebind_v| {1}(prebind_v){2}); ", name, take, box);
}

/// A slice of no elements may have any address on the host's side. A byte of the host may be no
/// `bool`, since some hosts do not initialize their arrays.
std::string lift_array(const Type& type, const std::string& name, const Refusal& refused) {
  const std::string element = element_type(type);
  const bool is_mutable = type.passing == Passing::mutable_reference;
  const std::string borrow = is_mutable ? "&mut " : "&";
  const Type& leaf = model::leaf_of(type.arguments[0]);
  const std::size_t leaves = model::leaves_of(type.arguments[0]);
  const std::string count =
      name + "_length" + (leaves == 1 ? std::string() : fmt::format(" * {}", leaves));
  std::string choices;
  if (leaf.kind == TypeKind::boolean) {
    choices = fmt::format("if {0}_length != 0 && {1} {{ return {2} }} else ", name,
                          has_no_bool(name, count),
                          refused("has an element that is neither `true` nor `false`"));
  }
  if (leaf.kind == TypeKind::named) {
    choices = fmt::format(
        "if (0..{3}).any(|prebind_i| !<{1}>::__prebind_valid(({0} as *const {1})"
        ".add(prebind_i) as *const u8)) {{ return {2} }} else ",
        name, value_type(leaf),
        refused(fmt::format("has an element that is not a value of `{}`", leaf.name)), count);
  }
  choices += fmt::format(
      "if {0}_length == 0 {{ {1}[] }} else {{ "
      "prebind_slice{2}(&prebind_call, {0} as *{3} {4}, {0}_length) }}",
      name, borrow, is_mutable ? "_mut" : "", is_mutable ? "mut" : "const", element);
  std::string value = "prebind_s";
  if (type.kind == TypeKind::vector) value = copied_elements(type);
  if (type.kind == TypeKind::boxed_slice) value = copied_elements(type) + ".into_boxed_slice()";
  return fmt::format("{{ let prebind_s: {}[{}] = {}; {} }}", borrow, element, choices, value);
}

/// Elements of a named type that nobody writes into.
bool is_named_slice(const Type& type) {
  return type.kind == TypeKind::slice && type.arguments[0].kind == TypeKind::named &&
         type.passing != Passing::mutable_reference;
}

/// How a value of a named type is claimed: an `Option` of the value itself, or of what stands for
/// it until it is bound.
std::string_view claimer(Passing passing) {
  switch (passing) {
    case Passing::value:
      return "__prebind_hold";
    case Passing::reference:
      return "__prebind_ref";
    case Passing::mutable_reference:
      return "__prebind_mut";
  }
  return {};
}

/// What was claimed as Rust's: taken, or borrowed by `Deref`.
std::string bind_claimed(const Type& named, const std::string& name, bool is_option) {
  if (named.is_shared) {
    const std::string arc = fmt::format("<{}>::__prebind_arc", type_reference(named));
    if (!is_option) return fmt::format("let {0} = {1}(&{0}); ", name, arc);
    return fmt::format("let {0} = {0}.as_ref().map(|prebind_v| {1}(prebind_v)); ", name, arc);
  }
  if (named.passing == Passing::value) {
    const std::string take = fmt::format("<{}>::__prebind_take", type_reference(named));
    if (!is_option) return fmt::format("let {0} = {1}({0}); ", name, take);
    return fmt::format("let {0} = {0}.map(|prebind_v| {1}(prebind_v)); ", name, take);
  }
  if (named.passing == Passing::reference) {
    if (is_option) return fmt::format("let {0} = {0}.as_deref(); ", name);
    return fmt::format("let {0} = &*{0}; ", name);
  }
  if (is_option) return fmt::format("let mut {0} = {0}; let {0} = {0}.as_deref_mut(); ", name);
  return fmt::format("let mut {0} = {0}; let {0} = &mut *{0}; ", name);
}

std::string function_pointer(const Type& type) {
  return fmt::format("extern \"C\" fn({}) -> {}", callable_types(type), callable_result(type));
}

std::string lift_value(const Type& type, const std::string& name, const Refusal& refused) {
  if (type.kind == TypeKind::function) {
    return fmt::format(
        "match {} {{ prebind_std::option::Option::Some(prebind_f) => prebind_f, _ => return {} }}",
        name, refused("is a null pointer"));
  }
  if (type.kind == TypeKind::unit) return "()";
  if (model::is_packed(type)) return lift_packed(type, name, refused);
  if (type.kind == TypeKind::character) return lift_character(name, refused);
  if (model::is_text(type.kind)) return lift_text(type, name, refused);
  if (model::is_os_text(type.kind)) return lift_os_text(type, name, refused);
  if (model::is_string_like(type.kind)) return lift_c_text(type, name, refused);
  if (model::is_text_array(type)) return lift_text_array(type, name, refused);
  if (is_named_slice(type)) return lift_named_slice(type, name, refused);
  if (model::is_array(type.kind)) return lift_array(type, name, refused);
  if (type.kind == TypeKind::fixed_array) return lift_fixed(type, name, refused);
  if (type.kind == TypeKind::strided) return lift_strided(type, name, refused);
  if (model::is_complex(type.kind)) {
    return fmt::format("{0} {{ re: {1}_re, im: {1}_im }}", type_reference(type), name);
  }
  if (model::family_of(type.kind) == model::Family::wide) return lift_wide(type, name);
  if (model::family_of(type.kind) == model::Family::time) {
    return time_value(type, name, name + "_nanos", refused);
  }
  return lift_register(type, name);
}

/// The name of a tuple's member.
std::string member(const std::string& name, std::size_t i) {
  return fmt::format("{}_{}", name, i);
}

/// Whether the value of an option is there, given that what it is part of is there on `condition`.
std::string present(const Type& value, const std::string& name, const std::string& condition) {
  const std::string own =
      abi::is_null_if_absent(value) ? fmt::format("!{}.is_null()", name) : name + "_present";
  return condition.empty() ? own : fmt::format("{} && {}", condition, own);
}

}  // namespace

std::string parameters(const Type& type, const std::string& name) {
  std::string all;
  for (const abi::Parameter& each : abi::parameters_of(type)) {
    const std::string rust =
        each.word == abi::Word::function
            ? fmt::format("prebind_std::option::Option<{}>", function_pointer(*each.type))
            : std::string(rust_name(each.word));
    all += fmt::format(", {}{}: {}", name, each.suffix, rust);
  }
  return all;
}

std::string Refusal::operator()(std::string_view what) const {
  const std::uint32_t kind = abi::number_of(abi::Failure::refused);
  if (lowering_ != nullptr) {
    return lowering_->only_status(
        fmt::format("{}({}, \"{}\", \"{}\")", refused_, kind, argument_, what));
  }
  // To the caller, what is an element or a field here is only a part.
  std::string text(what);
  constexpr std::string_view kElement = "an element";
  const std::size_t at = text.find(kElement);
  if (at != std::string::npos) text.replace(at, kElement.size(), "a part");
  return fmt::format("prebind_std::result::Result::Err(({}, \"{}\"))", kind, text);
}

std::string Refusal::of(const std::string& pair) const {
  if (lowering_ == nullptr) return fmt::format("prebind_std::result::Result::Err({})", pair);
  return lowering_->only_status(
      fmt::format("{0}({2}.0, \"{1}\", {2}.1)", refused_, argument_, pair));
}

std::string Refusal::by(const std::string& type, const std::string& address) const {
  return fmt::format("{{ let prebind_e = <{}>::__prebind_refused({}); {} }}", type, address,
                     of("prebind_e"));
}

/// On a condition, the value is an `Option`.
void Lifting::add_named(const Type& named, const std::string& name, const std::string& condition,
                        const Refusal& refused) {
  const bool is_option = !condition.empty();
  std::string claimed = fmt::format(
      "match <{0}>::{1}({2}) {{ prebind_std::option::Option::Some(prebind_v) => {3}, _ => return "
      "{4} }}",
      type_reference(named), claimer(named.passing), name,
      is_option ? "prebind_std::option::Option::Some(prebind_v)" : "prebind_v",
      refused.by(type_reference(named), name));
  if (is_option) {
    claimed = fmt::format("if {} {{ {} }} else {{ prebind_std::option::Option::None }}", condition,
                          claimed);
  }
  claim_ += fmt::format("let {} = {}; ", name, claimed);
  bind_ += bind_claimed(named, name, is_option);
}

void Lifting::add_claimed_array(const Type& type, const std::string& name,
                                const std::string& condition, const Refusal& refused) {
  const bool is_option = !condition.empty();
  const bool is_lent = type.arguments[0].passing == Passing::reference;
  std::string claimed = fmt::format(
      "match <{0}>::{1}({2}, {2}_length) {{ prebind_std::result::Result::Ok(prebind_s) => {3}, "
      "prebind_std::result::Result::Err(prebind_e) => return {4} }}",
      element_type(type), is_lent ? "__prebind_ref_all" : "__prebind_vector", name,
      is_option ? "prebind_std::option::Option::Some(prebind_s)" : "prebind_s",
      refused.of("prebind_e"));
  if (is_option) {
    claimed = fmt::format("if {} {{ {} }} else {{ prebind_std::option::Option::None }}", condition,
                          claimed);
  }
  claim_ += fmt::format("let {} = {}; ", name, claimed);
  bind_ +=
      is_lent ? bind_lent_array(type, name, is_option) : bind_taken_array(type, name, is_option);
}

/// What is made of the pair of vectors, when each argument has been claimed.
void Lifting::add_claimed_map(const Type& type, const std::string& name,
                              const std::string& condition, const Refusal& refused) {
  std::string claimed = lift_claimed_map(type, name, refused);
  std::string taken = fmt::format(
      "prebind_std::iter::FromIterator::from_iter(prebind_std::iter::Iterator::zip("
      "prebind_std::iter::IntoIterator::into_iter(prebind_h.0), "
      "<{}>::__prebind_take_all(prebind_h.1)))",
      type_reference(type.arguments[1]));
  if (condition.empty()) {
    taken = fmt::format("{{ let prebind_h = {}; {} }}", name, taken);
  } else {
    claimed = fmt::format(
        "if {} {{ prebind_std::option::Option::Some({}) }} else {{ "
        "prebind_std::option::Option::None }}",
        condition, claimed);
    taken = fmt::format("{}.map(|prebind_h| {})", name, taken);
  }
  claim_ += fmt::format("let {} = {}; ", name, claimed);
  bind_ += fmt::format("let {} = {}; ", name, taken);
}

/// The members, and the tuple of them. On a condition a member is an `Option`; one that is an
/// option by itself is that already.
void Lifting::add_tuple(const Type& type, const std::string& name, const std::string& condition,
                        const Refusal& refused) {
  std::string names, patterns, values;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    const std::string own = member(name, i);
    add_if(type.arguments[i], own, condition, refused);
    names += own + ", ";
    const bool is_option = model::family_of(type.arguments[i]) == model::Family::option;
    patterns += is_option ? fmt::format("prebind_m{}, ", i)
                          : fmt::format("prebind_std::option::Option::Some(prebind_m{}), ", i);
    values += fmt::format("prebind_m{}, ", i);
  }
  if (condition.empty()) {
    bind_ += fmt::format("let {} = ({}); ", name, names);
    return;
  }
  bind_ += fmt::format(
      "let {0} = match ({1}, {2}) {{ (true, {3}) => "
      "prebind_std::option::Option::Some(({4})), _ => "
      "prebind_std::option::Option::None }}; ",
      name, condition, names.substr(0, names.size() - 2), patterns.substr(0, patterns.size() - 2),
      values);
}

void Lifting::add_if(const Type& type, const std::string& name, const std::string& condition,
                     const Refusal& refused) {
  if (model::family_of(type) == model::Family::option) {
    const Type& value = type.arguments[0];
    return add_if(value, name, present(value, name, condition), refused);
  }
  if (type.kind == TypeKind::named) return add_named(type, name, condition, refused);
  if (type.kind == TypeKind::tuple) return add_tuple(type, name, condition, refused);
  if (is_claimed_array(type)) return add_claimed_array(type, name, condition, refused);
  if (model::is_claimed_map(type)) return add_claimed_map(type, name, condition, refused);
  std::string value = lift_value(type, name, refused);
  if (!condition.empty()) {
    value = fmt::format(
        "if {} {{ prebind_std::option::Option::Some({}) }} else {{ "
        "prebind_std::option::Option::None }}",
        condition, value);
  }
  // A number comes in as it is; each statement less is one less for rustc to check.
  if (value != name) read_ += fmt::format("let {} = {}; ", name, value);
  const bool is_made = model::is_text_array(type) || model::is_packed(type) ||
                       is_named_slice(type) || type.kind == TypeKind::fixed_array;
  if (is_made && type.passing == Passing::reference) {
    // Rust borrows what was made here.
    const bool is_slice = type.kind == TypeKind::slice;
    read_ += condition.empty()
                 ? fmt::format("let {0} = &{1}{0}; ", name, is_slice ? "*" : "")
                 : fmt::format("let {0} = {0}.{1}(); ", name, is_slice ? "as_deref" : "as_ref");
  }
}

void Lifting::add(const Type& type, const std::string& name, const Refusal& refused) {
  if (model::is_closure(type)) {
    read_ += lift_closure(type, name, raise_);
  } else if (model::is_implementor(type)) {
    read_ += lift_implementor(type, name);
  } else if (model::is_kept(type)) {
    read_ += lift_kept(type, name, crate_);
  } else {
    add_if(type, name, "", refused);
  }
}

std::string lift_helpers(const std::string& read, const std::string& known) {
  std::string source;
  const auto add_if_missing = [&](std::string_view part) {
    if (known.find(part) == std::string::npos) source += part;
  };
  if (read.find("__PrebindAnswer") != std::string::npos) source += templates::kAnswer;
  if (read.find("__PrebindBytes") != std::string::npos) add_if_missing(templates::kPack);
  if (read.find("prebind_os_bytes(") != std::string::npos) add_if_missing(templates::kOsOut);
  // The functions that these are called by stand beside the types (scope.h).
  if (read.find("prebind_array") != std::string::npos) {
    source += strided_reach() + std::string(templates::kStridedBool);
  }
  if (read.find("prebind_get") != std::string::npos) source += templates::kUnpack;
  if (read.find("prebind_os(") != std::string::npos) source += templates::kOsIn;
  source += time_helpers(read, known);
  if (read.find("prebind_slice(") != std::string::npos) source += templates::kSlice;
  if (read.find("prebind_slice_mut(") != std::string::npos) source += templates::kSliceMut;
  return source;
}

std::string Lifting::definitions(const std::string& known) const {
  return lift_helpers(read_ + claim_, known);
}

std::string Lifting::taken() const {
  const bool borrows = (read_ + claim_).find("&prebind_call") != std::string::npos;
  return (borrows ? "let prebind_call = (); " : "") + read_ + claim_;
}

}  // namespace prebind::expand
