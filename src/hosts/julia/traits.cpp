#include "hosts/julia/traits.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "hosts/forms.h"
#include "hosts/julia/functions.h"
#include "hosts/julia/host_functions.h"
#include "hosts/julia/packed.h"
#include "hosts/julia/runtime/templates.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

using model::TraitMethod;
using model::TypeKind;

// The function that calls the glue.
std::string_view callee(TraitMethod trait_method) {
  switch (trait_method) {
    case TraitMethod::display:
      return "_prebind.display_text";
    case TraitMethod::equal:
      return "Base.:(==)";
    case TraitMethod::clone:
      return "Base.copy";
    case TraitMethod::hash:
      return "_prebind.hashed";
    case TraitMethod::less:
      return "Base.isless";
    case TraitMethod::length:
      return "Base.length";
    case TraitMethod::next:
      return "_prebind.advance";
    case TraitMethod::read:
      return "_prebind.receive";
    case TraitMethod::fill:
      return "_prebind.fill_up";
    case TraitMethod::write:
      return "_prebind.send";
    case TraitMethod::flush:
      return "_prebind.drain";
    case TraitMethod::seek:
      break;
  }
  return "_prebind.seek_from";
}

bool has(const model::LibraryType& named, TraitMethod trait_method) {
  return std::any_of(
      named.functions.begin(), named.functions.end(),
      [&](const model::Function& each) { return each.trait_method == trait_method; });
}

bool has_close(const model::LibraryType& named) {
  return std::ranges::any_of(
      named.functions, [](const model::Function& each) { return each.base_function == "close"; });
}

// Of an item; empty where Julia's collections find it out.
std::string item_type(const model::Type& type, const TypeNames& names) {
  if (type.kind == TypeKind::character) return "Base.Char";
  if (model::is_string_like(type.kind)) return "Base.String";
  if (type.kind == TypeKind::named) return written(names.at(type.reference).path);
  return type.kind == TypeKind::usize ? "Base.Int" : std::string(scalar(type.kind));
}

std::string methods_of_base(const model::Function& function, const model::LibraryType& owner,
                            const TypeNames& names) {
  const TypeName& named = names.at(*function.owner);
  const std::string type = written(named.path);
  switch (*function.trait_method) {
    case TraitMethod::display:
      return templates::Display{.type = type}.text();
    case TraitMethod::equal:
      if (has(owner, TraitMethod::hash)) return "";
      return templates::OneHash{.literal = literal(named.path), .type = type}.text();
    case TraitMethod::hash:
      return templates::Hash{.type = type}.text();
    case TraitMethod::clone:
      if (named.shape != model::Shape::handle) return "";
      return templates::DeepCopy{.type = type}.text();
    case TraitMethod::less:
      return "";
    case TraitMethod::length:
      return templates::ExactSize{.type = type}.text();
    case TraitMethod::fill:
    case TraitMethod::flush:
      return "";
    case TraitMethod::read:
      return templates::ByteStreamReads{.type = type}.text();
    case TraitMethod::write:
      return templates::ByteStreamWrites{.type = type}.text();
    case TraitMethod::seek:
      return templates::ByteStreamSeeks{.type = type}.text();
    case TraitMethod::next:
      break;
  }
  const model::Type& item = yielded_by(function);
  const std::string element = item_type(item, names);
  const bool is_option = item.kind == TypeKind::option;
  return templates::Iterate{.next = is_option ? "_prebind.iterated_options" : "_prebind.iterated",
                            .type = type}
             .text() +
         (has(owner, TraitMethod::length) ? "" : templates::UnknownSize{.type = type}.text()) +
         (has_close(owner) ? "" : templates::Close{.type = type}.text()) +
         (element.empty() ? templates::NoElementType{.type = type}.text()
                          : templates::ElementType{.element = element, .type = type}.text());
}

}  // namespace

Result<Code> render_operation(const model::Function& function, const model::LibraryType& owner,
                              const TypeNames& names, UniqueNames& glue, const std::string& futures,
                              const Needs& needs) {
  const std::string signature =
      fmt::format("impl {} for {}", model::trait_of(*function.trait_method), owner.type.name);
  Method method{.name = std::string(callee(*function.trait_method)),
                .parameters = parameters_of(function, names),
                .returns = function.returns,
                .glue = glue.numbered(glue_name({owner.type.name, function.host_name})),
                .futures = futures,
                .logs = needs.logs,
                .may_run_julia = needs.kept_calls,
                .is_gc_safe = function.is_gc_safe};
  std::string declarations = declaration(method.glue, function.symbol, signature);
  if (!futures.empty()) {
    method.finish = glue.numbered(glue_name({owner.type.name, function.host_name, "finish"}));
    declarations += declaration(method.finish, function.symbol + "_finish", signature);
  }
  PREBIND_TRY(code, render(method, names));
  code.text = "\n" + declarations + "\n" + code.text + methods_of_base(function, owner, names);
  return code;
}

std::string abstract_type(const TypeName& name) {
  if (name.trait.empty()) return "";
  return fmt::format("abstract type {} end\n",
                     written(name.trait.substr(name.trait.rfind('.') + 1)));
}

std::string render_trait_method(const Method& method, const model::Function& function,
                                const TypeNames& names) {
  model::Type told{.kind = TypeKind::function, .arguments = {function.returns}};
  std::vector<std::string> types, symbols;
  for (const Parameter& parameter : method.parameters) {
    if (&parameter == &method.parameters.front()) continue;  // the object
    told.arguments.push_back(parameter.type);
    types.push_back(packed_type(parameter.type, names));
    symbols.push_back(property_symbol(parameter.name));
  }
  return fmt::format("_prebind.Method{{Base.typeof({}), {}, Base.Tuple{{{}}}, {}, {}}}",
                     method.name, packed_signature(told, names), fmt::join(types, ", "),
                     tuple(symbols), function.is_provided);
}

void find_implementors(const model::Library& library, TypeNames& names) {
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    for (const model::Function& each : library.types[i].functions) {
      if (!each.of_trait) continue;
      std::vector<std::string>& all = names.at(*each.of_trait).implementors;
      if (std::ranges::find(all, names[i].path) == all.end()) all.push_back(names[i].path);
    }
  }
}

namespace {

/// Whether Julia may pass so many arguments by position.
bool takes(const model::Function& function, std::size_t count) {
  std::size_t least = 0, most = 0;
  for (const model::Argument& each : function.arguments) {
    if (each.is_keyword || each.service) continue;
    ++most;
    if (!each.otherwise) ++least;
  }
  return least <= count && count <= most;
}

/// Whether the method of a trait gets what is passed to the function, object first.
bool is_beside(const model::Function& function, const model::LibraryType& trait) {
  return trait.type.module == function.module &&
         std::ranges::any_of(trait.functions, [&](const model::Function& method) {
           return method.host_name == function.host_name &&
                  takes(function, method.arguments.size() + 1);
         });
}

}  // namespace

Result<void> check_beside_traits(const model::Function& function, const model::Library& library) {
  if (function.owner || function.arguments.empty()) return {};
  const model::Type& first = function.arguments[0].type;
  const bool is_any = first.kind == model::TypeKind::function;
  const bool is_one = model::is_implementor(first);
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    const model::LibraryType& trait = library.types[i];
    const bool takes_trait = is_one ? first.arguments.at(0).reference == i : is_any;
    if (!trait.type.is_trait || !takes_trait || !is_beside(function, trait)) continue;
    const std::string what = is_one ? fmt::format("a `{}`", trait.type.host_name)
                                    : "a callable, which any value can be in Julia";
    return fail(fmt::format("the first argument of the function `{0}` is {1}, and the trait `{2}` "
                            "has a method of this name: Julia would take the function for the "
                            "method of each `{2}`",
                            function.host_name, what, trait.type.host_name),
                model::to_string(function.place),
                "give it another name in Julia with `#[julia(name = \"…\")]`");
  }
  return {};
}

std::string trait_constant(const TypeName& name, const std::vector<std::string>& methods) {
  const std::string head =
      fmt::format("const {} = _prebind.Trait{{{}, ", name.methods, property_symbol(name.trait));
  return wrap(head + "Base.Tuple{", methods, "}}\n", 4);
}

std::string checked_indices(const model::Function& function,
                            const std::vector<Parameter>& parameters) {
  if (!function.counts_from_one) return "";
  std::vector<std::string> all, numbers;
  for (std::size_t i = is_form(function, model::FormKind::index_mut) ? 2 : 1; i < parameters.size();
       ++i) {
    all.push_back(written(parameters[i].name));
    if (model::is_integer(parameters[i].type.kind)) numbers.push_back(all.back());
  }
  std::string out;
  for (const std::string& each : numbers) {
    out += fmt::format("    Base.:(>=)({}, 1) || Base.throw(Base.BoundsError({}, {}))\n", each,
                       written(parameters[0].name), all.size() == 1 ? all[0] : tuple(all));
  }
  for (const std::string& each : numbers) out += fmt::format("    {0} = Base.:(-)({0}, 1)\n", each);
  return out;
}

}  // namespace prebind::hosts::julia
