#include "expand/form_glue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace prebind::expand {

using model::FormKind;

namespace {

/// An argument of the function.
struct Operand {
  std::string type;       ///< as the trait has it: `A`, `&'prebind A`
  std::string parameter;  ///< as the function takes it: `prebind_v: &'prebind A`
  std::string value;      ///< as the trait's function gets it
  std::string bound = {};
};

enum class Custody { taken, lent, cloned };

Operand operand(const std::string& type, const std::string& name, Custody custody) {
  const std::string reference = "&'prebind " + type;
  switch (custody) {
    case Custody::taken:
      return {type, fmt::format("{}: {}", name, type), name};
    case Custody::lent:
      return {reference, fmt::format("{}: {}", name, reference), name};
    case Custody::cloned:
      break;
  }
  return {type, fmt::format("{}: {}", name, reference),
          fmt::format("prebind_std::clone::Clone::clone({})", name),
          fmt::format("{}: prebind_std::clone::Clone, ", type)};
}

Custody custody_of(const FormSyntax& item, std::size_t i) {
  if (item.clones[i]) return Custody::cloned;
  return item.function.arguments[i].type.type.kind == model::TypeKind::named ? Custody::lent
                                                                             : Custody::taken;
}

/// `(A, B)`; one by itself.
std::string joined(const std::vector<Operand>& operands, std::string Operand::* part) {
  if (operands.size() == 1) return operands[0].*part;
  std::vector<std::string> parts;
  for (const Operand& each : operands) parts.push_back(each.*part);
  return fmt::format("({})", fmt::join(parts, ", "));
}

/// `Add`, `Add<B>`, by its whole path.
std::string path_of(const model::TraitForm& form, const std::string& arguments) {
  return fmt::format("prebind_std::{}::{}{}", form.path, form.trait,
                     arguments.empty() ? "" : fmt::format("<{}>", arguments));
}

std::string operator_source(const FormSyntax& item, const std::vector<Operand>& others) {
  const Custody own = !item.has_owner    ? Custody::taken
                      : item.clones_self ? Custody::cloned
                                         : Custody::lent;
  const Operand left = operand("PrebindA", "prebind_v", own);
  const std::string trait =
      path_of(*item.form, others.empty() ? "" : joined(others, &Operand::type));
  std::string parameters = left.parameter, values = left.value, bounds = left.bound;
  for (const Operand& each : others) {
    parameters += ", " + each.parameter;
    values += ", " + each.value;
    bounds += each.bound;
  }
  return fmt::format(
      "fn prebind_operation<'prebind, PrebindA{}>({}) -> <{} as {}>::Output where {}{}: {} {{ <{} "
      "as {}>::{}({}) }}\n",
      others.empty() ? "" : ", PrebindB0", parameters, left.type, trait, bounds, left.type, trait,
      left.type, trait, item.form->method, values);
}

std::string index_source(const FormSyntax& item, const std::vector<Operand>& others) {
  const bool is_mutable = item.form->kind == FormKind::index_mut;
  std::vector<Operand> indices(others.begin() + (is_mutable ? 1 : 0), others.end());
  std::string generics, parameters, bounds;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    generics += fmt::format(", PrebindB{}", i + (is_mutable ? 1 : 0));
    parameters += ", " + indices[i].parameter;
    bounds += indices[i].bound;
  }
  const std::string index = joined(indices, &Operand::type);
  const std::string value = joined(indices, &Operand::value);
  const std::string trait = path_of(*item.form, index);
  const std::string output =
      fmt::format("<PrebindA as prebind_std::ops::Index<{}>>::Output", index);
  if (!is_mutable) {
    return fmt::format(
        "fn prebind_operation<'prebind, PrebindA{0}>(prebind_v: &'prebind PrebindA{1}) -> <{2} as "
        "prebind_std::borrow::ToOwned>::Owned where {3}PrebindA: {4}, {2}: "
        "prebind_std::borrow::ToOwned {{ prebind_std::borrow::ToOwned::to_owned(<PrebindA as "
        "{4}>::index(prebind_v, {5})) }}\n",
        generics, parameters, output, bounds, trait, value);
  }
  const Operand set = operand(output, "prebind_x", custody_of(item, 0));
  return fmt::format(
      "fn prebind_operation<'prebind, PrebindA{0}>(prebind_v: &'prebind mut PrebindA, {1}{2}) "
      "where {3}{4}PrebindA: {5}, {6}: prebind_std::marker::Sized + 'prebind {{ *<PrebindA as "
      "{5}>::index_mut(prebind_v, {7}) = {8}; }}\n",
      generics, set.parameter, parameters, bounds, set.bound, trait, output, value, set.value);
}

std::string conversion_source(const FormSyntax& item, const std::vector<Operand>& others,
                              bool is_optional) {
  const bool is_parsing = item.form->kind == FormKind::parsing;
  const std::string trait =
      path_of(*item.form, others.empty() || is_parsing ? "" : joined(others, &Operand::type));
  std::string returns = "__PrebindT0";
  if (is_optional) {
    returns = "prebind_std::option::Option<__PrebindT0>";
  } else if (is_parsing || item.form->trait == "TryFrom") {
    returns = fmt::format("prebind_std::result::Result<__PrebindT0, <__PrebindT0 as {}>::{}>",
                          trait, is_parsing ? "Err" : "Error");
  }
  const std::string bound = others.empty() ? "" : others[0].bound;
  const bool is_generic = !others.empty() && !is_parsing;
  const std::string parameter = others.empty() ? ""
                                : is_parsing   ? "prebind_w0: &prebind_std::primitive::str"
                                               : others[0].parameter;
  return fmt::format(
      "fn prebind_operation<'prebind{}>({}) -> {} where {}__PrebindT0: {} {{ <__PrebindT0 as "
      "{}>::{}({}){} }}\n",
      is_generic ? ", PrebindB0" : "", parameter, returns, bound, trait, trait, item.form->method,
      others.empty() ? "" : others[0].value, is_optional ? ".ok()" : "");
}

}  // namespace

std::string operation_source(const FormSyntax& item, bool is_optional) {
  std::vector<Operand> others;
  for (std::size_t i = 0; i < item.function.arguments.size(); ++i) {
    others.push_back(
        operand(fmt::format("PrebindB{}", i), fmt::format("prebind_w{}", i), custody_of(item, i)));
  }
  switch (item.form->kind) {
    case FormKind::unary:
    case FormKind::binary:
      return operator_source(item, others);
    case FormKind::index:
    case FormKind::index_mut:
      return index_source(item, others);
    case FormKind::conversion:
    case FormKind::parsing:
    case FormKind::construction:
      break;
  }
  return conversion_source(item, others, is_optional);
}

}  // namespace prebind::expand
