#include "expand/carried.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace prebind::expand {

using model::Type;
using model::TypeKind;

std::string register_type(const Type& type) {
  if (type.kind != TypeKind::pointer) return std::string(rust_name(abi::word_of(type)));
  const Type& target = type.arguments[0];
  const std::string inner = target.kind == TypeKind::opaque      ? "_"
                            : target.kind == TypeKind::character ? "char"
                                                                 : register_type(target);
  return fmt::format("*{} {}", type.is_mutable ? "mut" : "const", inner);
}

std::string_view rust_name(abi::Word word) {
  switch (word) {
    case abi::Word::boolean:
      return "bool";
    case abi::Word::character:
    case abi::Word::u32:
      return "u32";
    case abi::Word::i8:
      return "i8";
    case abi::Word::i16:
      return "i16";
    case abi::Word::i32:
      return "i32";
    case abi::Word::i64:
      return "i64";
    case abi::Word::isize:
      return "isize";
    case abi::Word::u8:
      return "u8";
    case abi::Word::u16:
      return "u16";
    case abi::Word::u64:
      return "u64";
    case abi::Word::usize:
      return "usize";
    case abi::Word::f32:
      return "f32";
    case abi::Word::f64:
      return "f64";
    case abi::Word::address:
    case abi::Word::function:
      break;
  }
  return "*mut u8";
}

std::string type_reference(const Type& type) {
  return fmt::format("__PrebindT{}", type.reference);
}

std::string element_type(const Type& array) {
  return value_type(array.arguments[0]);
}

std::string value_type(const Type& element) {
  if (model::is_static_matrix(element)) return type_reference(element);
  if (element.kind == TypeKind::fixed_array) {
    return fmt::format("[{}; {}]", element_type(element), element.length);
  }
  if (element.kind == TypeKind::named || model::is_complex(element.kind)) {
    return type_reference(element);
  }
  return std::string(model::name_of(element.kind));
}

namespace {

std::string rust_text(TypeKind kind) {
  const auto in = [](std::string_view around) {
    return fmt::format("prebind_std::{}<prebind_std::primitive::str>", around);
  };
  switch (kind) {
    case TypeKind::string:
      return "prebind_std::string::String";
    case TypeKind::boxed_str:
      return in("boxed::Box");
    case TypeKind::arc_str:
      return in("sync::Arc");
    case TypeKind::rc_str:
      return in("rc::Rc");
    case TypeKind::cow_str:
      return "prebind_std::borrow::Cow<'_, prebind_std::primitive::str>";
    case TypeKind::static_cow:
      return "prebind_std::borrow::Cow<'static, prebind_std::primitive::str>";
    case TypeKind::c_string:
      return "prebind_std::ffi::CString";
    case TypeKind::path:
      return "&prebind_std::path::Path";
    case TypeKind::path_buf:
      return "prebind_std::path::PathBuf";
    case TypeKind::os_str:
      return "&prebind_std::ffi::OsStr";
    case TypeKind::os_string:
      return "prebind_std::ffi::OsString";
    default:
      return "&prebind_std::primitive::str";
  }
}

std::string rust_array(const Type& type) {
  const std::string element = rust_type(type.arguments[0]);
  if (type.kind == TypeKind::slice) return fmt::format("&[{}]", element);
  if (type.kind == TypeKind::vector) return fmt::format("prebind_std::vec::Vec<{}>", element);
  return fmt::format("prebind_std::boxed::Box<[{}]>", element);
}

std::string rust_types(const std::vector<Type>& types) {
  std::string all;
  for (const Type& each : types) all += rust_type(each) + ", ";
  return all;
}

}  // namespace

std::string rust_type(const Type& type) {
  switch (model::family_of(type.kind)) {
    case model::Family::unit:
      return "()";
    case model::Family::text:
      return rust_text(type.kind);
    case model::Family::pointer:
      return register_type(type);
    case model::Family::array:
      return rust_array(type);
    case model::Family::fixed:
      if (model::is_static_matrix(type)) return type_reference(type);
      return fmt::format("[{}; {}]", rust_type(type.arguments[0]), type.length);
    case model::Family::packed: {
      // Where glue writes it, rustc finds out: glue may not name another crate.
      if (model::is_indexed(type.kind)) return "_";
      const bool has_hasher = type.kind == TypeKind::hash_map || type.kind == TypeKind::hash_set;
      return fmt::format("prebind_std::collections::{}<{}{}>", model::head_of_collection(type.kind),
                         rust_types(type.arguments), has_hasher ? "_" : "");
    }
    case model::Family::tuple:
      return fmt::format("({})", rust_types(type.arguments));
    case model::Family::option:
      return fmt::format("prebind_std::option::Option<{}>", rust_type(type.arguments[0]));
    case model::Family::time:
      if (type.kind == TypeKind::duration) return "prebind_std::time::Duration";
      if (type.kind == TypeKind::system_time) return "prebind_std::time::SystemTime";
      return type_reference(type);
    case model::Family::scalar:
    case model::Family::wide:
    case model::Family::complex:
    case model::Family::named:
    case model::Family::strided:
    case model::Family::function:
    case model::Family::result:
    case model::Family::part:
      break;
  }
  return value_type(type);
}

std::string matrix_of_array(const Type& type, const std::string& array) {
  return fmt::format("<{} as prebind_std::convert::From<{}>>::from({})", type_reference(type),
                     value_type(model::array_of_matrix(type)), array);
}

std::string array_of_matrix(const Type& type, const std::string& matrix) {
  // Not all crates have the `From` that would give this one.
  return fmt::format("<{} as prebind_std::convert::Into<{}>>::into({})", type_reference(type),
                     value_type(model::array_of_matrix(type)), matrix);
}

TypeKind owned_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::str:
      return TypeKind::string;
    case TypeKind::c_str:
      return TypeKind::c_string;
    case TypeKind::path:
      return TypeKind::path_buf;
    case TypeKind::os_str:
      return TypeKind::os_string;
    case TypeKind::slice:
      return TypeKind::vector;
    default:
      return kind;
  }
}

std::string_view text_value(TypeKind kind) {
  switch (kind) {
    case TypeKind::string:
      return "prebind_std::string::String::from(prebind_s)";
    case TypeKind::boxed_str:
      return "prebind_std::boxed::Box::<prebind_std::primitive::str>::from(prebind_s)";
    case TypeKind::arc_str:
      return "prebind_std::sync::Arc::<prebind_std::primitive::str>::from(prebind_s)";
    case TypeKind::rc_str:
      return "prebind_std::rc::Rc::<prebind_std::primitive::str>::from(prebind_s)";
    case TypeKind::cow_str:
      return "prebind_std::borrow::Cow::Borrowed(prebind_s)";
    case TypeKind::static_cow:
      return "prebind_std::borrow::Cow::Owned(prebind_std::string::String::from(prebind_s))";
    case TypeKind::path:
      return "prebind_std::path::Path::new(prebind_s)";
    case TypeKind::path_buf:
      return "prebind_std::path::PathBuf::from(prebind_s)";
    case TypeKind::os_string:
      return "prebind_std::ffi::OsString::from(prebind_s)";
    default:
      return "prebind_s";
  }
}

std::string in_cows(const Type& type, const std::string& value) {
  if (type.is_cow) {
    return fmt::format("prebind_std::borrow::Cow::{}({})",
                       type.kind == TypeKind::slice ? "Borrowed" : "Owned", value);
  }
  const bool is_tuple = type.kind == TypeKind::tuple;
  if (!is_tuple && type.kind != TypeKind::option) return value;
  std::vector<std::string> parts, own;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    parts.push_back(fmt::format("prebind_t{}", i));
    own.push_back(in_cows(type.arguments[i], parts.back()));
  }
  if (own == parts) return value;
  if (!is_tuple) return fmt::format("{}.map(|{}| {})", value, parts[0], own[0]);
  return fmt::format("match {} {{ ({},) => ({},) }}", value, fmt::join(parts, ", "),
                     fmt::join(own, ", "));
}

std::string os_bytes(const std::string& value) {
  return fmt::format("prebind_os_bytes(prebind_std::ffi::OsString::from({}))", value);
}

std::string copied_elements(const Type& array) {
  const Type& element = array.arguments[0];
  if (element.kind == TypeKind::named) {
    return fmt::format("<{}>::__prebind_copies(prebind_s)", element_type(array));
  }
  const bool is_named = model::leaf_of(element).kind == TypeKind::named;
  if (!is_named) return "prebind_std::vec::Vec::from(prebind_s)";
  return "{ let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_s.len()); "
         "prebind_std::ptr::copy_nonoverlapping(prebind_s.as_ptr(), prebind_c.as_mut_ptr(), "
         "prebind_s.len()); prebind_c.set_len(prebind_s.len()); prebind_c }";
}

}  // namespace prebind::expand
