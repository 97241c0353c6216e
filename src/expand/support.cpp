#include "expand/support.h"

#include <fmt/format.h>

#include "abi/failure.h"
#include "expand/rust/templates.h"
#include "expand/symbols.h"
#include "model/record.h"

namespace prebind::expand {

std::string panicked_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_panicked", symbol_text(crate));
}

std::string failed_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_failed", symbol_text(crate));
}

std::string refused_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_refused", symbol_text(crate));
}

std::string raise_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_raise", symbol_text(crate));
}

std::string crate_symbol(const std::string& crate, const std::string& function) {
  return symbol(crate, function,
                fmt::format("abi {}: crate {} {}", model::kAbiVersion, crate, function));
}

std::string import_panicked(const std::string& crate) {
  return fmt::format(
      "extern \"Rust\" {{ fn {}(payload: prebind_std::boxed::Box<dyn prebind_std::any::Any + "
      "prebind_std::marker::Send>) -> *mut u8; }}\n",
      panicked_symbol(crate));
}

std::string support_source(const model::Crate& crate) {
  return templates::Support{.callback = std::to_string(abi::number_of(abi::Failure::callback)),
                            .failed = failed_symbol(crate.name),
                            .initialize = crate.initialize,
                            .panic = std::to_string(abi::number_of(abi::Failure::panic)),
                            .panicked = panicked_symbol(crate.name),
                            .raise = raise_symbol(crate.name),
                            .refused = refused_symbol(crate.name),
                            .release_failure = crate.release_failure,
                            .release_memory = crate.release_memory}
      .text();
}

}  // namespace prebind::expand
