#include "expand/runners.h"

#include <fmt/format.h>

#include <utility>

#include "expand/block.h"
#include "expand/support.h"
#include "expand/symbols.h"
#include "util/sha256.h"

namespace prebind::expand {

namespace {

/// `a, b` of `a: f64, b: prebind_std::option::Option<u8>`.
std::string names_in(const std::string& parameters) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_0123456789";
  std::string names;
  for (std::size_t at = parameters.find(": "); at != std::string::npos;
       at = parameters.find(": ", at + 1)) {
    const std::size_t before = parameters.find_last_not_of(letters, at - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    names += (names.empty() ? "" : ", ") + parameters.substr(start, at - start);
  }
  return names;
}

/// `fn name(prebind_f: …, a: f64) -> R`, where the first is the work.
std::string signature(const std::string& name, const std::string& parameters,
                      const Lowering& lowering) {
  return fmt::format("fn {0}(prebind_f: unsafe fn({1}) -> {2}, {1}) -> {2}", name, parameters,
                     lowering.type_name());
}

std::string runner(const std::string& name, const std::string& crate, const std::string& parameters,
                   const Lowering& lowering) {
  return fmt::format(
      "unsafe {} {{ match prebind_std::panic::catch_unwind("
      "prebind_std::panic::AssertUnwindSafe(move || unsafe {{ prebind_f({}) }})) {{ "
      "prebind_std::result::Result::Ok(prebind_r) => prebind_r, "
      "prebind_std::result::Result::Err(prebind_p) => {} }} }}\n",
      signature(name, parameters, lowering), names_in(parameters),
      lowering.only_status(fmt::format("{}(prebind_p)", panicked_symbol(crate))));
}

}  // namespace

std::string Runners::glue_function(const std::string& symbol, const std::string& crate,
                                   const std::string& parameters, const Lowering& lowering,
                                   const std::string& body) {
  std::string name = "prebind_run";
  std::string declaration;
  if (lowering.definition().find("__PrebindT") == std::string::npos) {
    const std::string key = sha256_hex(parameters + " -> " + lowering.definition()).substr(0, 16);
    name = fmt::format("prebind_{}_run_{}", symbol_text(crate), key);
    declaration = fmt::format("extern \"Rust\" {{ {}; }}\n", signature(name, parameters, lowering));
    if (known_.insert(name).second) {
      new_ += block({}, import_panicked(crate) + lowering.definition() + "#[no_mangle] " +
                            runner(name, crate, parameters, lowering));
    }
  } else {
    // What is returned has the size of a type that has a name here only.
    declaration = import_panicked(crate) + runner(name, crate, parameters, lowering);
  }
  return fmt::format(
      "#[no_mangle] pub unsafe extern \"C\" fn {0}({1}) -> {2} {{\n{3}"
      "unsafe fn prebind_work({1}) -> {2} {{ unsafe {{ {4} }} }}\n{5}(prebind_work, {6}) }}\n",
      symbol, parameters, lowering.type_name(), declaration, body, name, names_in(parameters));
}

std::string Runners::take_new() {
  return std::exchange(new_, {});
}

}  // namespace prebind::expand
