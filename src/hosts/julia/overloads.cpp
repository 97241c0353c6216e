#include "hosts/julia/overloads.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace prebind::hosts::julia {

const std::vector<Overloads::Overload>& Overloads::named(const std::string& name) const {
  static const std::vector<Overload> none;
  const auto known = by_name_.find(name);
  return known == by_name_.end() ? none : known->second;
}

bool Overloads::has(const std::string& name, const Dispatch& dispatch) const {
  return std::ranges::any_of(named(name),
                             [&](const Overload& each) { return each.dispatch == dispatch; });
}

Result<void> Overloads::add(Scope& scope, const Method& method, const Dispatch& dispatch,
                            const std::string& signature, bool is_instance) {
  const std::string& name = method.documented_name;
  const std::string text = fmt::format("{}({})", method.name, fmt::join(dispatch, ", "));
  const bool is_of_base = name.starts_with("Base.");
  const std::string of_base = "export only one of them: remove the attribute or `as` of the other";
  const auto for_base = [&](Error error) {
    if (is_of_base) error.help = of_base;
    return error;
  };
  PREBIND_CHECK(scope.overload(name, text, signature).map_error(for_base));
  for (const Overload& other : named(name)) {
    const std::optional<std::string> shared = ambiguous_arguments(other.dispatch, dispatch);
    if (!shared) continue;
    return fail(fmt::format("`{}` and `{}` would both match the call `{}({})` in Julia",
                            other.signature, signature, name, *shared),
                "",
                is_of_base ? of_base
                : is_instance && other.is_instance
                    ? "export only one of these instances, or add an argument that has the type "
                      "parameter itself, not an `Option` of it"
                    : R"(give one of them another name with `#[julia(name = "…")]`)");
  }
  by_name_[name].push_back({dispatch, signature, is_instance});
  return {};
}

bool Overloads::add_inferred(const std::string& name, const std::vector<Dispatch>& dispatches,
                             const std::string& signature) {
  std::vector<Dispatch> others;
  for (const Overload& each : named(name)) others.push_back(each.dispatch);
  for (const Dispatch& each : dispatches) {
    for (const Dispatch& other : others) {
      if (each == other || ambiguous_arguments(each, other)) return false;
    }
    others.push_back(each);
  }
  for (const Dispatch& each : dispatches) by_name_[name].push_back({each, signature, true});
  return true;
}

}  // namespace prebind::hosts::julia
