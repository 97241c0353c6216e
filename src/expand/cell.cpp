#include "expand/cell.h"

#include "abi/failure.h"
#include "expand/rust/templates.h"

namespace prebind::expand {

std::string cell_source() {
  return std::string(templates::kThreads) + std::string(templates::kCell);
}

std::string handle_items() {
  return templates::ObjectItems{.borrowed = std::to_string(abi::number_of(abi::Failure::borrowed)),
                                .pack = templates::kPackedWords,
                                .refused = std::to_string(abi::number_of(abi::Failure::refused))}
      .text();
}

}  // namespace prebind::expand
