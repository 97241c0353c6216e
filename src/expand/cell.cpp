#include "expand/cell.h"

#include "abi/failure.h"
#include "expand/rust/templates.h"

namespace prebind::expand {

std::string cell_source(bool is_shared) {
  return std::string(templates::kThreads) +
         std::string(is_shared ? templates::kKeptShared : templates::kKeptAlone) +
         std::string(templates::kCell);
}

std::string handle_items(bool is_shared) {
  const std::string items =
      templates::ObjectItems{.borrowed = std::to_string(abi::number_of(abi::Failure::borrowed)),
                             .pack = templates::kPackedWords,
                             .refused = std::to_string(abi::number_of(abi::Failure::refused))}
          .text();
  return is_shared ? items + std::string(templates::kSharedItems) : items;
}

}  // namespace prebind::expand
