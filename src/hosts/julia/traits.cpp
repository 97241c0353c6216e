#include "hosts/julia/traits.h"

#include <fmt/format.h>

#include <algorithm>

#include "hosts/julia/functions.h"
#include "hosts/julia/runtime/templates.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

using model::Operation;
using model::TypeKind;

// The function that calls the glue.
std::string_view callee(Operation operation) {
  switch (operation) {
    case Operation::display:
      return "_prebind.display_text";
    case Operation::equal:
      return "Base.:(==)";
    case Operation::clone:
      return "Base.copy";
    case Operation::hash:
      return "_prebind.hashed";
    case Operation::less:
      return "Base.isless";
    case Operation::next:
      break;
  }
  return "_prebind.advance";
}

bool has(const model::LibraryObject& object, Operation operation) {
  return std::any_of(object.functions.begin(), object.functions.end(),
                     [&](const model::Function& each) { return each.operation == operation; });
}

// Of what an iterator yields, an `Option<T>`; empty where Julia's collections find it out.
std::string element_type(const model::Type& yielded, const TypeNames& names) {
  const model::Type& type = yielded.arguments.at(0);
  if (type.kind == TypeKind::character) return "Base.Char";
  if (model::is_text(type.kind)) return "Base.String";
  if (type.kind == TypeKind::object) return written(names.at(type.reference).name);
  return std::string(scalar(type.kind));
}

std::string methods_of_base(const model::Function& function, const model::LibraryObject& owner,
                            const TypeNames& names) {
  const TypeName& named = names.at(*function.owner);
  const std::string type = written(named.name);
  switch (*function.operation) {
    case Operation::display:
      return templates::Display{.type = type}.text();
    case Operation::equal:
      if (has(owner, Operation::hash)) return "";
      return templates::OneHash{.literal = literal(named.name), .type = type}.text();
    case Operation::hash:
      return templates::Hash{.type = type}.text();
    case Operation::clone:
      if (named.shape != model::Shape::handle) return "";
      return templates::DeepCopy{.type = type}.text();
    case Operation::less:
      return "";
    case Operation::next:
      break;
  }
  const std::string element = element_type(function.returns, names);
  return templates::Iterate{.type = type}.text() +
         (element.empty() ? templates::NoElementType{.type = type}.text()
                          : templates::ElementType{.element = element, .type = type}.text());
}

}  // namespace

Result<std::string> render_operation(const model::Function& function,
                                     const model::LibraryObject& owner, const TypeNames& names,
                                     UniqueNames& glue) {
  const std::string signature =
      fmt::format("impl {} for {}", model::trait_of(*function.operation), owner.object.name);
  const Method method{.name = std::string(callee(*function.operation)),
                      .parameters = parameters_of(function, names),
                      .returns = function.returns,
                      .glue = glue.numbered(glue_name({owner.object.name, function.host_name}))};
  PREBIND_TRY(text, render(method, names));
  return "\n" + declaration(method.glue, function.symbol, signature) + "\n" + text +
         methods_of_base(function, owner, names);
}

}  // namespace prebind::hosts::julia
