#include "expand/runners.h"

#include <fmt/format.h>

#include <utility>

#include "abi/failure.h"
#include "expand/closures.h"
#include "expand/futures.h"
#include "expand/rust/templates.h"
#include "expand/scope.h"
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

}  // namespace

/// What a runner is given to do.
struct Runners::Work {
  std::string parameters;
  std::string returned;  ///< by the work: what glue returns, or what Rust's own function does
  std::string call;      ///< an expression of what glue returns

  /// `fn name(prebind_f: …, a: f64) -> R`, where the first is the work.
  std::string signature(const std::string& name, const Lowering& lowering) const {
    return fmt::format("fn {0}(prebind_f: unsafe fn({1}) -> {2}, {1}) -> {3}", name, parameters,
                       returned, lowering.type_name());
  }

  std::string runner(const std::string& name, const std::string& crate,
                     const Lowering& lowering) const {
    return fmt::format(
        "unsafe {} {{ match prebind_std::panic::catch_unwind("
        "prebind_std::panic::AssertUnwindSafe(move || unsafe {{ {} }})) {{ "
        "prebind_std::result::Result::Ok(prebind_r) => prebind_r, "
        "prebind_std::result::Result::Err(prebind_p) => {} }} }}\n",
        signature(name, lowering), call,
        lowering.only_status(fmt::format("{}(prebind_p)", panicked_symbol(crate))));
  }
};

/// The name of the runner that all glue functions of this kind share.
std::string Runners::share(const std::string& crate, const Work& work, const Lowering& lowering) {
  const std::string key = work.parameters + " -> " + lowering.definition() + work.returned;
  std::string name =
      fmt::format("prebind_{}_run_{}", symbol_text(crate), sha256_hex(key).substr(0, 16));
  if (known_.insert(name).second) {
    new_ += scope({}, import_panicked(crate) + lowering.definition() + "#[no_mangle] " +
                          work.runner(name, crate, lowering));
  }
  return name;
}

std::string Runners::plain_glue_function(const std::string& symbol, const std::string& crate,
                                         const std::string& parameters, const Lowering& lowering,
                                         const std::string& path) {
  const std::string names = names_in(parameters);
  const Work work{parameters, lowering.plain_type(),
                  lowering.expression(fmt::format("prebind_f({})", names))};
  const std::string name = share(crate, work, lowering);
  return fmt::format(
      "#[no_mangle] pub unsafe extern \"C\" fn {}({}) -> {} {{\n"
      "extern \"Rust\" {{ {}; }}\n{}({}, {}) }}\n",
      symbol, parameters, lowering.type_name(), work.signature(name, lowering), name, path, names);
}

std::string Runners::glue_function(const std::string& symbol, const std::string& crate,
                                   const std::string& parameters, const Lowering& lowering,
                                   const std::string& body) {
  const std::string names = names_in(parameters);
  const Work work{parameters, lowering.type_name(), fmt::format("prebind_f({})", names)};
  std::string name = "prebind_run";
  std::string declaration;
  if (lowering.definition().find("__PrebindT") == std::string::npos) {
    name = share(crate, work, lowering);
    declaration = fmt::format("extern \"Rust\" {{ {}; }}\n", work.signature(name, lowering));
  } else {
    // What is returned has the size of a type that has a name here only.
    declaration = import_panicked(crate) + work.runner(name, crate, lowering);
  }
  return fmt::format(
      "#[no_mangle] pub unsafe extern \"C\" fn {0}({1}) -> {2} {{\n{3}"
      "unsafe fn prebind_work({1}) -> {2} {{ unsafe {{ {4} }} }}\n{5}(prebind_work, {6}) }}\n",
      symbol, parameters, lowering.type_name(), declaration, body, name, names);
}

void Runners::add_futures(const std::string& crate, bool uses_tokio, bool uses_own) {
  const std::string prefix = futures_symbol(crate);
  const auto add = [&](const std::string& name, const std::string& source) {
    if (known_.insert(name).second) new_ += scope({}, source);
  };
  add(prefix, templates::Futures{.cancel = prefix + "_cancel",
                                 .collect = prefix + "_collect",
                                 .failed = failed_symbol(crate),
                                 .launch = prefix + "_launch",
                                 .launch_with = prefix + "_launch_with",
                                 .listen = prefix + "_listen",
                                 .panic = std::to_string(abi::number_of(abi::Failure::panic)),
                                 .panicked = panicked_symbol(crate),
                                 .pending = std::to_string(abi::number_of(abi::Failure::pending)),
                                 .release_failure = crate_symbol(crate, "release_failure"),
                                 .start = prefix + "_start",
                                 .taken = prefix + "_taken"}
                  .text());
  if (uses_tokio) {
    add(prefix + "_tokio", templates::TokioRuntime{.runtime = prefix + "_tokio"}.text());
  }
  if (uses_own) add(prefix + "_spawn", templates::OwnRuntime{.spawn = prefix + "_spawn"}.text());
}

void Runners::add_kept(const std::string& crate) {
  constexpr int kPatience = 10;  // seconds
  const std::string symbol = kept_symbol(crate);
  if (!known_.insert(symbol).second) return;
  new_ += scope({}, templates::Kept{.kept = symbol,
                                    .kept_later = symbol + "_later",
                                    .kept_threw = symbol + "_threw",
                                    .patience = std::to_string(kPatience)}
                        .text());
}

std::string Runners::take_new() {
  return std::exchange(new_, {});
}

}  // namespace prebind::expand
