#include "hosts/julia/traits.h"

#include <fmt/format.h>

#include <algorithm>

#include "hosts/julia/functions.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

using model::Operation;
using model::TypeKind;

// `string` and interpolation call `print`; the REPL and `repr` call `show`.
constexpr std::string_view kDisplay =
    R"(Base.print(io::Base.IO, self::$type$) = _prebind.display_on(io, self)
Base.show(io::Base.IO, self::$type$) = _prebind.display_on(io, self)
)";

// What is equal has to have one hash. Rust says nothing of it here, so it is the same for all.
constexpr std::string_view kOneHash =
    R"(Base.hash(::$type$, seed::Base.UInt) = Base.hash($literal$, seed)
)";

constexpr std::string_view kHash =
    R"(Base.hash(self::$type$, seed::Base.UInt) = Base.hash(_prebind.hashed(self), seed)
)";

constexpr std::string_view kDeepCopy =
    R"(Base.deepcopy_internal(self::$type$, known::Base.IdDict) = _prebind.deep_copied(self, known)
)";

constexpr std::string_view kIterate =
    R"(Base.iterate(self::$type$, ::Base.Nothing = Base.nothing) = _prebind.iterated(self)
Base.IteratorSize(::Base.Type{$type$}) = Base.SizeUnknown()
)";

constexpr std::string_view kElementType =
    R"(Base.eltype(::Base.Type{$type$}) = $element$
)";

constexpr std::string_view kNoElementType =
    R"(Base.IteratorEltype(::Base.Type{$type$}) = Base.EltypeUnknown()
)";

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
  if (type.kind == TypeKind::str || type.kind == TypeKind::string) return "Base.String";
  if (type.kind == TypeKind::object) return written(names.at(type.reference).name);
  return std::string(scalar(type.kind));
}

std::string methods_of_base(const model::Function& function, const model::LibraryObject& owner,
                            const TypeNames& names) {
  const TypeName& named = names.at(*function.owner);
  const std::string type = written(named.name);
  const auto filled = [&](std::string_view pattern) {
    return fill(pattern, {{"type", type}, {"literal", literal(named.name)}});
  };
  switch (*function.operation) {
    case Operation::display:
      return filled(kDisplay);
    case Operation::equal:
      return has(owner, Operation::hash) ? "" : filled(kOneHash);
    case Operation::hash:
      return filled(kHash);
    case Operation::clone:
      return named.shape == model::Shape::handle ? filled(kDeepCopy) : "";
    case Operation::less:
      return "";
    case Operation::next:
      break;
  }
  const std::string element = element_type(function.returns, names);
  return filled(kIterate) + (element.empty()
                                 ? filled(kNoElementType)
                                 : fill(kElementType, {{"type", type}, {"element", element}}));
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
