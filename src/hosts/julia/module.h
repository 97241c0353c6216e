#pragma once

#include <string>
#include <vector>

#include "hosts/host.h"
#include "hosts/julia/text.h"
#include "hosts/surface.h"
#include "model/library.h"

namespace prebind::hosts::julia {

/// The names that a module shows.
struct ModuleNames {
  std::vector<std::string> exports = {};  ///< identifiers, as written
  std::vector<std::string> publics = {};  ///< public, but not exported: names, as they are

  /// Names of Base are not exported.
  void add(const std::string& name);
  ModuleNames sorted() const;
};

/// The futures of each crate that has any, by what their symbols begin with.
struct Futures {
  std::vector<std::string> prefixes = {};

  /// `_prebind.FUTURES1`, the constant of these.
  std::string constant(const std::string& prefix);
};

/// The parts of a generated module that differ from library to library, as Julia text.
struct ModuleText {
  ModuleNames names;
  Code types;    ///< definitions of types; they may refer to nothing but each other
  Code members;  ///< everything else
  Needs needs;   ///< what of the runtime anything of it needs
  Futures futures = {};
  bool has_paths = false;                   ///< of what is documented: of modules in it, or of Base
  std::vector<std::string> qualified = {};  ///< names of all modules that are public only
};

/// A module in the library's, `depth` levels down. `text` is what is defined in it, and `own` what
/// of that is not in one of its modules: it imports what that uses.
std::string render_submodule(const std::string& name, const ModuleNames& names, std::size_t depth,
                             const std::string& own, const std::string& text);

/// The whole file: header, module, run time, loader, and the given parts. `crate` is the one whose
/// functions release what Rust allocated; every crate of `crates` is initialized at load.
std::string render_module(const std::vector<model::Crate>& crates, const ModuleText& text,
                          const RenderOptions& options);

}  // namespace prebind::hosts::julia
