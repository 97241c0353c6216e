#include "hosts/cpp/implementors.h"

#include <fmt/format.h>

#include <algorithm>

#include "hosts/cpp/runtime/templates.h"
#include "hosts/cpp/spelling.h"
#include "hosts/cpp/text.h"
#include "model/passable.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

/// What the method returns, then what it takes.
std::vector<std::string> types_of(const model::Function& method, const TypeNames& names) {
  std::vector<std::string> types = {answer(method.returns, names)};
  for (const model::Argument& each : method.arguments) {
    types.push_back(nested_type(each.type, names));
  }
  return types;
}

/// `std::optional<std::string> get(std::string) const`
std::string declaration(const std::string& name, const std::vector<std::string>& types,
                        bool is_changing) {
  return fmt::format("{} {}({}){}", types[0], name, fmt::join(types.begin() + 1, types.end(), ", "),
                     is_changing ? "" : " const");
}

bool can_implement(const model::LibraryType& trait, const TypeNames& names) {
  return trait.type.is_trait &&
         std::ranges::all_of(trait.functions, [&](const model::Function& each) {
           return std::ranges::count(types_of(each, names), std::string()) == 0;
         });
}

}  // namespace

void mark_implementable(const model::Library& library, TypeNames& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i].can_be_implemented = can_implement(library.types[i], names);
  }
}

std::string render_methods(const model::LibraryType& trait, const TypeName& type,
                           const TypeNames& names,
                           const std::function<std::string(const model::Function&)>& name_of) {
  std::string methods, checks;
  std::vector<std::string> all;
  for (const model::Function& each : trait.functions) {
    if (!each.number) continue;
    const std::vector<std::string> types = types_of(each, names);
    const bool is_changing = each.receiver == model::Passing::mutable_reference;
    const std::string name = name_of(each), number = std::to_string(*each.number);
    const std::string call = fmt::format("object.{}(std::forward<Arguments>(arguments)...)", name);
    methods +=
        templates::ImplementorMethod{
            .call = each.futures.empty() ? call : fmt::format("settled({})", call),
            .is_changing = is_changing ? "true" : "false",
            .is_provided = each.is_provided ? "true" : "false",
            .number = number,
            .types = fmt::format("{}", fmt::join(types, ", "))}
            .text();
    all.push_back("Method" + number);
    if (each.is_provided) continue;
    const std::string needed = fmt::format("an object with the trait {} needs the method {}",
                                           trait.type.name, declaration(name, types, is_changing));
    checks +=
        fmt::format("    static_assert(Method{}::template kHasEnough<F>,\n                  {});\n",
                    number, quote::cpp(needed));
  }
  return templates::ImplementorMethods{.all = fmt::format("{}", fmt::join(all, ", ")),
                                       .checks = checks,
                                       .methods = methods,
                                       .type = type.path}
      .text();
}

}  // namespace prebind::hosts::cpp
