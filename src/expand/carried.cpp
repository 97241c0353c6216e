#include "expand/carried.h"

#include <fmt/format.h>

namespace prebind::expand {

using model::Type;
using model::TypeKind;

std::string register_type(const Type& type) {
  if (type.kind == TypeKind::character) return "u32";
  if (type.kind != TypeKind::pointer) return std::string(model::name_of(type.kind));
  const Type& target = type.arguments[0];
  const std::string inner = target.kind == TypeKind::opaque      ? "_"
                            : target.kind == TypeKind::character ? "char"
                                                                 : register_type(target);
  return fmt::format("*{} {}", type.is_mutable ? "mut" : "const", inner);
}

std::string parameter_type(const Type& type) {
  return type.kind == TypeKind::pointer ? "*mut u8" : register_type(type);
}

bool is_wide(const Type& type) {
  return type.kind == TypeKind::i128 || type.kind == TypeKind::u128;
}

bool is_text_array(const Type& type) {
  return model::is_array(type.kind) && model::is_text(type.arguments[0].kind);
}

std::string type_reference(const Type& type) {
  return fmt::format("__PrebindT{}", type.reference);
}

std::string element_type(const Type& array) {
  const Type& element = array.arguments[0];
  if (element.kind == TypeKind::object) return type_reference(element);
  return std::string(model::name_of(element.kind));
}

std::string copied_elements(const Type& array) {
  if (array.arguments[0].kind != TypeKind::object) return "prebind_std::vec::Vec::from(prebind_s)";
  return "{ let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_s.len()); "
         "prebind_std::ptr::copy_nonoverlapping(prebind_s.as_ptr(), prebind_c.as_mut_ptr(), "
         "prebind_s.len()); prebind_c.set_len(prebind_s.len()); prebind_c }";
}

}  // namespace prebind::expand
