#include "hosts/julia/checked_names.h"

#include <string_view>
#include <variant>

#include "hosts/julia/naming.h"
#include "hosts/surface.h"

namespace prebind::hosts::julia {

Result<void> check_name(const ShownItem& item, const model::Library& library,
                        const std::string& module_name) {
  const std::string where = to_string(place_of(item));
  const model::LibraryType* owner = owner_of(item, library);
  const model::InModule module = module_of(owner ? ShownItem(owner) : item);
  const Around around = module ? Around{identifier(library.modules.at(*module).host_name), false}
                               : Around{module_name};
  const auto check = [&](const std::string& name, std::string_view kind) -> Result<void> {
    PREBIND_CHECK(public_name(name, kind, where, around));
    return {};
  };
  if (const auto* module = std::get_if<const model::Module*>(&item)) {
    return check((*module)->host_name, "module");
  }
  if (const auto* constant = std::get_if<const model::Constant*>(&item)) {
    return check((*constant)->host_name, "constant");
  }
  if (const auto* function = std::get_if<const model::Function*>(&item)) {
    const bool has_name = !(*function)->trait_method && (*function)->base_function.empty() &&
                          (*function)->implements.empty() && !is_constructor(**function, library);
    return has_name ? check((*function)->host_name, "function") : Result<void>();
  }
  const auto* named = std::get_if<const model::LibraryType*>(&item);
  if (named == nullptr) return {};
  PREBIND_CHECK(check((*named)->type.host_name, "type"));
  for (const model::Variant& each : (*named)->type.variants) {
    PREBIND_CHECK(check(each.host_name, "variant"));
  }
  const bool is_enum = (*named)->type.shape == model::Shape::enumeration;
  if (!is_enum || (*named)->type.host_name != "Enum") return {};
  return fail("the enum `Enum` would hide Julia's `Enum`, the supertype of all enums", where,
              R"(give it another name with `#[julia(name = "…")]`)");
}

}  // namespace prebind::hosts::julia
