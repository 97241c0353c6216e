#pragma once

#include <string_view>

namespace prebind::model {

/// What hosts have for the method of a trait, beside the operations that `TraitMethod` lists.
enum class FormKind {
  unary,         ///< an operator: `Neg`, `Not`
  binary,        ///< an operator: `Add`
  index,         ///< `Index`
  index_mut,     ///< `IndexMut`
  conversion,    ///< `From`, `TryFrom`: a constructor
  parsing,       ///< `FromStr`
  construction,  ///< `Default`: a constructor without arguments
};

struct TraitForm {
  std::string_view trait;   ///< `Add`
  std::string_view method;  ///< `add`
  FormKind kind = FormKind::unary;
  std::string_view path;  ///< of the trait's module in the standard library: `ops`
  std::string_view base;  ///< the function of Julia's Base; empty of constructors
  std::string_view sign;  ///< the operator of C++; empty if it has none
};

/// Null if hosts have no form for a trait of this name.
const TraitForm* trait_form(std::string_view trait);

}  // namespace prebind::model
