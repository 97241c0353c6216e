#include "abi/prototype.h"

#include <fmt/format.h>

#include <vector>

namespace prebind::abi {

using model::Type;
using model::TypeKind;

namespace {

std::string declared(std::string_view type, std::string_view name) {
  return fmt::format("{}{}{}", type, type.ends_with('*') ? "" : " ", name);
}

/// What a function of the host takes or returns.
std::string_view c_callable(const Type& type) {
  return type.kind == TypeKind::unit ? "void" : c_name(word_of(type));
}

std::string callable_parameters(const Type& function) {
  std::string all;
  for (std::size_t i = 1; i < function.arguments.size(); ++i) {
    all += fmt::format("{}{}", all.empty() ? "" : ", ", c_callable(function.arguments[i]));
  }
  return all;
}

std::string_view member_name(Slot::Part part) {
  switch (part) {
    case Slot::Part::address:
      return "address";
    case Slot::Part::length:
      return "length";
    case Slot::Part::capacity:
      return "capacity";
    case Slot::Part::bytes:
      return "bytes";
    case Slot::Part::alignment:
      return "alignment";
    case Slot::Part::guard:
      return "guard";
    case Slot::Part::release:
      return "release";
    case Slot::Part::real:
      return "re";
    case Slot::Part::imaginary:
      return "im";
    case Slot::Part::value:
      break;
  }
  return "";
}

std::string c_member(const Slot& slot, std::string_view name, const Words& words) {
  switch (slot.kind) {
    case Slot::Kind::none:
      return {};
    case Slot::Kind::wide:
      return fmt::format("uint64_t {}[2]; ", name);
    case Slot::Kind::words:
      return fmt::format("uint64_t {}[{}]; ", name, words(*slot.type));
    case Slot::Kind::elements:
      return c_member(slot.members[0], fmt::format("{}[{}]", name, slot.type->length), words);
    case Slot::Kind::word:
    case Slot::Kind::record:
    case Slot::Kind::optional:
      break;
  }
  return declared(c_slot(slot, words), name) + "; ";
}

}  // namespace

std::string c_parameter(const Parameter& parameter, std::string_view name) {
  const std::string own = fmt::format("{}{}", name, parameter.suffix);
  const Type& type = *parameter.type;
  switch (parameter.role) {
    case Role::function:
      return fmt::format("{} (*{})({})", c_callable(type.arguments.at(0)), own,
                         callable_parameters(type));
    case Role::trampoline: {
      if (model::is_packed_call(type)) {
        return fmt::format("bool (*{})(uint8_t *data, void *answer, const uint8_t *arguments)",
                           own);
      }
      const std::string parameters = callable_parameters(type);
      return fmt::format("bool (*{})(uint8_t *data, {} *result{}{})", own,
                         c_callable(type.arguments.at(0)), parameters.empty() ? "" : ", ",
                         parameters);
    }
    case Role::hold:
      return fmt::format("uint8_t (*{})(uint8_t *data, const void *keeper)", own);
    case Role::address:
      if (type.kind != TypeKind::named && custody_of(type) == Custody::borrowed_mutably) {
        return declared(c_name(parameter.word), own);
      }
      return declared("const uint8_t *", own);
    case Role::axes:
      return declared("const size_t *", own);
    case Role::value:
    case Role::low:
    case Role::high:
    case Role::real:
    case Role::imaginary:
    case Role::seconds:
    case Role::nanoseconds:
    case Role::length:
    case Role::rank:
    case Role::named:
    case Role::data:
    case Role::present:
      break;
  }
  return declared(c_name(parameter.word), own);
}

std::string c_parameters(const Type& type, std::string_view name) {
  std::string all;
  for (const Parameter& each : parameters_of(type)) {
    all += (all.empty() ? "" : ", ") + c_parameter(each, name);
  }
  return all;
}

std::string c_slot(const Slot& slot, const Words& words) {
  switch (slot.kind) {
    case Slot::Kind::none:
      return {};
    case Slot::Kind::word:
      return std::string(c_name(slot.word));
    case Slot::Kind::optional:
      return fmt::format("struct {{ {}bool present; }}", c_member(slot.members[0], "value", words));
    case Slot::Kind::wide:
    case Slot::Kind::words:
    case Slot::Kind::elements:
      return fmt::format("struct {{ {}}}", c_member(slot, "words", words));
    case Slot::Kind::record:
      break;
  }
  std::string members;
  for (std::size_t i = 0; i < slot.members.size(); ++i) {
    const std::string_view own = member_name(slot.members[i].part);
    members +=
        c_member(slot.members[i], own.empty() ? fmt::format("_{}", i) : std::string(own), words);
  }
  return fmt::format("struct {{ {}}}", members);
}

std::string c_returned(const Type& returns, const Words& words) {
  const Returned returned = returned_by(returns);
  if (returned.slot.kind == Slot::Kind::none) return "uint8_t *";
  return fmt::format("struct {{ {}uint8_t *status; }}", c_member(returned.slot, "value", words));
}

}  // namespace prebind::abi
