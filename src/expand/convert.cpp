#include "expand/convert.h"

#include <fmt/format.h>

#include <algorithm>

#include "abi/failure.h"
#include "expand/carried.h"
#include "expand/operations.h"
#include "expand/packed.h"
#include "expand/rust/templates.h"
#include "expand/strided.h"
#include "expand/times.h"
#include "expand/views.h"
#include "model/strided.h"

namespace prebind::expand {

using model::Type;
using model::TypeKind;

namespace {

/// A slot as Rust's type.
std::string rust_type(const abi::Slot& slot) {
  switch (slot.kind) {
    case abi::Slot::Kind::none:
      return {};
    case abi::Slot::Kind::word:
      return std::string(rust_name(slot.word));
    case abi::Slot::Kind::wide:
      return "[u64; 2]";
    case abi::Slot::Kind::elements:
      return fmt::format("[{}; {}]", rust_type(slot.members[0]), slot.type->length);
    case abi::Slot::Kind::words:
      return fmt::format("[prebind_std::mem::MaybeUninit<u64>; <{}>::__PREBIND_WORDS]",
                         type_reference(*slot.type));
    case abi::Slot::Kind::optional:
      return fmt::format("__PrebindSlots2<prebind_std::mem::MaybeUninit<{}>, bool>",
                         rust_type(slot.members[0]));
    case abi::Slot::Kind::record:
      break;
  }
  std::string members;
  for (const abi::Slot& member : slot.members) members += rust_type(member) + ", ";
  return fmt::format("__PrebindSlots{}<{}>", slot.members.size(), members);
}

/// The structs that a slot's type mentions, as `__PrebindSlots2<A, B>`.
std::string slot_definitions(const std::string& slot) {
  std::string source;
  for (int count = 1; count <= 8; ++count) {
    const std::string name = fmt::format("__PrebindSlots{}", count);
    if (slot.find(name + "<") == std::string::npos) continue;
    std::string parameters;
    for (int i = 0; i < count; ++i) parameters += fmt::format("T{}, ", i);
    source += fmt::format("#[repr(C)] pub struct {0}<{1}>({1});\n", name, parameters);
  }
  return source;
}

/// A `Vec` as its slot.
std::string array_slot(const std::string& element, const std::string& vector) {
  return fmt::format(
      "{{ let mut prebind_s = prebind_std::mem::ManuallyDrop::new("
      "prebind_std::vec::Vec::<{0}>::from({1})); __PrebindSlots4(prebind_s.as_mut_ptr() as *mut "
      "u8, prebind_s.len(), prebind_s.capacity() * prebind_std::mem::size_of::<{0}>(), "
      "prebind_std::mem::align_of::<{0}>()) }}",
      element, vector);
}

/// The same of a `Vec` of a named type, which knows how its values lie in memory.
std::string named_array_slot(const std::string& element, const std::string& vector) {
  return fmt::format(
      "{{ let prebind_s = <{0}>::__prebind_give_all(prebind_std::vec::Vec::<{0}>::from({1})); "
      "__PrebindSlots4(prebind_s.0, prebind_s.1, prebind_s.2, prebind_s.3) }}",
      element, vector);
}

/// The same of a `Vec<Arc<T>>`.
std::string shared_array_slot(const std::string& element, const std::string& vector) {
  return fmt::format(
      "{{ let prebind_s = <{}>::__prebind_give_all_shared(prebind_std::vec::Vec::from({})); "
      "__PrebindSlots4(prebind_s.0, prebind_s.1, prebind_s.2, prebind_s.3) }}",
      element, vector);
}

/// All texts in one, and where each ends.
std::string text_array_slot(const std::string& value) {
  return fmt::format(
      "{{ let mut prebind_b = prebind_std::vec::Vec::new(); "
      "let mut prebind_n = prebind_std::vec::Vec::new(); "
      "for prebind_t in prebind_std::iter::IntoIterator::into_iter(&*{}) {{ "
      "prebind_b.extend_from_slice(prebind_t.as_bytes()); prebind_n.push(prebind_b.len()); }} "
      "__PrebindSlots2({}, {}) }}",
      value, array_slot("u8", "prebind_b"), array_slot("usize", "prebind_n"));
}

/// Text as its slot: a `Vec` of its bytes.
std::string text_slot(const std::string& bytes) {
  return fmt::format(
      "{{ let mut prebind_s = prebind_std::mem::ManuallyDrop::new({}); "
      "__PrebindSlots3(prebind_s.as_mut_ptr(), prebind_s.len(), prebind_s.capacity()) }}",
      bytes);
}

std::string slot(const Type& type, const std::string& value);

/// A fixed array is its own slot, but where its elements have a name that is known here only.
std::string fixed_slot(const Type& type, const std::string& value) {
  std::string own = type.passing == model::Passing::reference ? "*" + value : value;
  if (model::is_static_matrix(type)) {
    return fixed_slot(model::array_of_matrix(type), array_of_matrix(type, own));
  }
  if (!model::is_complex(model::leaf_of(type).kind)) return own;
  return fmt::format("prebind_std::mem::transmute::<{}, {}>({})", value_type(type),
                     rust_type(abi::slot_of(type)), own);
}

/// The elements in column order, as a `Vec` and without a copy where they lie so.
std::string strided_slot(const Type& type, const std::string& value) {
  if (model::is_of_nalgebra(type.name)) {
    return templates::PlainSlot{
        .element = element_type(type),
        .elements = array_slot(element_type(type), "prebind_b"),
        .sizes = type.length == 1 ? "prebind_v.nrows()" : "prebind_v.nrows(), prebind_v.ncols()",
        .value = value}
        .text();
  }
  return templates::StridedSlot{
      .elements = array_slot(element_type(type), "prebind_b"),
      .sizes = type.length == 0 ? array_slot("usize", "prebind_n") : "prebind_n",
      .value = value,
      .zeros = strided_zeros(type, "prebind_v.ndim()")}
      .text();
}

std::string tuple_slot(const Type& type, const std::string& value) {
  std::string pattern, slots;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    pattern += fmt::format("prebind_t{}, ", i);
    slots += slot(type.arguments[i], fmt::format("prebind_t{}", i)) + ", ";
  }
  return fmt::format("match {} {{ ({}) => __PrebindSlots{}({}) }}", value, pattern,
                     type.arguments.size(), slots);
}

/// A returned value as its slot: an expression.
std::string slot(const Type& type, const std::string& value) {
  if (type.is_cow) {
    Type owned = type;
    owned.is_cow = false;
    return slot(owned, fmt::format("prebind_std::borrow::Cow::into_owned({})", value));
  }
  if (model::is_packed(type)) return packed_slot(type, value);
  if (model::is_text(type.kind)) {
    // There is no `String` of what is shared.
    const bool is_shared = type.kind == TypeKind::arc_str || type.kind == TypeKind::rc_str;
    return text_slot(fmt::format("prebind_std::string::String::from({}{}).into_bytes()",
                                 is_shared ? "&*" : "", value));
  }
  if (model::is_os_text(type.kind)) return text_slot(os_bytes(value));
  if (model::is_string_like(type.kind)) {
    return text_slot(fmt::format("prebind_std::ffi::CString::from({}).into_bytes()", value));
  }
  if (type.is_view) return view_slot(type, value);
  if (model::is_text_array(type)) return text_array_slot(value);
  if (model::is_array(type.kind)) {
    const bool is_named = type.arguments[0].kind == TypeKind::named;
    const auto made = type.arguments[0].is_shared ? shared_array_slot
                      : is_named                  ? named_array_slot
                                                  : array_slot;
    if (type.kind != TypeKind::slice) return made(element_type(type), value);
    return fmt::format("{{ let prebind_s: &[_] = {}; {} }}", value,
                       made(element_type(type), copied_elements(type)));
  }
  if (model::family_of(type.kind) == model::Family::wide) {
    return fmt::format("{{ let prebind_n: {} = {}; [prebind_n as u64, (prebind_n >> 64) as u64] }}",
                       model::name_of(type.kind), value);
  }
  if (model::family_of(type.kind) == model::Family::time) return time_words(type, value);
  if (model::is_complex(type.kind)) {
    return fmt::format("{{ let prebind_c = {}; __PrebindSlots2(prebind_c.re, prebind_c.im) }}",
                       value);
  }
  if (type.kind == TypeKind::fixed_array) return fixed_slot(type, value);
  if (type.kind == TypeKind::strided) return strided_slot(type, value);
  if (type.kind == TypeKind::tuple) return tuple_slot(type, value);
  if (type.kind == TypeKind::option) {
    return fmt::format(
        "match {} {{ prebind_std::option::Option::Some(prebind_v) => "
        "__PrebindSlots2(prebind_std::mem::MaybeUninit::new({}), true), _ => "
        "__PrebindSlots2(prebind_std::mem::MaybeUninit::uninit(), false) }}",
        value, slot(type.arguments[0], "prebind_v"));
  }
  if (type.kind == TypeKind::named) {
    const std::string_view boxed = type.is_shared ? "_counted" : "_boxed";
    return fmt::format("<{}>::__prebind_give{}({})", type_reference(type),
                       type.is_dyn      ? boxed
                       : type.is_shared ? "_shared"
                                        : "",
                       value);
  }
  // A cast would take whatever the crate means by the name of the type.
  if (type.kind == TypeKind::character) {
    return fmt::format("{{ let prebind_c: char = {}; prebind_c as u32 }}", value);
  }
  if (type.kind == TypeKind::pointer) {
    return fmt::format("{{ let prebind_p: {} = {}; prebind_p as *mut u8 }}", register_type(type),
                       value);
  }
  return value;
}

}  // namespace

Lowering::Lowering(const Type& type, std::optional<TokenRange> error, std::string failed_symbol)
    : type_(type),
      returned_(abi::returned_by(type)),
      error_(error),
      failed_(std::move(failed_symbol)) {}

std::string Lowering::type_name() const {
  return has_slot() ? "__PrebindReturn" : "*mut u8";
}

std::string Lowering::definition() const {
  if (!has_slot()) return {};
  const std::string slot = rust_type(returned_.slot);
  return slot_definitions(slot) + fmt::format(
                                      "#[repr(C)] pub struct __PrebindReturn {{ value: "
                                      "prebind_std::mem::MaybeUninit<{}>, status: *mut u8 }}\n",
                                      slot);
}

namespace {

bool holds_packed(const Type& type) {
  return model::is_packed(type) || std::ranges::any_of(type.arguments, holds_packed);
}

bool holds_time(const Type& type) {
  return (model::family_of(type.kind) == model::Family::time && type.kind != TypeKind::duration) ||
         std::ranges::any_of(type.arguments, holds_time);
}

bool holds_os_text(const Type& type) {
  return model::is_os_text(type.kind) || std::ranges::any_of(type.arguments, holds_os_text);
}

}  // namespace

std::string Lowering::helpers() const {
  std::string source;
  if (holds_packed(type_)) source += templates::kPack;
  if (holds_os_text(type_)) source += templates::kOsOut;
  if (holds_time(type_)) source += templates::kTimeOut;
  if (const Type* view = model::view_in(type_)) source += view_helpers(*view);
  return source;
}

std::string Lowering::plain_type() const {
  if (type_.kind == TypeKind::unit) return "()";
  const bool is_plain = returned_.value == &type_ && slot(type_, "prebind_r") == "prebind_r";
  return is_plain ? rust_type(returned_.slot) : std::string();
}

std::string Lowering::only_status(const std::string& status) const {
  if (!has_slot()) return status;
  return fmt::format(
      "__PrebindReturn {{ value: prebind_std::mem::MaybeUninit::uninit(), status: {} }}", status);
}

std::string Lowering::lower(const Type& type, const std::string& value) const {
  if (type.kind == TypeKind::option && !model::is_packed(type)) {
    return fmt::format("match {} {{ prebind_std::option::Option::Some(prebind_v) => {}, _ => {} }}",
                       value, lower(type.arguments[0], "prebind_v"),
                       only_status(fmt::format("{} as *mut u8", abi::kStatusNone)));
  }
  if (type.kind == TypeKind::result) {
    return fmt::format(
        "match {} {{ prebind_std::result::Result::Ok(prebind_v) => {}, "
        "prebind_std::result::Result::Err(prebind_e) => {} }}",
        value, lower(type.arguments[0], "prebind_v"), only_status(lower_error(type.arguments[1])));
  }
  if (type.kind == TypeKind::unit) {
    return fmt::format("{{ let () = {}; prebind_std::ptr::null_mut() }}", value);
  }
  return fmt::format(
      "__PrebindReturn {{ value: prebind_std::mem::MaybeUninit::new({}), "
      "status: prebind_std::ptr::null_mut() }}",
      slot(type, value));
}

/// The status for `Err(prebind_e)`. E's `Display` is asked for in a place that names E by its own
/// tokens, so that rustc shows a missing one where E was written.
std::string Lowering::lower_error(const Type& error) const {
  const std::string generic = error_ ? fmt::format("::<{}>", original(*error_)) : std::string();
  const std::string text = fmt::format("prebind_display{}()(&prebind_e)", generic);
  const std::uint32_t kind = abi::number_of(abi::Failure::error);
  if (!model::is_scalar(error.kind)) {
    return fmt::format(
        "{{ let prebind_text = {}; "
        "let prebind_causes = (&&&__PrebindCauses(&prebind_e)).prebind_causes(); "
        "{}({}, prebind_text, {}, prebind_causes) }}",
        text, failed_, kind,
        error.kind == TypeKind::named
            ? fmt::format("<{}>::__prebind_fail(prebind_e)", type_reference(error))
            : "[0; 2]");
  }
  return fmt::format(
      "{{ let prebind_text = {}; let mut prebind_bytes = [0u64; 2]; "
      "prebind_std::ptr::write_unaligned(prebind_bytes.as_mut_ptr() as *mut {}, prebind_e); "
      "{}({}, prebind_text, prebind_bytes, prebind_std::vec::Vec::new()) }}",
      text, model::name_of(error.kind), failed_, kind);
}

}  // namespace prebind::expand
