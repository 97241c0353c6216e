#include "hosts/thrown.h"

#include "abi/layout.h"
#include "hosts/surface.h"

namespace prebind::hosts {

std::set<std::size_t> thrown_types(const model::Library& library) {
  std::set<std::size_t> thrown;
  for (const model::Function* function : all_functions(library)) {
    const model::Type* error = abi::returned_by(function->returns).error;
    if (error == nullptr || error->kind != model::TypeKind::named) continue;
    const bool is_tagged = library.types.at(error->reference).type.shape == model::Shape::tagged;
    if (is_tagged) thrown.insert(error->reference);
  }
  return thrown;
}

}  // namespace prebind::hosts
