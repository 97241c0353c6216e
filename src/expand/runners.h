#pragma once

#include <set>
#include <string>

#include "expand/convert.h"

namespace prebind::expand {

/// The functions of a crate that run what glue does and catch its panics. Catching makes rustc
/// instantiate half a dozen generic functions and LLVM inline them again, most of what glue costs
/// to compile; so all glue functions with the same parameters and return type share one that takes
/// the work as a function pointer. It is inlined where it is called, and the machine code is the
/// same as with one of their own.
class Runners {
 public:
  /// A glue function for a function of Rust's whose arguments and result travel as they are: the
  /// function at `path` itself is the work, which spares rustc a third one.
  std::string plain_glue_function(const std::string& symbol, const std::string& crate,
                                  const std::string& parameters, const Lowering& lowering,
                                  const std::string& path);

  /// A glue function; `body` are statements and an expression of the return type.
  std::string glue_function(const std::string& symbol, const std::string& crate,
                            const std::string& parameters, const Lowering& lowering,
                            const std::string& body);

  /// What the futures of a crate need once, on these runtimes.
  void add_futures(const std::string& crate, bool uses_tokio, bool uses_own);

  /// What a crate needs once whose functions keep functions of the host.
  void add_kept(const std::string& crate);

  /// Blocks of what was used for the first time since the last call. They stand for themselves:
  /// glue that comes later needs them even where a `#[cfg]` takes the first user away.
  std::string take_new();

 private:
  struct Work;
  std::string share(const std::string& crate, const Work& work, const Lowering& lowering);

  std::set<std::string> known_;
  std::string new_;
};

}  // namespace prebind::expand
