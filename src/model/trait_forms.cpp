#include "model/trait_forms.h"

#include <algorithm>
#include <iterator>

namespace prebind::model {

const TraitForm* trait_form(std::string_view trait) {
  static constexpr TraitForm kForms[] = {
      {"Add", "add", FormKind::binary, "ops", "+", "+"},
      {"Sub", "sub", FormKind::binary, "ops", "-", "-"},
      {"Mul", "mul", FormKind::binary, "ops", "*", "*"},
      {"Div", "div", FormKind::binary, "ops", "/", "/"},
      {"Rem", "rem", FormKind::binary, "ops", "rem", "%"},
      {"BitAnd", "bitand", FormKind::binary, "ops", "&", "&"},
      {"BitOr", "bitor", FormKind::binary, "ops", "|", "|"},
      {"BitXor", "bitxor", FormKind::binary, "ops", "xor", "^"},
      {"Shl", "shl", FormKind::binary, "ops", "<<", "<<"},
      {"Shr", "shr", FormKind::binary, "ops", ">>", ">>"},
      {"Neg", "neg", FormKind::unary, "ops", "-", "-"},
      {"Not", "not", FormKind::unary, "ops", "~", "~"},
      {"Index", "index", FormKind::index, "ops", "getindex", ""},
      {"IndexMut", "index_mut", FormKind::index_mut, "ops", "setindex!", ""},
      {"From", "from", FormKind::conversion, "convert", "", ""},
      {"TryFrom", "try_from", FormKind::conversion, "convert", "", ""},
      {"FromStr", "from_str", FormKind::parsing, "str", "parse", ""},
      {"Default", "default", FormKind::construction, "default", "", ""},
  };
  const auto* const found = std::ranges::find(kForms, trait, &TraitForm::trait);
  return found == std::end(kForms) ? nullptr : found;
}

}  // namespace prebind::model
